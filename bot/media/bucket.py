"""Pictures in an S3-compatible bucket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.store import ObjectStore, S3Store

from bot.domain.ids import MediaName
from bot.media.blocks import write
from bot.media.settings import S3Settings
from bot.media.spool import Spool

if TYPE_CHECKING:  # obstore has these for type checkers only
    from obstore.store import ClientConfig, RetryConfig, S3Config, S3Credential

_PART_BYTES = 5 * 2**20
"""S3 takes no smaller parts; one is held in memory while it is sent, and one while it is read."""
_TRANSFERS_AT_ONCE = 4
"""Each takes some 10 MiB of memory."""
_BLOCK_BYTES = 2**18
_CONNECT_TIMEOUT = timedelta(seconds=3)
_REQUEST_TIMEOUT = timedelta(minutes=5)
"""For a whole download; silence ends it much earlier."""
_RETRY: "RetryConfig" = {
    "max_retries": 2,
    "retry_timeout": timedelta(seconds=10),
    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=1), "base": 2},
}
"""Longer waits belong to the task, which is tried again and meanwhile says what it waits for."""


class Bucket:
    """A place for pictures (`bot.media.store.Place`). A path that it gives is that of a copy in `spool`."""

    def __init__(self, objects: ObjectStore, *, spool: Spool, title: str = "the bucket") -> None:
        self.title = title
        self.objects = objects
        self.spool = spool
        self._transfers = asyncio.Semaphore(_TRANSFERS_AT_ONCE)

    async def keep(self, file: Path, name: MediaName) -> None:
        """Send `file`, in parts."""
        async with self._transfers:
            await obstore.put_async(self.objects, name, file, chunk_size=_PART_BYTES, max_concurrency=1)

    @asynccontextmanager
    async def file(self, name: MediaName) -> AsyncIterator[Path]:
        """A copy, for as long as the block lasts. Raises FileNotFoundError."""
        async with self.spool.take() as path:
            async with self._transfers:
                found = await obstore.get_async(self.objects, name)
                await write(path, found.stream(min_chunk_size=_BLOCK_BYTES))
            yield path


def open_bucket(settings: S3Settings, *, spool: Spool) -> Bucket:
    """The bucket that the settings name; it is not asked yet. They prevail over what the environment says of AWS."""
    options: ClientConfig = {
        "allow_http": settings.is_plain_http,
        "connect_timeout": _CONNECT_TIMEOUT,
        "read_timeout": timedelta(seconds=settings.answer_timeout_s),
        "timeout": _REQUEST_TIMEOUT,
    }
    store = S3Store(
        settings.bucket,
        config=_config(settings),
        client_options=options,
        retry_config=_RETRY,
        credential_provider=lambda: _credentials(settings),
    )
    return Bucket(store, spool=spool, title=f"the bucket {settings.bucket} at {settings.endpoint or 'Amazon'}")


def _config(settings: S3Settings) -> "S3Config":
    """Objects are deleted one by one, which every S3-compatible store can do."""
    config: S3Config = {"region": settings.region, "disable_bulk_delete": True}
    if settings.endpoint is not None:
        config["endpoint"] = config["aws_endpoint_url_s3"] = settings.endpoint
    return config


def _credentials(settings: S3Settings) -> "S3Credential":
    secret = settings.secret_access_key
    return {
        "access_key_id": settings.access_key_id or "",
        "secret_access_key": secret.get_secret_value() if secret else "",
        "expires_at": None,
    }
