"""The endpoints that answer with a task's id."""

from bot.upstreams.ailab.endpoint import partly, queued, sending
from bot.upstreams.ailab.limits import NO_PICTURE, WEBP_TOO, between, up_to, within
from bot.upstreams.ailab.places import at_url

_URLS, _IMAGE = at_url("data.result_urls"), at_url("data.image")
_TEN_MB = up_to(4096, megabytes=10, formats=WEBP_TOO)
_FIVE_MB = up_to(4096, megabytes=5)
_HAIR = between(200, 4090, megabytes=5)

ANIME = sending(
    queued(
        "image/effects/ai-anime-generator",
        10,
        at_url("data.result_url"),
        within(256, 5760, 3240, megabytes=10, formats=WEBP_TOO),
    ),
    task_type="async",
)
FACE_SWAP = queued("portrait/editing/ai-face-swap", 5, _IMAGE, _FIVE_MB)
HAIR_PRO = queued("portrait/effects/hairstyle-editor-pro", 10, at_url("data.images"), _HAIR)
HAIR_PREMIUM = queued("portrait/effects/hairstyle-editor-premium", 15, _IMAGE, _HAIR, usual_s=45)
HAIR_COLOUR = queued("portrait/editing/ai-hair-color", 15, _URLS, _TEN_MB)
HD_CUTOUT = queued(
    "cutout/general/hd-universal-background-removal", 2, at_url("data.image_url"), between(32, 10_000, megabytes=40)
)
EMOTION_ADVANCED = queued("portrait/effects/emotion-editor-advanced", 15, _URLS, _TEN_MB)
LINE_ART = partly(queued("image/effects/photo-to-line-art", 15, _URLS, _TEN_MB))
EMOJI_GRID = partly(queued("image/effects/photo-to-emoji-grid", 15, _URLS, _TEN_MB))
PHOTOGRAPHY = partly(queued("image/effects/ai-photography", 15, _URLS, _TEN_MB))
"""Where these three put their results is on no page; two clients read `data.result_urls`."""
FLOWERS = queued("image/generation/ai-flower-wallpaper", 15, _URLS, NO_PICTURE)
BIG_HEAD = queued("portrait/effects/ai-big-head-effect", 8, _IMAGE, _FIVE_MB)
SQUARE_FACE = queued("portrait/effects/ai-square-face-filter", 8, _IMAGE, _FIVE_MB)
BALD = queued("portrait/editing/ai-bald", 15, _URLS, _TEN_MB)
BEARD_REMOVAL = queued("portrait/editing/ai-beard-removal", 15, _URLS, _TEN_MB)
BEARD_STYLING = queued("portrait/editing/ai-beard-styling", 15, _URLS, _TEN_MB)
HALLOWEEN_MASK = queued("portrait/effects/ai-halloween-mask", 15, _URLS, _TEN_MB)
SKIN_ADVANCED = queued("portrait/effects/smart-skin-advanced", 15, _URLS, _TEN_MB)
TRY_ON = sending(queued("portrait/editing/try-on-clothes", 10, _IMAGE, up_to(4096, megabytes=3)), task_type="async")

QUEUED = (
    ANIME,
    FACE_SWAP,
    HAIR_PRO,
    HAIR_PREMIUM,
    HAIR_COLOUR,
    HD_CUTOUT,
    EMOTION_ADVANCED,
    LINE_ART,
    EMOJI_GRID,
    PHOTOGRAPHY,
    FLOWERS,
    BIG_HEAD,
    SQUARE_FACE,
    BALD,
    BEARD_REMOVAL,
    BEARD_STYLING,
    HALLOWEEN_MASK,
    SKIN_ADVANCED,
    TRY_ON,
)
