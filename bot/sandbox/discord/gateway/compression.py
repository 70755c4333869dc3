"""Transport compression: one context per connection (events/gateway, "Transport Compression")."""

import zlib
from collections.abc import Callable

import zstandard

Compressor = Callable[[bytes], bytes]


def compressor(name: str | None) -> Compressor | None:
    """The compressor of a connection that asked for `name`; None when it asked for none that Discord knows."""
    if name == "zlib-stream":
        return _zlib()
    return _zstd() if name == "zstd-stream" else None


def _zlib() -> Compressor:
    """Every message ends with 00 00 ff ff."""
    context = zlib.compressobj()
    return lambda data: context.compress(data) + context.flush(zlib.Z_SYNC_FLUSH)


def _zstd() -> Compressor:
    """The frame never ends; every message is a flushed block."""
    context = zstandard.ZstdCompressor().compressobj()
    return lambda data: context.compress(data) + context.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
