"""What pictures the vendor takes. "Larger than" and "smaller than" are strict; a megabyte is read as 10^6 bytes.

`width x height` is read as written, which is the stricter way. Some pages list BMP too, which nobody can hand in here.
"""

from bot.domain.offers import Limits

USUAL = frozenset({"JPEG", "PNG"})
WEBP_TOO = USUAL | {"WEBP"}
_MEGABYTE = 1_000_000
NO_PICTURE = Limits(max_bytes=_MEGABYTE, max_side=1)


def between(
    low: int,
    high: int,
    *,
    megabytes: float,
    height: int | None = None,
    formats: frozenset[str] = USUAL,
    ratio: float | None = None,
) -> Limits:
    """Sides larger than `low` and smaller than `high` (`high` by `height`)."""
    return Limits(
        formats=formats,
        max_bytes=int(megabytes * _MEGABYTE),
        min_side=low + 1,
        max_side=high - 1,
        max_height=None if height is None else height - 1,
        max_ratio=ratio,
    )


def up_to(high: int, *, megabytes: float, formats: frozenset[str] = USUAL) -> Limits:
    """Sides smaller than `high`."""
    return between(0, high, megabytes=megabytes, formats=formats)


def within(low: int, width: int, height: int, *, megabytes: float, formats: frozenset[str]) -> Limits:
    """The one page that includes both ends."""
    return between(low - 1, width + 1, height=height + 1, megabytes=megabytes, formats=formats)
