"""The most that may be kept."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import StorageFailed
from bot.domain.sentences import Reason
from bot.media.place import Place
from bot.media.room import Room
from bot.media.store import MediaStore
from tests.media.places import store_in, stream


async def test_used_bytes_counts_what_is_kept(store: MediaStore) -> None:
    name, _ = await store.put(b"12345")
    await store.put(stream(b"123", b"4"))
    assert await store.used_bytes() == 9
    await store.delete(name)
    assert await store.used_bytes() == 4


@given(cap=st.integers(0, 60), sizes=st.lists(st.integers(0, 30), max_size=6))
async def test_the_cap_is_reached_and_never_passed(cap: int, sizes: list[int]) -> None:
    room = Room(cap)
    room.kept_bytes = 0
    used = 0
    for size in sizes:
        with room.arrival() as arrival:
            counted = arrival.counted(stream(b"x" * size))
            if used + size > cap:
                with pytest.raises(StorageFailed, match=Reason.STORAGE_FULL):
                    await anext(counted)
                continue
            assert [len(chunk) async for chunk in counted] == [size]
            room.add(size)
        used += size
    assert room.kept_bytes == used


async def test_deleting_makes_room(place: Place) -> None:
    store = store_in(place, 10)
    name, _ = await store.put(b"x" * 10)
    await store.delete(name)
    await store.delete(name)
    await store.put(b"x" * 10)
    with pytest.raises(StorageFailed):
        await store.put(b"x")


async def test_what_is_put_over_something_takes_its_room(place: Place) -> None:
    store = store_in(place, 10)
    name, _ = await store.put(b"x" * 5)
    await store.put(b"x" * 4, name=name)
    await store.put(b"x" * 6)
    with pytest.raises(StorageFailed):
        await store.put(b"x")


async def test_a_refused_put_gives_its_room_back(place: Place) -> None:
    store = store_in(place, 10)
    with pytest.raises(StorageFailed):
        await store.put(stream(b"x" * 8, b"x" * 8))
    await store.put(b"x" * 10)


async def test_two_puts_at_once_do_not_pass_the_cap_together(place: Place) -> None:
    store = store_in(place, 10)
    met = asyncio.Barrier(2)

    async def slowly() -> AsyncIterator[bytes]:
        yield b"x" * 4
        await met.wait()
        yield b"x" * 4

    ends = await asyncio.gather(store.put(slowly()), store.put(slowly()), return_exceptions=True)
    assert any(isinstance(end, StorageFailed) for end in ends)
    assert await store.used_bytes() <= 10


async def test_the_cap_counts_what_was_there_before(place: Place) -> None:
    await store_in(place, 10).put(b"x" * 8)
    with pytest.raises(StorageFailed):
        await store_in(place, 10).put(b"x" * 3)


async def test_a_sweep_counts_what_another_process_has_put(place: Place) -> None:
    store = store_in(place, 10)
    await store.put(b"x" * 4)
    await store_in(place, 10).put(b"x" * 4)
    await store.sweep(before=datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(StorageFailed):
        await store.put(b"x" * 4)
