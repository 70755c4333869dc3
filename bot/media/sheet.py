"""A contact sheet: small pictures side by side, each with its number, to choose from."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from math import ceil, sqrt
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from bot.domain.errors import Unreachable
from bot.domain.sentences import Reason
from bot.media.decoding import Undecodable, opened
from bot.media.encoding import plain
from bot.media.failures import translated
from bot.media.proof import draw_proof
from bot.media.settings import MediaSettings
from bot.media.spool import Spool
from bot.pool import Busy, Crashed, Runner, TooSlow

MOST = 25
"""As many as a select of Discord's has options."""
CELL = 256
"""A picture's longer side on the sheet, in pixels."""
_GAP = 16
_WIDEST_ROW = 4
_BADGE = 72
_FIGURE = 52
_RADIUS = 14
_QUALITY = 88
_GROUND = (43, 45, 49)
_EMPTY = (78, 80, 88)
_INK = (24, 25, 28)
_PAPER = (255, 255, 255)

Drawing = Callable[..., int]
"""`drawing(target, max_pixels=…)` makes the file, from pictures no larger than that; its size in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A JPEG that shows `count` pictures."""

    path: Path
    size_bytes: int
    count: int


class Sheets:
    """Draws what a person looks at before a task goes on, in a worker process."""

    def __init__(self, pool: Runner, settings: MediaSettings) -> None:
        self._pool = pool
        self._settings = settings
        self._spool = Spool(settings.spool_dir)

    @asynccontextmanager
    async def sheet(self, pictures: Sequence[Path]) -> AsyncIterator[Sheet]:
        """The first 25, numbered from 1, while the block lasts.

        Raises, on entry, Unreachable where it cannot be drawn now, and StorageFailed.
        """
        shown = list(pictures[:MOST])
        async with self._drawn(partial(draw, shown), count=len(shown)) as sheet:
            yield sheet

    @asynccontextmanager
    async def proof(self, picture: Path, mask: Path) -> AsyncIterator[Sheet]:
        """The picture with the part that the mask marks standing out, while the block lasts. Raises as `sheet` does."""
        async with self._drawn(partial(draw_proof, picture, mask), count=1) as sheet:
            yield sheet

    @asynccontextmanager
    async def _drawn(self, drawing: Drawing, *, count: int) -> AsyncIterator[Sheet]:
        async with AsyncExitStack() as stack:
            with translated(missing=True):
                target = await stack.enter_async_context(self._spool.take())
                size_bytes = await self._draw(drawing, target)
            yield Sheet(path=target, size_bytes=size_bytes, count=count)

    async def _draw(self, drawing: Drawing, target: Path) -> int:
        bounded = partial(drawing, max_pixels=self._settings.max_pixels)
        try:
            return await self._pool.run(bounded, target, timeout_s=self._settings.fit_timeout_s)
        except (Busy, Crashed, TooSlow) as error:
            raise Unreachable(Reason.BUSY, detail=f"contact sheet: {type(error).__name__}") from error


def draw(pictures: Sequence[Path], target: Path, *, max_pixels: int) -> int:
    """Make `target` a sheet of these pictures, in their order; its size in bytes. For worker processes.

    A picture that is larger than `max_pixels` or cannot be decoded leaves its place empty, but for the number. Raises
    OSError.
    """
    columns = len(pictures) if len(pictures) <= _WIDEST_ROW else ceil(sqrt(len(pictures)))
    rows = ceil(len(pictures) / columns)
    step = CELL + _GAP
    sheet = Image.new("RGB", (columns * step + _GAP, rows * step + _GAP), _GROUND)
    for index, path in enumerate(pictures):
        row, column = divmod(index, columns)
        cell = _cell(path, max_pixels)
        _number(cell, index + 1)
        sheet.paste(cell, (column * step + _GAP, row * step + _GAP))
    sheet.save(target, "JPEG", quality=_QUALITY)
    return target.stat().st_size


def _cell(path: Path, max_pixels: int) -> Image.Image:
    cell = Image.new("RGB", (CELL, CELL), _EMPTY)
    with path.open("rb") as file, suppress(Undecodable), opened(file) as image:
        if image.width * image.height <= max_pixels:
            image.draft(None, (CELL, CELL))
            _place(cell, ImageOps.contain(plain(image), cell.size))
    return cell


def _place(cell: Image.Image, small: Image.Image) -> None:
    corner = ((CELL - small.width) // 2, (CELL - small.height) // 2)
    cell.paste(small, corner, small if small.mode == "RGBA" else None)


def _number(cell: Image.Image, number: int) -> None:
    """White on black in the upper left corner: readable on any picture, and when Discord shows the sheet small."""
    pen = ImageDraw.Draw(cell)
    pen.rounded_rectangle((0, 0, _BADGE, _BADGE), _RADIUS, fill=_INK, corners=(False, False, True, False))
    pen.text((_BADGE / 2, _BADGE / 2), str(number), fill=_PAPER, font=ImageFont.load_default(_FIGURE), anchor="mm")
