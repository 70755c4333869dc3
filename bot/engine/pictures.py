"""A task's finished pictures, out of the media store."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.domain.tasks import Task
from bot.engine.ports import Picture
from bot.media.store import MediaStore


@asynccontextmanager
async def pictures_of(media: MediaStore, task: Task) -> AsyncIterator[list[Picture]]:
    """Every kept result, in order, while the block lasts. Raises Missing and StorageFailed on entry only."""
    kept = [(result.media, result.shape) for result in task.results]
    async with AsyncExitStack() as stack:
        yield [
            Picture(path=await stack.enter_async_context(media.file(name)), shape=shape)
            for name, shape in kept
            if name and shape
        ]
