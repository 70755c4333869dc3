"""Ids in Discord's form: milliseconds since 2015 above 22 free bits."""

from datetime import UTC, datetime

from bot.domain.clock import Clock

_EPOCH_MS = 1_420_070_400_000
_TIME_SHIFT = 22


class Snowflakes:
    """Makes ids that carry the logical time and strictly increase."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def make(self) -> int:
        """A new id, larger than every one before."""
        stamp = (int(self._clock.now().timestamp() * 1000) - _EPOCH_MS) << _TIME_SHIFT
        self._last = max(stamp, self._last + 1)
        return self._last


def created_at(snowflake: int) -> datetime:
    """When the id was made, to the millisecond, in UTC."""
    return datetime.fromtimestamp(((snowflake >> _TIME_SHIFT) + _EPOCH_MS) / 1000, UTC)


def shard_of(guild_id: int | None, shard_count: int) -> int:
    """The shard that hears of a guild; direct messages go to shard 0."""
    return 0 if guild_id is None else (guild_id >> _TIME_SHIFT) % shard_count
