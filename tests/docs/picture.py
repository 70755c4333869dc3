"""The README's picture, from what `darkroom demo --out DIR` made: `python -m tests.docs.picture DIR`."""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

PICTURE = Path(__file__).parents[2] / ".github" / "demo.jpg"

_HEIGHT = 330
_GAP = 12
_CAPTION = 26
_WHOLE = (0.0, 0.0, 1.0, 1.0)
_CLOSE = (0.25, 0.3, 0.75, 0.8)
"""The part of the enhanced photo that is shown, as shares of its sides: fine detail needs a close look."""
_ROWS = (
    (("enhance-before.png", "before (part)"), ("enhance-after.png", "/enhance (part)")),
    (
        ("faceswap-source.png", "source"),
        ("faceswap-target.png", "target"),
        ("faceswap-after.png", "/faceswap"),
    ),
    (
        ("group-before.png", "a target with two people"),
        ("group-after-question.png", "asked: which face?"),
        ("group-after.png", "/faceswap, face 2"),
    ),
    (
        ("imagine-1.png", "/imagine: a red sun over the sea"),
        ("imagine-2.png", "another seed"),
        ("imagine-3.png", "and another"),
    ),
    (
        ("erase-after-question.png", "asked: remove this?"),
        ("erase-after.png", "/erase"),
        ("haircolor-after.png", "/haircolor copper"),
        ("removebg-after.png", "/removebg"),
    ),
)


def compose(folder: Path) -> Image.Image:
    """Each command in a row of its own, captioned."""
    parts = (_CLOSE, *[_WHOLE] * (len(_ROWS) - 1))
    rows = [
        [(_scaled(folder / name, part), caption) for name, caption in row]
        for row, part in zip(_ROWS, parts, strict=True)
    ]
    width = max(sum(picture.width + _GAP for picture, _ in row) for row in rows) - _GAP
    sheet = Image.new("RGB", (width, len(rows) * (_HEIGHT + _CAPTION)), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=16)
    for number, row in enumerate(rows):
        left, top = 0, number * (_HEIGHT + _CAPTION)
        for picture, caption in row:
            sheet.paste(picture, (left, top))
            draw.text((left + 4, top + _HEIGHT + 3), caption, fill="#333333", font=font)
            left += picture.width + _GAP
    return sheet


def _scaled(path: Path, part: tuple[float, float, float, float]) -> Image.Image:
    with Image.open(path) as whole:
        left, top, right, bottom = (share * side for share, side in zip(part, whole.size * 2, strict=True))
        ground = Image.new("RGB", whole.size, "white")
        ground.paste(whole, mask=whole.getchannel("A") if whole.has_transparency_data else None)
        picture = ground.crop((round(left), round(top), round(right), round(bottom)))
    width = round(picture.width * _HEIGHT / picture.height)
    return picture.resize((width, _HEIGHT), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    compose(Path(sys.argv[1])).save(PICTURE, quality=88)
