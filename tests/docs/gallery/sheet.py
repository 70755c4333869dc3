"""A room's contact sheet: before and after of each tool, the command above, below who did it."""

import io
from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw

from bot.domain.ids import ProviderId
from tests.docs.gallery.panels import BACKGROUND, INK, PALE, draw_inputs, draw_pictures, draw_words, font, in_lines
from tests.docs.gallery.visit import Shown

LABELS: Mapping[ProviderId, str] = {
    ProviderId("local"): "local",
    ProviderId("imgopen"): "sandbox: Img Open",
    ProviderId("ailab"): "sandbox: AILabTools",
    ProviderId("magictiger"): "sandbox: Magic Tiger",
}
_COLUMNS, _WIDTH, _GAP, _BETWEEN = 2, 1400, 28, 6
_CELL = (_WIDTH - _GAP * (_COLUMNS + 1)) // _COLUMNS
_BOX = ((_CELL - _BETWEEN) // 2, 280)
_PAPER = (_BOX[0], 150)
_LARGE, _SMALL = 23, 21
_LINE, _LABEL = 30, 32
_MOST_BYTES = 390_000
_QUALITIES = range(88, 40, -4)


def compose(shown: Sequence[Shown]) -> bytes:
    """A JPEG of less than 400 kB, 1400 pixels wide."""
    cells = [_cell(each) for each in shown]
    rows = [cells[first : first + _COLUMNS] for first in range(0, len(cells), _COLUMNS)]
    heights = [max(cell.height for cell in row) for row in rows]
    sheet = Image.new("RGB", (_WIDTH, sum(heights) + _GAP * (len(rows) + 1)), BACKGROUND)
    top = _GAP
    for row, height in zip(rows, heights, strict=True):
        for column, cell in enumerate(row):
            sheet.paste(cell, (_GAP + column * (_CELL + _GAP), top))
        top += height + _GAP
    return _small_enough(sheet)


def _cell(shown: Shown) -> Image.Image:
    """The command, before and after beside each other, and who did it."""
    panels, lines = _panels(shown), in_lines(shown.exhibit.typed, _CELL, _LARGE)
    top, height = _LINE * len(lines) + 4, max(panel.height for panel in panels)
    cell = Image.new("RGB", (_CELL, top + height + _LABEL), BACKGROUND)
    draw = ImageDraw.Draw(cell)
    for number, line in enumerate(lines):
        draw.text((0, number * _LINE), line, fill=INK, font=font(_LARGE))
    left = 0
    for panel in panels:
        cell.paste(panel, (left, top))
        left += panel.width + _BETWEEN
    label = LABELS[shown.provider] if shown.provider else "nothing"
    draw.text((0, top + height + 4), label, fill=PALE, font=font(_SMALL))
    return cell


def _panels(shown: Shown) -> list[Image.Image]:
    """What went in, if it was pictures, and what came out."""
    exhibit = shown.exhibit
    before = [draw_inputs(tuple(exhibit.pictures.values()), _BOX, exhibit.part)] if exhibit.pictures else []
    if shown.pictures:
        return [*before, draw_pictures(shown.pictures, _BOX, exhibit.part)]
    return [*before, draw_words(shown.words or shown.text, _PAPER, _LARGE)]


def _small_enough(sheet: Image.Image) -> bytes:
    """As good as the size allows."""
    made = b""
    for quality in _QUALITIES:
        made = _jpeg(sheet, quality)
        if len(made) <= _MOST_BYTES:
            break
    return made


def _jpeg(sheet: Image.Image, quality: int) -> bytes:
    made = io.BytesIO()
    sheet.save(made, "JPEG", quality=quality, optimize=True, progressive=True)
    return made.getvalue()
