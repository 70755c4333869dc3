"""Half of a cell: pictures or words, in a box."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from tests.docs.gallery.exhibits import WHOLE, Part

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
BACKGROUND, INK, PALE = "#ffffff", "#24292f", "#57606a"

_INSET = 0.36
_FRAME = 3
_SQUARE = 12
_PAPER = "#f6f8fa"
_MARGIN = 14


def font(size: int) -> Font:
    """Pillow's own."""
    return ImageFont.load_default(size=size)


def draw_pictures(pictures: Sequence[bytes], box: tuple[int, int], part: Part = WHOLE) -> Image.Image:
    """Side by side, as large as they fit into the box together, and no larger than that."""
    gap = _FRAME
    opened = [_open(picture, part) for picture in pictures]
    ratio = sum(each.width / each.height for each in opened)
    height = min(box[1], round((box[0] - gap * (len(opened) - 1)) / ratio))
    scaled = [each.resize((max(1, round(each.width * height / each.height)), height)) for each in opened]
    sheet = Image.new("RGB", (sum(each.width + gap for each in scaled) - gap, height), BACKGROUND)
    left = 0
    for each in scaled:
        sheet.paste(each, (left, 0))
        left += each.width + gap
    return sheet


def draw_inputs(pictures: Sequence[bytes], box: tuple[int, int], part: Part = WHOLE) -> Image.Image:
    """The first one, and the others small in its lower left corner."""
    first, *others = pictures
    sheet = draw_pictures([first], box, part)
    if others:
        room = (round(sheet.width * _INSET), round(sheet.height * _INSET))
        inset = draw_pictures(others, room)
        sheet.paste(BACKGROUND, (0, sheet.height - inset.height - _FRAME, inset.width + _FRAME, sheet.height))
        sheet.paste(inset, (0, sheet.height - inset.height))
    return sheet


def draw_words(text: str, box: tuple[int, int], size: int) -> Image.Image:
    """In lines, on paper."""
    sheet = Image.new("RGB", box, _PAPER)
    words = "\n".join(in_lines(text, box[0] - 2 * _MARGIN, size))
    ImageDraw.Draw(sheet).multiline_text((_MARGIN, _MARGIN), words, fill=INK, font=font(size), spacing=size // 3)
    return sheet


def in_lines(text: str, width: int, size: int) -> list[str]:
    """The text in lines that fit into so many pixels, as far as its words do."""
    letters = font(size)
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and letters.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _open(picture: bytes, part: Part) -> Image.Image:
    """On squares where it is transparent."""
    with Image.open(io.BytesIO(picture)) as whole:
        image = whole.convert("RGBA")
    left, top, right, bottom = (share * side for share, side in zip(part, image.size * 2, strict=True))
    image = image.crop((round(left), round(top), round(right), round(bottom)))
    ground = Image.new("RGB", image.size, "#ffffff")
    draw = ImageDraw.Draw(ground)
    step = max(1, _SQUARE * image.height // 300)
    for row in range(0, image.height, step):
        for column in range((row // step % 2) * step, image.width, 2 * step):
            draw.rectangle((column, row, column + step - 1, row + step - 1), fill="#d8dee4")
    ground.paste(image, mask=image)
    return ground
