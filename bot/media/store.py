"""The media store: bytes under unguessable names, on a local disk or in an S3-compatible bucket."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from bot.domain.errors import StorageFailed
from bot.domain.ids import MediaName
from bot.domain.sentences import Reason

_NAME = re.compile(r"[A-Za-z0-9_-]{32}")
_NO_SPACE = re.compile(r"(os error |Errno )(27|28|122)\b")
"""EFBIG, ENOSPC and EDQUOT as obstore and Python write them: obstore keeps no errno."""
_PART_BYTES = 5 * 2**20
"""What is held in memory of a stream; S3 takes no smaller parts."""


class Missing(KeyError):
    """Nothing is kept under this name."""


class MediaStore:
    """Keeps pictures until they are deleted. Every method raises StorageFailed where the store does not do its part.

    The cap counts what this process saw; `used_bytes` counts anew, so that processes that share a store agree again.
    `settle` makes what is stored under a name outlast a power cut, where the store does not do so by itself; it runs in
    a thread and may raise OSError.
    """

    def __init__(
        self, store: ObjectStore, *, max_bytes: int, settle: Callable[[MediaName], None] | None = None
    ) -> None:
        self._store = store
        self._max_bytes = max_bytes
        self._settle = settle
        self._kept: int | None = None
        self._arriving = 0

    async def put(self, chunks: bytes | AsyncIterable[bytes]) -> tuple[MediaName, int]:
        """Keep a stream as it comes, durably; its new name and its size in bytes.

        All or nothing: a stream that raises, a cancelled task or a full store leaves nothing behind. Raises
        StorageFailed(STORAGE_FULL) where the cap or the disk is reached, and what `chunks` raises.
        """
        name = MediaName(secrets.token_urlsafe(24))
        if self._kept is None:
            await self.used_bytes()
        size = 0
        try:
            with _translated():
                async with obstore.open_writer_async(self._store, name, buffer_size=_PART_BYTES) as writer:
                    async for chunk in _stream(chunks):
                        size += len(chunk)
                        self._reserve(len(chunk))
                        await writer.write(chunk)
            self._count(size)
        finally:
            self._arriving -= size
        if self._settle is not None:
            await self._make_durable(name, self._settle)
        return name, size

    async def get(self, name: MediaName) -> bytes:
        """All bytes under `name`. Raises Missing, also for what is no name of ours."""
        if not _NAME.fullmatch(name):
            raise Missing(name)
        try:
            with _translated():
                return (await (await obstore.get_async(self._store, name)).bytes_async()).to_bytes()
        except FileNotFoundError as error:
            raise Missing(name) from error

    async def delete(self, *names: MediaName) -> None:
        """Forget them. Repeatable; what is not kept, or is no name of ours, is passed over."""
        for name in names:
            if _NAME.fullmatch(name):
                await self._delete(name)

    async def sweep(self, *, before: datetime) -> int:
        """Delete what was last written before then, whether a task still knows it or not; how many that were."""
        old = [name async for name, _, written in self._listed() if written < before]
        await self.delete(*old)
        return len(old)

    async def used_bytes(self) -> int:
        """The bytes kept now, counted in the store itself."""
        self._kept = sum([size async for _, size, _ in self._listed()])
        return self._kept

    async def _make_durable(self, name: MediaName, settle: Callable[[MediaName], None]) -> None:
        done = False
        try:
            with _translated(missing=True):
                await asyncio.to_thread(settle, name)
            done = True
        finally:
            if not done:
                with suppress(StorageFailed):
                    await self.delete(name)

    async def _delete(self, name: MediaName) -> None:
        try:
            with _translated():
                size = (await obstore.head_async(self._store, name))["size"]
                await obstore.delete_async(self._store, name)
        except FileNotFoundError:
            return
        self._count(-size)

    async def _listed(self) -> AsyncIterator[tuple[MediaName, int, datetime]]:
        with _translated():
            async for batch in obstore.list(self._store, chunk_size=1000):
                for entry in batch:
                    if _NAME.fullmatch(entry["path"]):
                        yield MediaName(entry["path"]), entry["size"], entry["last_modified"]

    def _reserve(self, size: int) -> None:
        self._arriving += size
        if (self._kept or 0) + self._arriving > self._max_bytes:
            raise StorageFailed(Reason.STORAGE_FULL, detail=f"the cap of {self._max_bytes} bytes is reached")

    def _count(self, size: int) -> None:
        if self._kept is not None:
            self._kept = max(0, self._kept + size)


async def _stream(chunks: bytes | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    if isinstance(chunks, bytes):
        yield chunks
        return
    async for chunk in chunks:
        yield chunk


@contextmanager
def _translated(*, missing: bool = False) -> Iterator[None]:
    """Turn the store's errors into ours; "not found" passes, unless `missing` is one of them."""
    try:
        yield
    except (BaseError, OSError) as error:
        if isinstance(error, FileNotFoundError) and not missing:
            raise
        if _NO_SPACE.search(str(error)):
            raise StorageFailed(Reason.STORAGE_FULL, detail="the disk is full") from error
        raise StorageFailed(Reason.INTERNAL, detail=f"media store: {type(error).__name__}") from error
