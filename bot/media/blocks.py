"""A stream of bytes on its way to a file."""

import asyncio
from collections.abc import AsyncIterable
from pathlib import Path

_BLOCK_BYTES = 2**20
"""So much is gathered in memory for each visit to the disk."""


async def write(path: Path, chunks: AsyncIterable[bytes]) -> None:
    """Make a file of a stream, in threads. Raises OSError, and what `chunks` raises."""
    gathered = bytearray()
    async for chunk in chunks:
        gathered += chunk
        if len(gathered) >= _BLOCK_BYTES:
            await asyncio.to_thread(_append, path, gathered)
            gathered = bytearray()
    await asyncio.to_thread(_append, path, gathered)


def _append(path: Path, block: bytearray) -> None:
    with path.open("ab") as file:
        file.write(block)
