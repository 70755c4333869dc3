"""Where each cell gets a database of its own: a copy of an empty one, which is quicker than to make one."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, contextmanager
from enum import StrEnum
from pathlib import Path

from tests.cluster import NotInstalled
from tests.postgres import Server, migrated, postgres_server

Place = Callable[[Path], AbstractAsyncContextManager[str]]
"""Gives the URL of a fresh database, until the block ends; what is a file lies in the folder."""


class Kind(StrEnum):
    """Those that we support."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@contextmanager
def places(kinds: set[Kind], folder: Path) -> Iterator[dict[Kind, Place | NotInstalled]]:
    """Where databases of these kinds can be had; `folder` holds the originals."""
    with ExitStack() as stack:
        found: dict[Kind, Place | NotInstalled] = {}
        if Kind.SQLITE in kinds:
            found[Kind.SQLITE] = _files(folder)
        if Kind.POSTGRESQL in kinds:
            try:
                found[Kind.POSTGRESQL] = _copies(stack.enter_context(postgres_server()), stack)
            except NotInstalled as reason:
                found[Kind.POSTGRESQL] = reason
        yield found


def _files(folder: Path) -> Place:
    original = folder / "original.db"
    asyncio.run(migrated(f"sqlite+aiosqlite:///{original}"))

    @asynccontextmanager
    async def copy(folder: Path) -> AsyncIterator[str]:
        file = folder / "darkroom.db"
        await asyncio.to_thread(shutil.copyfile, original, file)
        yield f"sqlite+aiosqlite:///{file}"

    return copy


def _copies(server: Server, stack: ExitStack) -> Place:
    original = stack.enter_context(server.database())
    asyncio.run(migrated(original))
    one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def copy(_: Path) -> AsyncIterator[str]:
        async with one_at_a_time:  # the server has one connection for it
            url = await asyncio.to_thread(server.new_database, like=original)
        try:
            yield url
        finally:
            async with one_at_a_time:
                await asyncio.to_thread(server.drop, url)

    return copy
