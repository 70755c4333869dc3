"""Ids carry the logical time."""

from datetime import timedelta

from bot.domain.clock import ShiftedClock
from bot.sandbox.discord.snowflakes import Snowflakes, created_at, shard_of


def test_an_id_tells_when_it_was_made() -> None:
    clock = ShiftedClock()
    clock.shift(timedelta(days=400))
    assert abs(created_at(Snowflakes(clock).make()) - clock.now()) < timedelta(minutes=1)


def test_ids_strictly_increase_within_a_millisecond() -> None:
    make = Snowflakes(ShiftedClock()).make
    ids = [make() for _ in range(1000)]
    assert ids == sorted(set(ids))


def test_direct_messages_belong_to_shard_zero() -> None:
    assert shard_of(None, 7) == 0


def test_a_guild_belongs_to_the_shard_of_its_time_stamp() -> None:
    assert shard_of(5 << 22, 3) == 2
