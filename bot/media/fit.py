"""Making a picture small enough to post, with as little loss as will do."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from PIL import Image

from bot.domain.errors import Unreachable
from bot.domain.sentences import Reason
from bot.media.decoding import EXTENSIONS, Undecodable, claimed_format, format_of, opened
from bot.media.encoding import MAX_SIDE, Encoded, lossless, lossy, plain
from bot.media.settings import MediaSettings
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

    data: bytes = field(repr=False)
    extension: str
    note: FitNote | None = None


class Fitter:
    """Makes pictures fit in a worker process."""

    def __init__(self, pool: Runner, settings: MediaSettings) -> None:
        self._pool = pool
        self._timeout_s = settings.fit_timeout_s

    async def fit(self, data: bytes, *, limit: int, margin: int = 0) -> Fitted:
        """As the function; what fits already is not sent through a process.

        Raises TooBig, also if the worker fails, and Unreachable where too many wait already.
        """
        if len(data) <= limit - margin:
            return _as_is(data)
        try:
            return await self._pool.run(partial(fit, limit=limit, margin=margin), data, timeout_s=self._timeout_s)
        except (Crashed, TooSlow) as error:
            raise TooBig(f"{len(data)} bytes, worker: {type(error).__name__}") from error
        except Busy as error:
            raise Unreachable(Reason.BUSY, detail=str(error)) from error


def fit(data: bytes, *, limit: int, margin: int = 0) -> Fitted:
    """A file of at most `limit - margin` bytes that shows the same picture; for worker processes.

    The ladder: as it is; the same pixels, packed better; JPEG (WebP where something shows through) at the highest
    quality that fits; fewer pixels. All but the first rung drop the metadata. Raises TooBig.
    """
    budget = limit - margin
    if len(data) <= budget:
        return _as_is(data)
    try:
        with opened(data) as image:
            upright = plain(image)
            packed = _packed(upright, len(data), budget) if _is_exact(image) else None
    except Undecodable as error:
        raise TooBig(f"{len(data)} bytes that cannot be decoded") from error
    if packed is not None:
        return _fitted(packed, Change.RECOMPRESSED, upright.size, upright.size)
    return _squeezed(upright, budget)


def _as_is(data: bytes) -> Fitted:
    return Fitted(data=data, extension=EXTENSIONS.get(claimed_format(data) or "", "bin"))


def _is_exact(image: Image.Image) -> bool:
    """Whether there is something to gain and nothing to lose by packing the same pixels anew."""
    return format_of(image) == "PNG" and not image.mode.startswith("I")


def _packed(image: Image.Image, size: int, budget: int) -> Encoded | None:
    if size > budget * _LOSSLESS_GAIN or max(image.size) > MAX_SIDE["WEBP"]:
        return None
    packed = lossless(image)
    return packed if len(packed.data) <= budget else None


def _squeezed(image: Image.Image, budget: int) -> Fitted:
    longest = max(image.size)
    scale = min(1.0, MAX_SIDE["WEBP" if image.mode == "RGBA" else "JPEG"] / longest)
    while longest * scale >= MIN_SIDE or scale == 1:
        scaled = _scaled(image, scale)
        lowest = lossy(scaled, MIN_QUALITY if scale == 1 else MIN_SCALED_QUALITY)
        if len(lowest.data) <= budget:
            change = Change.REENCODED if scale == 1 else Change.DOWNSCALED
            return _fitted(_best(scaled, lowest, budget), change, image.size, scaled.size)
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


def _fitted(encoded: Encoded, change: Change, old: tuple[int, int], new: tuple[int, int]) -> Fitted:
    note = FitNote(
        change=change,
        format=encoded.format,
        width=new[0],
        height=new[1],
        old_width=old[0],
        old_height=old[1],
        quality=encoded.quality,
    )
    return Fitted(data=encoded.data, extension=EXTENSIONS[encoded.format], note=note)
