"""What comes back: the verdict on an answer, and its body under the caps."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass

import httpx

from bot.media.subjects import Subject

MAX_RETRY_AFTER_S = 3600.0
_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One download: what for, how much, until when on the loop's clock."""

    about: Subject
    max_bytes: int
    ends_at: float


def check(response: httpx.Response, errand: Errand) -> None:
    """Raise unless the answer is the file itself, as it is, and announces no more bytes than allowed."""
    status, about = response.status_code, errand.about
    detail = f"{response.request.headers['host']}: status {status}"
    if status in _LATER:
        raise about.unreachable(detail, retry_after_s=_retry_after(response))
    if httpx.codes.is_client_error(status):
        raise about.gone(detail)
    if status != httpx.codes.OK:
        raise about.unreachable(detail, retry_after_s=_retry_after(response))
    if response.headers.get("content-encoding", "identity") != "identity":
        raise about.bad_link(f"{detail}, compressed though not asked for")
    announced = _number(response.headers.get("content-length", ""))
    if announced is not None and announced > errand.max_bytes:
        raise about.too_large(announced, errand.max_bytes)


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds as the server asks; None where it does not, or names a date."""
    asked = _number(response.headers.get("retry-after", ""))
    return None if asked is None else min(float(asked), MAX_RETRY_AFTER_S)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,19}", text) else None


async def body(response: httpx.Response, errand: Errand) -> AsyncGenerator[bytes, None]:
    """The file in chunks; raises once it is too large, too slow or torn."""
    chunks = response.aiter_raw()
    size = 0
    while (chunk := await _next(chunks, errand)) is not None:
        size += len(chunk)
        if size > errand.max_bytes:
            raise errand.about.too_large(size, errand.max_bytes)
        yield chunk


async def _next(chunks: AsyncIterator[bytes], errand: Errand) -> bytes | None:
    try:
        async with asyncio.timeout_at(errand.ends_at):
            return await anext(chunks, None)
    except (TimeoutError, httpx.TransportError) as error:
        raise errand.about.unreachable(type(error).__name__) from error
