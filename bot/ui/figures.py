"""Figures as people read them."""

import math
from collections.abc import Callable
from datetime import datetime

from bot.domain.sentences import Value

_MEGABYTE = 10**6
_MINUTE = 60
_HOUR = 60 * _MINUTE
_ROUNDING = 1e-9
_STEPS = 10
_NO_LIMIT = "no limit"


def megabytes(count: float, *, up: bool = True) -> str:
    """Bytes in millions, one decimal, as the vendors state their limits.

    Sizes round up and limits (`up=False`) round down, so that no size reads as equal to the limit that it breaks.
    """
    tenths = (math.ceil if up else math.floor)(count / _MEGABYTE * 10)
    return f"{tenths / 10:,.1f}".removesuffix(".0") + " MB"


def duration(seconds: float) -> str:
    """Whole seconds below two minutes, minutes below two hours, then hours."""
    if seconds < 2 * _MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < 2 * _HOUR:
        return f"{round(seconds / _MINUTE)} min"
    return f"{round(seconds / _HOUR)} h"


def credit(count: float) -> str:
    """An amount of credits."""
    return "1 credit" if count == 1 else f"{count:,} credits"


def pictures(count: float) -> str:
    """How many pictures."""
    return "1 picture" if count == 1 else f"{count:,} pictures"


def faces(count: float) -> str:
    """How many faces."""
    return "1 face" if count == 1 else f"{count:,} faces"


def percent(share: float) -> str:
    """A share of 1; never 100 % before it is all."""
    return f"{math.floor(min(max(share, 0.0), 1.0) * 100 + _ROUNDING)} %"


def number(count: float) -> str:
    """A plain figure with thousands set apart."""
    return f"{count:,}"


def pixels(count: float) -> str:
    """Pixels along a side."""
    return f"{count:,} px"


def megapixels(count: float) -> str:
    """Pixels of a whole picture, in millions, rounded down."""
    return f"{math.floor(count / 10**5) / 10:,.1f}".removesuffix(".0") + " megapixels"


def allowance(count: int | None) -> str:
    """A limit in credits, where None is none."""
    return _NO_LIMIT if count is None else credit(count)


def relative(moment: datetime) -> str:
    """A moment that the reader's own client shows as "2 minutes ago" and keeps up to date."""
    return f"<t:{int(moment.timestamp())}:R>"


def bar(spent: int, limit: int) -> str:
    """How much of a limit is used, in ten steps: the last fills only when nothing is left."""
    filled = _STEPS if spent >= limit else spent * _STEPS // limit
    return "▰" * filled + "▱" * (_STEPS - filled)


def _limit_megabytes(count: float) -> str:
    return megabytes(count, up=False)


_FORMATS: dict[str, Callable[[float], str]] = {
    "code": str,
    "size_bytes": megabytes,
    "max_bytes": _limit_megabytes,
    "width": number,
    "height": number,
    "min_side": pixels,
    "max_side": pixels,
    "max_height": pixels,
    "max_pixels": megapixels,
    "price": credit,
    "left": credit,
    "limit": credit,
    "spent": number,
    "pictures": pictures,
    "faces": faces,
    "share": percent,
    "usual_s": duration,
    "taken_s": duration,
}


_FOUND = {"largest_face": "face", "corner_watermark": "watermark in a corner"}


def figure(name: str, value: Value) -> str:
    """A value as its name says it is meant: `…_bytes`, `price`, `max_side` and so on."""
    if isinstance(value, str):
        return _FOUND.get(value, value) if name == "finding" else value
    return _FORMATS.get(name, number)(value)
