"""A task's pictures, out of the media store."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager

from bot.domain.policies import Showing
from bot.domain.tasks import Input, Task
from bot.engine.ports import Picture
from bot.media.store import MediaStore


@asynccontextmanager
async def pictures_of(media: MediaStore, task: Task) -> AsyncIterator[list[Picture]]:
    """Every kept picture that may be shown, in order, while the block lasts.

    Raises Missing and StorageFailed on entry only.
    """
    shown = [result for result in task.results if result.showing is not Showing.WITHHELD]
    async with AsyncExitStack() as stack:
        yield [
            Picture(
                path=await stack.enter_async_context(media.file(result.media)),
                shape=result.shape,
                seed=result.seed,
                spoiler=result.showing is Showing.SPOILER,
            )
            for result in shown
            if result.media and result.shape
        ]


@asynccontextmanager
async def inputs_of(media: MediaStore, inputs: Iterable[Input]) -> AsyncIterator[list[Picture]]:
    """These inputs, in order, while the block lasts. Raises as `pictures_of`."""
    async with AsyncExitStack() as stack:
        yield [
            Picture(path=await stack.enter_async_context(media.file(entry.media)), shape=entry.shape)
            for entry in inputs
            if entry.media and entry.shape
        ]
