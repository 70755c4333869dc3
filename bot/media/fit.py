"""Making a picture small enough to post, with as little loss as will do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PIL import Image

from bot.domain.errors import Unreachable
from bot.domain.sentences import Reason
from bot.media.decoding import EXTENSIONS, Undecodable, claimed_format, format_of, opened
from bot.media.encoding import MAX_SIDE, Encoded, Unencodable, lossless, lossy, plain
from bot.media.failures import translated
from bot.media.settings import MediaSettings
from bot.media.spool import Spool
from bot.pool import Busy, Crashed, Runner, TooSlow

MAX_QUALITY = 95
MIN_QUALITY = 60
MIN_SCALED_QUALITY = 75
"""A picture that loses pixels need not lose so much of what is left."""
MIN_SIDE = 32
"""The longer side of the smallest picture that is worth posting."""
_LOSSLESS_GAIN = 1.5
"""WebP saves at most about a third of a PNG: with more to save, trying is a waste of seconds."""
_STEP = 0.8


class TooBig(Exception):
    """No rung of the ladder gets under the limit."""


class Change(StrEnum):
    """What was done to a picture; each includes the ones before it."""

    RECOMPRESSED = "recompressed"
    REENCODED = "reencoded"
    DOWNSCALED = "downscaled"


@dataclass(frozen=True, slots=True, kw_only=True)
class FitNote:
    """What to tell of it. Sides in pixels, upright; `quality` is 1..100, None where nothing was lost."""

    change: Change
    format: str
    width: int
    height: int
    old_width: int
    old_height: int
    quality: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A file that fits; `extension` without a dot, `note` None where it was left as it is."""

    path: Path
    size_bytes: int
    extension: str
    note: FitNote | None = None


class Fitter:
    """Makes pictures fit in a worker process, which reads and writes the files: no picture passes through ours."""

    def __init__(self, pool: Runner, settings: MediaSettings) -> None:
        self._pool = pool
        self._timeout_s = settings.fit_timeout_s
        self._spool = Spool(settings.spool_dir)

    @asynccontextmanager
    async def fit(self, path: Path, *, limit: int) -> AsyncIterator[Fitted]:
        """A file of at most `limit` bytes that shows the same picture, while the block lasts: itself, if it fits.

        Raises TooBig, also if the worker fails, Unreachable where too many wait already, and StorageFailed.
        """
        async with AsyncExitStack() as stack:
            with translated(missing=True):
                fitted = await asyncio.to_thread(_as_it_is, path, limit)
                if fitted is None:
                    fitted = await self._shrunk(path, await stack.enter_async_context(self._spool.take()), limit)
            yield fitted

    async def _shrunk(self, path: Path, target: Path, limit: int) -> Fitted:
        try:
            return await self._pool.run(partial(shrink, limit=limit), path, target, timeout_s=self._timeout_s)
        except (Crashed, TooSlow) as error:
            raise TooBig(f"worker: {type(error).__name__}") from error
        except Busy as error:
            raise Unreachable(Reason.BUSY, detail=str(error)) from error


def _as_it_is(path: Path, limit: int) -> Fitted | None:
    size_bytes = path.stat().st_size
    if size_bytes > limit:
        return None
    with path.open("rb") as file:
        return Fitted(path=path, size_bytes=size_bytes, extension=EXTENSIONS.get(claimed_format(file) or "", "bin"))


def shrink(path: Path, target: Path, *, limit: int) -> Fitted:
    """Make `target`, of at most `limit` bytes, show the same picture as `path`, which is larger; for worker processes.

    The ladder: the same pixels, packed better; JPEG (WebP where something shows through) at the highest quality that
    fits; fewer pixels. Each drops the metadata. Raises TooBig and OSError.
    """
    size_bytes = path.stat().st_size
    try:
        with path.open("rb") as file, opened(file) as image:
            upright = plain(image)
            packed = _packed(upright, size_bytes, limit) if _is_exact(image) else None
        encoded, note = _squeezed(upright, limit) if packed is None else _recompressed(packed, upright.size)
    except (Undecodable, Unencodable) as error:
        raise TooBig(f"{size_bytes} bytes: {type(error).__name__}") from error
    target.write_bytes(encoded.data)
    return Fitted(path=target, size_bytes=len(encoded.data), extension=EXTENSIONS[encoded.format], note=note)


def _is_exact(image: Image.Image) -> bool:
    """Whether there is something to gain and nothing to lose by packing the same pixels anew."""
    return format_of(image) == "PNG" and not image.mode.startswith("I")


def _packed(image: Image.Image, size: int, budget: int) -> Encoded | None:
    if size > budget * _LOSSLESS_GAIN or max(image.size) > MAX_SIDE["WEBP"]:
        return None
    packed = lossless(image)
    return packed if len(packed.data) <= budget else None


def _recompressed(packed: Encoded, size: tuple[int, int]) -> tuple[Encoded, FitNote]:
    return packed, _note(packed, Change.RECOMPRESSED, size, size)


def _squeezed(image: Image.Image, budget: int) -> tuple[Encoded, FitNote]:
    longest = max(image.size)
    scale = min(1.0, MAX_SIDE["WEBP" if image.mode == "RGBA" else "JPEG"] / longest)
    while longest * scale >= MIN_SIDE or scale == 1:
        scaled = _scaled(image, scale)
        lowest = lossy(scaled, MIN_QUALITY if scale == 1 else MIN_SCALED_QUALITY)
        if len(lowest.data) <= budget:
            change = Change.REENCODED if scale == 1 else Change.DOWNSCALED
            best = _best(scaled, lowest, budget)
            return best, _note(best, change, image.size, scaled.size)
        scale *= min(_STEP, (max(budget, 0) / len(lowest.data)) ** 0.5)
    raise TooBig(f"nothing of {image.width}x{image.height} fits into {budget} bytes")


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    if scale == 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _best(image: Image.Image, lowest: Encoded, budget: int) -> Encoded:
    """The highest quality that fits, by bisection between `lowest`, which does, and the highest worth having."""
    best = lossy(image, MAX_QUALITY)
    if len(best.data) <= budget:
        return best
    best, low, high = lowest, lowest.quality or MIN_QUALITY, MAX_QUALITY
    while high - low > 1:
        middle = (low + high) // 2
        tried = lossy(image, middle)
        if len(tried.data) <= budget:
            best, low = tried, middle
        else:
            high = middle
    return best


def _note(encoded: Encoded, change: Change, old: tuple[int, int], new: tuple[int, int]) -> FitNote:
    return FitNote(
        change=change,
        format=encoded.format,
        width=new[0],
        height=new[1],
        old_width=old[0],
        old_height=old[1],
        quality=encoded.quality,
    )
