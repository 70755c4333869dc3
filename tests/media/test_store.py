import asyncio
import os
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ids import MediaName, new_media_name
from bot.media.store import MediaStore, Missing
from tests.media.places import Torn, disk, files, store_in, stream, torn

UNKNOWN = MediaName("x" * 32)
FOREIGN = [
    "",
    ".",
    "..",
    "../../etc/passwd",
    "/etc/passwd",
    "a/" + "x" * 30,
    "x" * 31,
    "x" * 33,
    "x" * 32 + "\n",
    "x" * 31 + "\0",
    "x" * 29 + "%2e",
    "é" * 32,
]


async def read(store: MediaStore, name: MediaName) -> bytes:
    async with store.file(name) as path:
        return await asyncio.to_thread(path.read_bytes)


async def test_what_was_put_comes_back(store: MediaStore) -> None:
    name, size = await store.put(b"picture")
    assert (size, await store.get(name)) == (7, b"picture")


async def test_a_stream_is_put_together(store: MediaStore) -> None:
    part = os.urandom(3 * 2**20)
    name, size = await store.put(stream(part, b"", part, b"end"))
    assert size == 2 * len(part) + 3
    assert await store.get(name) == part + part + b"end"


async def test_an_empty_stream_is_an_empty_file(store: MediaStore) -> None:
    name, size = await store.put(stream())
    assert (size, await store.get(name)) == (0, b"")


async def test_what_is_kept_can_be_read_as_a_stream_of_known_size(store: MediaStore) -> None:
    data = os.urandom(2**20)
    name, _ = await store.put(data)
    stored = await store.stream(name)
    chunks = [chunk async for chunk in stored.chunks]
    assert (stored.size_bytes, b"".join(chunks)) == (len(data), data)
    assert len(chunks) > 1


async def test_what_is_kept_can_be_read_as_a_file(store: MediaStore) -> None:
    data = os.urandom(2**20)
    name, _ = await store.put(data)
    assert await read(store, name) == data


async def test_nothing_is_left_of_a_file_that_was_read_and_the_kept_one_stays(
    store: MediaStore, tmp_path: Path
) -> None:
    name, _ = await store.put(b"picture")
    before = files(tmp_path)
    await read(store, name)
    assert files(tmp_path) == before
    assert await store.get(name) == b"picture"


async def test_trouble_of_the_reader_is_not_taken_for_the_stores(store: MediaStore) -> None:
    name, _ = await store.put(b"picture")
    with pytest.raises(ConnectionResetError):
        async with store.file(name):
            raise ConnectionResetError


async def test_names_are_long_and_never_the_same(store: MediaStore) -> None:
    names = [(await store.put(b"same"))[0] for _ in range(20)]
    assert len(set(names)) == 20
    assert all(re.fullmatch(r"[\w-]{32}", name, re.ASCII) for name in names)


async def test_a_name_that_was_written_down_is_kept_and_put_over(store: MediaStore) -> None:
    name = new_media_name()
    assert await store.put(b"half a picture", name=name) == (name, 14)
    assert await store.put(b"picture", name=name) == (name, 7)
    assert await store.get(name) == b"picture"


@pytest.mark.parametrize("size", [10, 12 * 2**20], ids=["short", "long"])
async def test_a_torn_stream_leaves_nothing_behind(store: MediaStore, size: int, tmp_path: Path) -> None:
    with pytest.raises(Torn):
        await store.put(torn(b"x" * size))
    assert await store.used_bytes() == 0
    assert files(tmp_path) == []


async def test_a_torn_stream_leaves_what_was_there(store: MediaStore) -> None:
    name, _ = await store.put(b"picture")
    with pytest.raises(Torn):
        await store.put(torn(b"half"), name=name)
    assert await store.get(name) == b"picture"


async def test_a_cancelled_put_leaves_nothing_behind(store: MediaStore, tmp_path: Path) -> None:
    reached = asyncio.Event()

    async def stuck() -> AsyncIterator[bytes]:
        yield b"x" * (12 * 2**20)
        reached.set()
        await asyncio.Event().wait()

    putting = asyncio.create_task(store.put(stuck()), name="a put that will be cancelled")
    await reached.wait()
    putting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await putting
    assert await store.used_bytes() == 0
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", [UNKNOWN, *FOREIGN], ids=repr)
async def test_what_is_not_kept_and_what_is_no_name_of_ours_is_missing(store: MediaStore, name: str) -> None:
    for reading in (store.get, store.stream):
        with pytest.raises(Missing):
            await reading(MediaName(name))
    with pytest.raises(Missing):
        await read(store, MediaName(name))


async def test_a_foreign_name_deletes_nothing(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"precious")
    names = [MediaName(name) for name in ("../outside", str(outside), *FOREIGN)]
    await store_in(disk(tmp_path / "media")).delete(*names)
    assert outside.read_bytes() == b"precious"


async def test_delete_is_repeatable_and_goes_on(store: MediaStore) -> None:
    one, two = (await store.put(b"1"))[0], (await store.put(b"2"))[0]
    for _ in range(2):
        await store.delete(one, UNKNOWN, two)
    for name in (one, two):
        with pytest.raises(Missing):
            await store.get(name)


async def test_a_sweep_takes_the_old_and_leaves_the_new(store: MediaStore) -> None:
    name, _ = await store.put(b"old")
    assert await store.sweep(before=datetime.now(UTC) - timedelta(hours=1)) == 0
    assert await store.get(name) == b"old"
    assert await store.sweep(before=datetime.now(UTC) + timedelta(hours=1)) == 1
    with pytest.raises(Missing):
        await store.get(name)


async def test_a_sweep_of_an_empty_store_finds_nothing(store: MediaStore) -> None:
    assert await store.sweep(before=datetime.now(UTC)) == 0


async def test_a_sweep_clears_what_killed_processes_left(store: MediaStore, tmp_path: Path) -> None:
    await store.put(b"picture")
    abandoned = tmp_path / "spool" / UNKNOWN
    abandoned.write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    await store.sweep(before=datetime.now(UTC) - timedelta(hours=1))
    assert not abandoned.exists()


async def test_a_store_that_is_there_answers(store: MediaStore) -> None:
    await store.ping()


async def test_a_check_leaves_nothing_behind(store: MediaStore, tmp_path: Path) -> None:
    await store.check()
    assert await store.used_bytes() == 0
    assert files(tmp_path) == []


async def test_a_check_passes_where_no_room_is_left(store: MediaStore) -> None:
    full = MediaStore(store._place, max_bytes=0)
    await full.check()
