import asyncio
import errno
import os
import resource
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import StorageFailed
from bot.domain.sentences import Reason
from bot.media.disk import Disk
from bot.media.spool import Spool
from bot.media.store import MediaStore
from tests.media.places import disk, files, store_in


def durable(folder: Path, fsync: Callable[[int], None]) -> MediaStore:
    return store_in(Disk(folder, spool=Spool(folder / "spool"), fsync=fsync), 10)


def inode(path: Path) -> int:
    return path.stat().st_ino


async def test_a_kept_file_is_given_as_it_lies_there(tmp_path: Path) -> None:
    store = store_in(disk(tmp_path))
    name, _ = await store.put(b"picture")
    async with store.file(name) as path:
        assert path == tmp_path / name


async def test_a_sweep_leaves_files_that_are_not_ours(tmp_path: Path) -> None:
    store = store_in(disk(tmp_path))
    (tmp_path / "notes.txt").write_bytes(b"the operator's")
    assert await store.sweep(before=datetime.now(UTC) + timedelta(hours=1)) == 0
    assert await store.used_bytes() == 0
    assert (tmp_path / "notes.txt").exists()


async def test_a_full_disk_is_said_so(tmp_path: Path) -> None:
    store = store_in(disk(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, hard))
    try:
        with pytest.raises(StorageFailed) as caught:
            await store.put(b"x" * 2**21)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.sentence.reason is Reason.STORAGE_FULL
    assert files(tmp_path) == []


async def test_a_folder_that_is_gone_is_our_trouble_and_nobodys_picture(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    store = store_in(disk(folder))
    name, _ = await store.put(b"x")
    shutil.rmtree(folder)
    folder.write_bytes(b"now a file")
    for operation in (store.put(b"x"), store.get(name), store.stream(name), store.delete(name), store.check()):
        with pytest.raises(StorageFailed) as caught:
            await operation
        assert caught.value.sentence.reason is Reason.STORAGE_DOWN
    with pytest.raises(StorageFailed):
        async with store.file(name):
            pass


async def test_a_check_names_the_folder_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    store = store_in(disk(tmp_path / "media"))
    shutil.rmtree(tmp_path / "media")
    (tmp_path / "media").write_bytes(b"now a file")
    with pytest.raises(StorageFailed) as caught:
        await store.check()
    assert caught.value.detail == f"the folder {tmp_path}/media: the media store answers: Not a directory"


async def test_a_file_is_written_out_and_then_its_entry_in_the_folder(tmp_path: Path) -> None:
    synced: list[int] = []
    store = durable(tmp_path, lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    name, _ = await store.put(b"x")
    assert synced == [inode(tmp_path / name), inode(tmp_path)]


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, Reason.STORAGE_FULL), (errno.EIO, Reason.STORAGE_DOWN), (errno.ENOENT, Reason.STORAGE_DOWN)],
)
@pytest.mark.parametrize("succeeding", [0, 1], ids=["file", "entry"])
async def test_what_cannot_be_written_out_is_not_kept(
    tmp_path: Path, number: int, reason: Reason, succeeding: int
) -> None:
    calls: list[int] = []

    def fail(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > succeeding:
            raise OSError(number, os.strerror(number))

    with pytest.raises(StorageFailed) as caught:
        await durable(tmp_path, fail).put(b"x" * 10)
    assert caught.value.sentence.reason is reason
    assert files(tmp_path) == []
    assert await durable(tmp_path, lambda _: None).put(b"x" * 10)


async def test_what_is_cancelled_while_it_is_written_out_is_not_kept(tmp_path: Path) -> None:
    loop, reached, on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def wait(_: int) -> None:
        loop.call_soon_threadsafe(reached.set)
        on.wait(10)

    putting = asyncio.create_task(durable(tmp_path, wait).put(b"x"), name="a put that will be cancelled")
    await reached.wait()
    putting.cancel()
    on.set()
    with pytest.raises(asyncio.CancelledError):
        await putting
    assert files(tmp_path) == []


def test_the_folder_is_made_for_us_alone(tmp_path: Path) -> None:
    disk(tmp_path / "deep" / "media")
    assert (tmp_path / "deep" / "media").stat().st_mode & 0o777 == 0o700


async def test_a_put_that_fails_late_leaves_what_another_process_has_kept_under_the_name(tmp_path: Path) -> None:
    calls: list[int] = []

    def breaks_at_the_folder(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > 1:
            raise OSError(errno.EIO, "I/O error")

    name, _ = await durable(tmp_path, os.fsync).put(b"result")
    with pytest.raises(StorageFailed):
        await durable(tmp_path, breaks_at_the_folder).put(b"result", name=name)
    assert await durable(tmp_path, os.fsync).get(name) == b"result"


async def test_room_that_another_process_has_made_is_found(tmp_path: Path) -> None:
    one, two = (store_in(disk(tmp_path), 1000) for _ in range(2))
    for _ in range(12):
        name, _ = await one.put(b"x" * 100)
        await two.delete(name)
    assert await one.used_bytes() == 0
