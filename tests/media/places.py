"""Media stores in a folder of a test."""

from collections.abc import AsyncIterator
from pathlib import Path

from obstore.store import MemoryStore

from bot.media.bucket import Bucket, open_bucket
from bot.media.disk import Disk
from bot.media.place import Place
from bot.media.settings import S3Settings
from bot.media.spool import Spool
from bot.media.store import MediaStore

ROOMY = 2**30


def disk(folder: Path) -> Disk:
    return Disk(folder, spool=Spool(folder / "spool"))


def memory(folder: Path) -> Bucket:
    return Bucket(MemoryStore(), spool=Spool(folder / "spool"))


def bucket(settings: S3Settings, folder: Path) -> Bucket:
    return open_bucket(settings, spool=Spool(folder / "spool"))


def store_in(place: Place, max_bytes: int = ROOMY) -> MediaStore:
    return MediaStore(place, max_bytes=max_bytes)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def stream(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


class Torn(Exception):
    pass


async def torn(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
    raise Torn
