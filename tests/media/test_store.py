import asyncio
import errno
import os
import re
import resource
import shutil
import threading
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from obstore.store import LocalStore, MemoryStore, ObjectStore

from bot.domain.errors import StorageFailed
from bot.domain.ids import MediaName
from bot.domain.sentences import Reason
from bot.media.disk import open_disk, settle
from bot.media.store import MediaStore, Missing

ROOMY = 2**30
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


@pytest.fixture(params=["disk", "memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    return open_disk(tmp_path / "media") if request.param == "disk" else MemoryStore()


@pytest.fixture
def store(kept: ObjectStore) -> MediaStore:
    return MediaStore(kept, max_bytes=ROOMY)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def stream(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def torn(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
    raise ConnectionAbortedByTest


class ConnectionAbortedByTest(Exception):
    pass


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


async def test_names_are_long_and_never_the_same(store: MediaStore) -> None:
    names = [(await store.put(b"same"))[0] for _ in range(20)]
    assert len(set(names)) == 20
    assert all(re.fullmatch(r"[\w-]{32}", name, re.ASCII) for name in names)


@pytest.mark.parametrize("size", [10, 12 * 2**20], ids=["short", "long"])
async def test_a_torn_stream_leaves_nothing_behind(store: MediaStore, size: int, tmp_path: Path) -> None:
    with pytest.raises(ConnectionAbortedByTest):
        await store.put(torn(b"x" * size))
    assert await store.used_bytes() == 0
    assert files(tmp_path) == []


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


async def test_what_is_not_kept_is_missing(store: MediaStore) -> None:
    with pytest.raises(Missing):
        await store.get(UNKNOWN)


@pytest.mark.parametrize("name", FOREIGN, ids=repr)
async def test_no_foreign_name_is_ever_looked_up(store: MediaStore, name: str) -> None:
    with pytest.raises(Missing):
        await store.get(MediaName(name))


async def test_a_foreign_name_deletes_nothing(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"precious")
    await MediaStore(open_disk(tmp_path / "media"), max_bytes=ROOMY).delete(
        MediaName("../outside"), MediaName(str(outside)), *map(MediaName, FOREIGN)
    )
    assert outside.read_bytes() == b"precious"


async def test_delete_is_repeatable_and_goes_on(store: MediaStore) -> None:
    one, two = (await store.put(b"1"))[0], (await store.put(b"2"))[0]
    for _ in range(2):
        await store.delete(one, UNKNOWN, two)
    for name in (one, two):
        with pytest.raises(Missing):
            await store.get(name)


async def test_used_bytes_counts_what_is_kept(store: MediaStore) -> None:
    name, _ = await store.put(b"12345")
    await store.put(stream(b"123", b"4"))
    assert await store.used_bytes() == 9
    await store.delete(name)
    assert await store.used_bytes() == 4


@given(cap=st.integers(0, 60), sizes=st.lists(st.integers(0, 30), max_size=6))
async def test_the_cap_is_reached_and_never_passed(cap: int, sizes: list[int]) -> None:
    store = MediaStore(MemoryStore(), max_bytes=cap)
    used = 0
    for size in sizes:
        if used + size <= cap:
            await store.put(stream(b"x" * size))
            used += size
            continue
        with pytest.raises(StorageFailed) as caught:
            await store.put(stream(b"x" * size))
        assert caught.value.sentence.reason is Reason.STORAGE_FULL
    assert await store.used_bytes() == used


async def test_deleting_makes_room(kept: ObjectStore) -> None:
    store = MediaStore(kept, max_bytes=10)
    name, _ = await store.put(b"x" * 10)
    await store.delete(name)
    await store.delete(name)
    await store.put(b"x" * 10)
    with pytest.raises(StorageFailed):
        await store.put(b"x")


async def test_a_refused_put_gives_its_room_back(kept: ObjectStore) -> None:
    store = MediaStore(kept, max_bytes=10)
    with pytest.raises(StorageFailed):
        await store.put(stream(b"x" * 8, b"x" * 8))
    await store.put(b"x" * 10)


async def test_two_puts_at_once_do_not_pass_the_cap_together(kept: ObjectStore) -> None:
    store = MediaStore(kept, max_bytes=10)
    met = asyncio.Barrier(2)

    async def slowly() -> AsyncIterator[bytes]:
        yield b"x" * 4
        await met.wait()
        yield b"x" * 4

    ends = await asyncio.gather(store.put(slowly()), store.put(slowly()), return_exceptions=True)
    assert any(isinstance(end, StorageFailed) for end in ends)
    assert await store.used_bytes() <= 10


async def test_the_cap_counts_what_was_there_before(kept: ObjectStore) -> None:
    await MediaStore(kept, max_bytes=10).put(b"x" * 8)
    with pytest.raises(StorageFailed):
        await MediaStore(kept, max_bytes=10).put(b"x" * 3)


async def test_a_sweep_takes_the_old_and_leaves_the_new(store: MediaStore) -> None:
    name, _ = await store.put(b"old")
    assert await store.sweep(before=datetime.now(UTC) - timedelta(hours=1)) == 0
    assert await store.get(name) == b"old"
    assert await store.sweep(before=datetime.now(UTC) + timedelta(hours=1)) == 1
    with pytest.raises(Missing):
        await store.get(name)


async def test_a_sweep_leaves_files_that_are_not_ours(tmp_path: Path) -> None:
    store = MediaStore(open_disk(tmp_path), max_bytes=ROOMY)
    (tmp_path / "notes.txt").write_bytes(b"the operator's")
    assert await store.sweep(before=datetime.now(UTC) + timedelta(hours=1)) == 0
    assert await store.used_bytes() == 0
    assert (tmp_path / "notes.txt").exists()


async def test_a_full_disk_is_said_so(tmp_path: Path) -> None:
    store = MediaStore(open_disk(tmp_path), max_bytes=ROOMY)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, hard))
    try:
        with pytest.raises(StorageFailed) as caught:
            await store.put(b"x" * 2**21)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.sentence.reason is Reason.STORAGE_FULL
    assert files(tmp_path) == []


async def test_a_store_that_is_gone_is_our_trouble_and_nobodys_picture(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    store = MediaStore(open_disk(folder), max_bytes=ROOMY)
    name, _ = await store.put(b"x")
    shutil.rmtree(folder)
    folder.write_bytes(b"now a file")
    for operation in (store.put(b"x"), store.get(name), store.delete(name)):
        with pytest.raises(StorageFailed) as caught:
            await operation
        assert caught.value.sentence.reason is Reason.INTERNAL


def durable(folder: Path, settle: Callable[[MediaName], None]) -> MediaStore:
    return MediaStore(open_disk(folder), max_bytes=10, settle=settle)


async def test_what_is_put_is_settled_when_it_is_there(tmp_path: Path) -> None:
    settled: list[tuple[MediaName, bytes]] = []
    name, _ = await durable(tmp_path, lambda name: settled.append((name, (tmp_path / name).read_bytes()))).put(b"x")
    assert settled == [(name, b"x")]


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, Reason.STORAGE_FULL), (errno.EIO, Reason.INTERNAL), (errno.ENOENT, Reason.INTERNAL)],
)
async def test_what_cannot_be_settled_is_not_kept(tmp_path: Path, number: int, reason: Reason) -> None:
    def fail(_: MediaName) -> None:
        raise OSError(number, os.strerror(number))

    store = durable(tmp_path, fail)
    with pytest.raises(StorageFailed) as caught:
        await store.put(b"x" * 10)
    assert caught.value.sentence.reason is reason
    assert files(tmp_path) == []
    assert await durable(tmp_path, lambda _: None).put(b"x" * 10)


