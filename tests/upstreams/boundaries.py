"""Pictures at a limit, and just beyond it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, isqrt

from bot.domain.offers import Limits, Shape
from bot.domain.sentences import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """The last picture that is taken, and the first that is not; both are about one limit only."""

    taken: Shape
    refused: Shape
    reason: Reason


def boundaries(limits: Limits) -> Iterator[Boundary]:
    """All that these limits have."""
    shape = _inside(limits)
    larger = replace(shape, size_bytes=limits.max_bytes + 1)
    yield Boundary(taken=replace(shape, size_bytes=limits.max_bytes), refused=larger, reason=Reason.FILE_TOO_LARGE)
    if limits.min_side > 1:
        smaller = replace(shape, width=limits.min_side - 1)
        yield Boundary(taken=shape, refused=smaller, reason=Reason.SIDE_TOO_SMALL)
    yield _longest(limits, shape)
    if limits.max_height is not None:
        yield _highest(limits.max_height, shape)
    if limits.max_pixels is not None:
        yield _most(limits.max_pixels, limits.max_side, shape)
    if limits.max_ratio is not None:
        yield _thinnest(limits.max_ratio, shape)
    if limits.formats:
        yield Boundary(taken=shape, refused=replace(shape, format="TIFF"), reason=Reason.WRONG_FORMAT)


def _inside(limits: Limits) -> Shape:
    """The smallest that there is."""
    form = min(limits.formats, default="PNG")
    return Shape(format=form, size_bytes=1, width=limits.min_side, height=limits.min_side)


def _longest(limits: Limits, shape: Shape) -> Boundary:
    wide = replace(shape, width=limits.max_side, height=max(limits.min_side, ceil(limits.max_side / _ratio(limits))))
    return Boundary(taken=wide, refused=replace(wide, width=wide.width + 1), reason=Reason.SIDE_TOO_LARGE)


def _ratio(limits: Limits) -> float:
    return limits.max_side if limits.max_ratio is None else limits.max_ratio


def _highest(max_height: int, shape: Shape) -> Boundary:
    high = replace(shape, width=max_height, height=max_height)
    return Boundary(taken=high, refused=replace(high, height=max_height + 1), reason=Reason.TOO_HIGH)


def _most(max_pixels: int, max_side: int, shape: Shape) -> Boundary:
    """Exactly so many pixels."""
    height = next(side for side in range(isqrt(max_pixels), 0, -1) if max_pixels % side == 0)
    most = replace(shape, width=max_pixels // height, height=height)
    assert most.width < max_side
    return Boundary(taken=most, refused=replace(most, width=most.width + 1), reason=Reason.TOO_MANY_PIXELS)


def _thinnest(max_ratio: float, shape: Shape) -> Boundary:
    thin = replace(shape, height=int(shape.width * max_ratio))
    return Boundary(taken=thin, refused=replace(thin, height=thin.height + 1), reason=Reason.TOO_LONG_AND_THIN)
