"""The endpoints that answer with the result."""

from dataclasses import replace

from bot.upstreams.ailab.endpoint import direct, masked, opaque, sending
from bot.upstreams.ailab.limits import WEBP_TOO, between, up_to
from bot.upstreams.ailab.places import at_url, in_base64

_URL, _IMAGE_URL = at_url("data.url"), at_url("data.image_url")
_PIXELS, _DATA, _BINARY = in_base64("image"), in_base64("data.image"), in_base64("data.binary_data_base64")
_EIGHT_MB = between(10, 5000, megabytes=8, ratio=4)
_ERASABLE = up_to(4096, megabytes=5, formats=WEBP_TOO)
_PAINTABLE = between(64, 4096, megabytes=5)
_PEOPLE = between(128, 5000, megabytes=6)

COLORIZATION = direct("image/effects/image-colorization", 2, _PIXELS, _EIGHT_MB)
DEFOGGING = direct("image/enhance/image-defogging", 1, _PIXELS, _EIGHT_MB)
CONTRAST_ENHANCEMENT = direct("image/enhance/image-contrast-enhancement", 1, _PIXELS, _EIGHT_MB)
SHARPNESS = direct("image/enhance/image-sharpness-enhancement", 2, _PIXELS, _EIGHT_MB)
STRETCH_RECOVERY = direct("image/enhance/stretch-image-recovery", 2, _PIXELS, _EIGHT_MB)
ENHANCE_FACE = direct("portrait/effects/enhance-face", 15, _IMAGE_URL, between(32, 2048, megabytes=3))
BLURRED_FACES = direct("portrait/effects/blurred-faces", 1, _IMAGE_URL, between(32, 5000, megabytes=3))
HD_PERSON_CUTOUT = direct(
    "cutout/portrait/hd-portrait-background-removal",
    2,
    at_url("data.image_url", "data.elements[].image_url"),
    between(32, 6000, megabytes=40, formats=WEBP_TOO),
)
ENLARGEMENT = direct("image/enhance/image-lossless-enlargement", 5, _URL, between(32, 1920, height=1080, megabytes=3))
CUTOUT = direct(
    "cutout/general/universal-background-removal", 1, _IMAGE_URL, between(32, 2000, megabytes=3, formats=WEBP_TOO)
)
PERSON_CUTOUT = direct(
    "cutout/portrait/portrait-background-removal", 1, _IMAGE_URL, up_to(2000, megabytes=3, formats=WEBP_TOO)
)
HEAD_CUTOUT = direct(
    "cutout/portrait/avatar-extraction", 1, at_url("data.elements[].image_url"), between(32, 2000, megabytes=3)
)
PORTRAIT_CARTOON = direct("portrait/effects/portrait-animation", 20, _IMAGE_URL, between(100, 2000, megabytes=3))
PAINTING = direct("image/effects/image-style-conversion", 7, _PIXELS, _EIGHT_MB)
FACE_FUSION = replace(
    direct("portrait/effects/face-fusion", 8, _DATA, between(200, 4096, megabytes=4)),
    limits_of={"source": between(128, 4096, megabytes=4)},
)
FACE_ATTRIBUTES = direct(
    "portrait/effects/face-attribute-editing", 8, in_base64("result.image"), between(256, 4096, megabytes=4)
)
EMOTION = direct("portrait/effects/emotion-editor", 12, _DATA, up_to(4096, megabytes=5))
ERASER = masked(direct("image/editing/remove-objects", 5, _IMAGE_URL, _ERASABLE))
ERASER_PRO = masked(direct("image/editing/remove-objects-pro", 35, _IMAGE_URL, _ERASABLE, usual_s=10))
ERASER_ADVANCED = masked(direct("image/editing/remove-objects-advanced", 20, _BINARY, _PAINTABLE, usual_s=15))
REPLACER = masked(direct("image/editing/ai-object-replacer", 25, _BINARY, _PAINTABLE, usual_s=15))
EXTENDER = direct("image/editing/ai-image-extender", 25, _BINARY, _PAINTABLE, usual_s=15)
COLOUR_ENHANCEMENT = sending(
    direct("image/enhance/image-color-enhancement", 5, _IMAGE_URL, between(64, 3840, height=2160, megabytes=3)),
    output_format="png",
)
PHOTO_RETOUCHING = direct("image/editing/photo-retouching", 3, _IMAGE_URL, between(32, 3000, megabytes=3))
CROPPING = opaque(direct("image/editing/image-cropping", 3, _URL, up_to(2000, megabytes=3.5, formats=WEBP_TOO)))
SKIN = direct("portrait/effects/smart-skin", 5, _IMAGE_URL, _PEOPLE)
FACE_FILTER = direct("portrait/effects/face-filter", 1, _IMAGE_URL, between(10, 2000, megabytes=3))
BEAUTY = sending(
    direct("portrait/effects/smart-beauty", 8, in_base64("data.image", "result"), up_to(4096, megabytes=5)),
    task_type="sync",
    multi_face="1",
)
BEAUTY_PRO = sending(
    direct("portrait/effects/face-beauty-pro", 15, in_base64("result"), between(48, 4096, megabytes=2)),
    task_type="sync",
    thinface="0",
    shrink_face="0",
    enlarge_eye="0",
    remove_eyebrow="0",
)
"""Nobody's face is reshaped here: what would do that, and is on by default, is sent as 0."""

DIRECT = (
    COLORIZATION,
    DEFOGGING,
    CONTRAST_ENHANCEMENT,
    SHARPNESS,
    STRETCH_RECOVERY,
    ENHANCE_FACE,
    BLURRED_FACES,
    HD_PERSON_CUTOUT,
    ENLARGEMENT,
    CUTOUT,
    PERSON_CUTOUT,
    HEAD_CUTOUT,
    PORTRAIT_CARTOON,
    PAINTING,
    FACE_FUSION,
    FACE_ATTRIBUTES,
    EMOTION,
    ERASER,
    ERASER_PRO,
    ERASER_ADVANCED,
    REPLACER,
    EXTENDER,
    COLOUR_ENHANCEMENT,
    PHOTO_RETOUCHING,
    CROPPING,
    SKIN,
    FACE_FILTER,
    BEAUTY,
    BEAUTY_PRO,
)