async def test_what_is_cancelled_while_it_settles_is_not_kept(tmp_path: Path) -> None:
    loop, reached, on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def wait(_: MediaName) -> None:
        loop.call_soon_threadsafe(reached.set)
        on.wait(10)

    putting = asyncio.create_task(durable(tmp_path, wait).put(b"x"), name="a put that will be cancelled")
    await reached.wait()
    putting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await putting
    on.set()
    assert files(tmp_path) == []


def test_settling_writes_the_file_out_and_then_its_folder(tmp_path: Path) -> None:
    file = tmp_path / UNKNOWN
    file.write_bytes(b"x")
    synced: list[int] = []
    settle(tmp_path, UNKNOWN, fsync=lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    assert synced == [file.stat().st_ino, tmp_path.stat().st_ino]


def test_the_folder_is_made_for_us_alone(tmp_path: Path) -> None:
    assert isinstance(open_disk(tmp_path / "deep" / "media"), LocalStore)
    assert (tmp_path / "deep" / "media").stat().st_mode & 0o777 == 0o700


def test_what_a_killed_process_left_half_written_is_cleared(tmp_path: Path) -> None:
    abandoned, fresh = tmp_path / f"{UNKNOWN}#1", tmp_path / f"{UNKNOWN}#2"
    for path in (abandoned, fresh):
        path.write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    open_disk(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [fresh.name]
