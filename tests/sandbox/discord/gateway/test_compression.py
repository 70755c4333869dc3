"""Both transport compressions, as a client undoes them."""

import json
import zlib

import pytest
import zstandard

from bot.sandbox.discord.gateway.compression import compressor
from tests.sandbox.discord.places import Place
from tests.sandbox.discord.raw import gateway


def test_every_zlib_message_ends_with_the_flush_marker() -> None:
    compress = compressor("zlib-stream")
    assert compress is not None
    assert [compress(data)[-4:] for data in (b"one", b"two")] == [b"\x00\x00\xff\xff"] * 2


@pytest.mark.parametrize("name", ["zlib-stream", "zstd-stream"])
async def test_one_context_undoes_the_whole_connection(place: Place, name: str) -> None:
    undo = zlib.decompressobj() if name == "zlib-stream" else zstandard.ZstdDecompressor().decompressobj()
    async with gateway(place.api, f"?v=10&encoding=json&compress={name}") as socket:
        await socket.identify()
        frames = [json.loads(undo.decompress(await socket.websocket.receive_bytes(timeout=5))) for _ in range(3)]
    assert [frame["t"] for frame in frames] == [None, "READY", "GUILD_CREATE"]


def test_an_unknown_compression_is_none() -> None:
    assert compressor("gzip") is None
