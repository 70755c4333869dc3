"""The media store: pictures under unguessable names, in a local folder or an S3-compatible bucket."""

import asyncio
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import obstore

from bot.domain.errors import StorageFailed
from bot.domain.ids import MediaName, new_media_name
from bot.media.blocks import write
from bot.media.failures import translated
from bot.media.place import Place
from bot.media.room import Room

_NAME = re.compile(r"[A-Za-z0-9_-]{32}")
_BLOCK_BYTES = 2**18
_LIKELY_BYTES = 2**24
"""So much room there should be for a picture whose size nobody knows yet; with less, it is counted anew."""


class Missing(KeyError):
    """Nothing is kept under this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A kept picture, to be read once. Reading raises StorageFailed."""

    size_bytes: int
    chunks: AsyncIterator[bytes]


class MediaStore:
    """Keeps pictures until they are deleted. Every method raises StorageFailed where the store does not do its part.

    The cap counts what this process saw; `used_bytes` and `sweep` count anew, so that processes that share a place
    agree again. To count is to list: in a bucket, one request for each thousand pictures.
    """

    def __init__(self, place: Place, *, max_bytes: int) -> None:
        self._place = place
        self._room = Room(max_bytes)

    async def put(
        self, chunks: bytes | AsyncIterable[bytes], *, name: MediaName | None = None
    ) -> tuple[MediaName, int]:
        """Keep a stream as it comes, durably, in place of what was kept under `name`; the name and the size in bytes.

        Who writes the name down first leaves nothing behind that nobody knows of; without a name it gets a new one.

        All or nothing: a stream that raises, a cancelled task or a full store leaves nothing behind. Raises
        StorageFailed(STORAGE_FULL) where the cap or the disk is reached, and what `chunks` raises.
        """
        if self._room.kept_bytes is None or self._room.is_full_with(_LIKELY_BYTES):
            await self.used_bytes()
        with self._room.arrival() as arrival, translated(missing=True):
            async with self._place.spool.take() as file:
                await write(file, arrival.counted(_stream(chunks)))
                replaced = await self._size(name) if name else None
                name = name or new_media_name()
                await self._place.keep(file, name)
            self._room.add(arrival.size_bytes - (replaced or 0))
        return name, arrival.size_bytes

    async def get(self, name: MediaName) -> bytes:
        """All bytes under `name`, in memory. Raises Missing, also for what is no name of ours."""
        with _looked_up(name):
            return (await (await obstore.get_async(self._place.objects, name)).bytes_async()).to_bytes()

    async def stream(self, name: MediaName) -> Stored:
        """The bytes under `name` as they are read. Raises Missing, also for what is no name of ours."""
        with _looked_up(name):
            found = await obstore.get_async(self._place.objects, name)
            return Stored(size_bytes=found.meta["size"], chunks=_readable(found.stream(_BLOCK_BYTES)))

    @asynccontextmanager
    async def file(self, name: MediaName) -> AsyncIterator[Path]:
        """The bytes under `name` as a local file, not to be changed, for as long as the block lasts. Raises Missing."""
        async with AsyncExitStack() as stack:
            with _looked_up(name):
                path = await stack.enter_async_context(self._place.file(name))
            yield path

    async def delete(self, *names: MediaName) -> None:
        """Forget them. Repeatable; what is not kept, or is no name of ours, is passed over."""
        for name in names:
            if _NAME.fullmatch(name):
                await self._delete(name)

    async def sweep(self, *, before: datetime) -> int:
        """Delete what was last written before then, whether a task still knows it or not; how many that were."""
        listed = [entry async for entry in self._listed()]
        self._room.kept_bytes = sum(size for _, size, _ in listed)
        old = [name for name, _, written in listed if written < before]
        await self.delete(*old)
        with translated():
            await asyncio.to_thread(self._place.spool.clear)
        return len(old)

    async def used_bytes(self) -> int:
        """The bytes kept now, counted in the store itself."""
        self._room.kept_bytes = sum([size async for _, size, _ in self._listed()])
        return self._room.kept_bytes

    async def check(self) -> None:
        """Write, read, count and delete, the cap aside. Raises StorageFailed with a sentence for the operator."""
        name = new_media_name()
        try:
            with translated(missing=True):
                async with self._place.spool.take() as file:
                    await write(file, _stream(b"Darkroom"))
                    await self._place.keep(file, name)
                await (await obstore.get_async(self._place.objects, name)).bytes_async()
                await obstore.delete_async(self._place.objects, name)
            await self.used_bytes()
        except StorageFailed as error:
            detail = f"{self._place.title}: {error.detail}"
            raise StorageFailed(error.sentence, detail=detail) from error

    async def ping(self) -> None:
        """Ask for what is not there. Raises StorageFailed where nobody answers."""
        await self._size(new_media_name())

    async def _size(self, name: MediaName) -> int | None:
        with suppress(FileNotFoundError), translated():
            return (await obstore.head_async(self._place.objects, name))["size"]
        return None

    async def _delete(self, name: MediaName) -> None:
        size = await self._size(name)
        if size is not None:
            with suppress(FileNotFoundError), translated():
                await obstore.delete_async(self._place.objects, name)
            self._room.add(-size)

    async def _listed(self) -> AsyncIterator[tuple[MediaName, int, datetime]]:
        with translated(missing=True):
            async for batch in obstore.list(self._place.objects, chunk_size=1000):
                for entry in batch:
                    if _NAME.fullmatch(entry["path"]):
                        yield MediaName(entry["path"]), entry["size"], entry["last_modified"]


@contextmanager
def _looked_up(name: MediaName) -> Iterator[None]:
    if not _NAME.fullmatch(name):
        raise Missing(name)
    try:
        with translated():
            yield
    except FileNotFoundError as error:
        raise Missing(name) from error


async def _stream(chunks: bytes | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    if isinstance(chunks, bytes):
        yield chunks
        return
    async for chunk in chunks:
        yield chunk


async def _readable(chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    with translated(missing=True):
        async for chunk in chunks:
            yield chunk
