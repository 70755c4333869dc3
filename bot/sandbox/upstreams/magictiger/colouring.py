"""What stands for a colourised picture here: cool shadows, warm middle tones, pale lights."""

from io import BytesIO

from PIL import Image, ImageOps

_SHADOWS, _MIDDLE, _LIGHTS = (24, 32, 64), (176, 116, 84), (255, 248, 228)


def colourise(picture: bytes) -> bytes:
    """The picture's brightness in those colours, as a JPEG; whatever colours it had do not count."""
    target = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        grey = ImageOps.grayscale(image)
        ImageOps.colorize(grey, black=_SHADOWS, mid=_MIDDLE, white=_LIGHTS).save(target, "JPEG", quality=92)
    return target.getvalue()
