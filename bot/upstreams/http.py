"""The one place that sends.

Nothing is retried here: a failed read is asked again by the task's row when it is due, a paid call never.
"""

import asyncio
import hashlib
from collections.abc import Iterable
from contextlib import aclosing
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import httpx
from aiolimiter import AsyncLimiter

from bot.domain.clock import Clock, SystemClock
from bot.domain.errors import UpstreamError
from bot.domain.pace import Pace
from bot.upstreams.calls import Answer, Call
from bot.upstreams.failures import Failures
from bot.upstreams.fence import guard
from bot.upstreams.parsing import parse

LONGEST_RETRY_AFTER_S = 3600.0
UNNAMED_RETRY_AFTER_S = 5.0
"""The wait after a 429 that names none: whoever puts us off is up, and always says so by a wait."""

_KEYS_WITH_A_LIMITER = 1024
_CONNECTIONS = 100
_LARGE_BYTES = 2**18
_NO_ENTRY = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
_GATEWAY = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
_TURNED_AWAY = {
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Darkroom"}


def new_client() -> httpx.AsyncClient:
    """A client for all providers, for the application to close."""
    return httpx.AsyncClient(limits=httpx.Limits(max_connections=_CONNECTIONS))


class _Unreadable(Exception):
    """The body is not one that we take into memory."""


class Sender:
    """Sends one provider's calls through `client`, which is the application's and outlives it.

    Redirects are not followed, cookies are neither kept nor sent, compressed answers are refused (their size is unknown
    until they are large), and every key has the provider's request rate for itself.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        title: str,
        pace: Pace,
        connect_timeout_s: float = 10,
        clock: Clock | None = None,
    ) -> None:
        self._client = client
        self._title = title
        self._connect_timeout_s = connect_timeout_s
        self._clock = clock or SystemClock()
        rate = pace.max_requests_per_s
        burst = max(1.0, rate)
        self._limiter = lru_cache(_KEYS_WITH_A_LIMITER)(lambda _key: AsyncLimiter(burst, burst / rate))

    async def send(self, call: Call, *, key: Iterable[str]) -> Answer:
        """Send once; a JSON object comes back, at whatever HTTP status.

        At those that the web server answers with by itself (401, 403, 429, 502, 503, 504 and redirects) it comes back
        only where it says, as the call `explains`, what went wrong.
        Raises Unreachable, KeyRejected (401, 403), for a paid call Unknown and Rejected, for a free one Garbled;
        Fenced where the call's fence says no, and what the fence raises: then nothing was sent.
        """
        failures = Failures(title=self._title, call=call, key=tuple(key))
        await self._limiter(_digest(failures.key)).acquire()
        try:
            async with asyncio.timeout(call.timeout_s):
                response, body = await self._exchange(call)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise failures.unsent(type(error).__name__) from error
        except (httpx.TransportError, TimeoutError) as error:
            raise failures.unanswered(type(error).__name__) from error
        except _Unreadable as error:
            raise failures.garbled(str(error)) from error
        return await self._understand(response, body, failures)

    async def _understand(self, response: httpx.Response, body: bytes, failures: Failures) -> Answer:
        try:
            data = await _parsed(response, body)
        except ValueError as error:
            self._judge_status(response, failures)
            raise _no_object(response, body, failures) from error
        if not failures.call.explains(data):
            self._judge_status(response, failures)
        return Answer(
            status=response.status_code,
            content_type=_content_type(response),
            retry_after_s=self._retry_after_s(response),
            data=data,
        )

    async def _exchange(self, call: Call) -> tuple[httpx.Response, bytes]:
        request = httpx.Request(
            call.method,
            call.url,
            params=call.query or None,
            headers={**_HEADERS, **({"Content-Type": call.content_type} if call.content_type else {}), **call.headers},
            content=call.content,
            extensions={"timeout": self._timeouts(call).as_dict(), **(guard(call.fence) if call.fence else {})},
        )
        response = await self._client.send(request, stream=True, follow_redirects=False, auth=None)
        async with aclosing(response):
            return response, await _read(response, call.max_answer_bytes)

    def _timeouts(self, call: Call) -> httpx.Timeout:
        connect_s = min(self._connect_timeout_s, call.timeout_s)
        return httpx.Timeout(call.timeout_s, connect=connect_s, pool=connect_s)

    def _judge_status(self, response: httpx.Response, failures: Failures) -> None:
        status = response.status_code
        what = f"status {status}"
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            wait_s = self._retry_after_s(response)
            raise failures.unsent(what, retry_after_s=UNNAMED_RETRY_AFTER_S if wait_s is None else wait_s)
        if status in _NO_ENTRY:
            raise failures.key_rejected(what)
        if status in _GATEWAY:
            raise failures.unanswered(what, retry_after_s=self._retry_after_s(response))
        if response.is_redirect:
            raise failures.garbled(what)

    def _retry_after_s(self, response: httpx.Response) -> float | None:
        """Seconds or an HTTP date, as RFC 9110 has it; None for anything else."""
        text = response.headers.get("retry-after", "").strip()
        try:
            seconds = float(text) if text.isdecimal() else self._until(text)
        except (ValueError, OverflowError):
            return None
        return min(max(seconds, 0.0), LONGEST_RETRY_AFTER_S)

    def _until(self, date: str) -> float:
        moment = parsedate_to_datetime(date)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return (aware - self._clock.now()).total_seconds()


async def _read(response: httpx.Response, max_bytes: int) -> bytes:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise _Unreadable("compressed although we asked for no compression")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > max_bytes:
            raise _Unreadable(f"more than {max_bytes} bytes")
    return bytes(body)


async def _parsed(response: httpx.Response, body: bytes) -> dict[str, Any]:
    """Raises ValueError for anything but a JSON object. A large one, with a picture inside, is read in a thread."""
    charset = response.charset_encoding
    if len(body) <= _LARGE_BYTES:
        return parse(body, charset=charset)
    return await asyncio.to_thread(parse, body, charset=charset)


def _no_object(response: httpx.Response, body: bytes, failures: Failures) -> UpstreamError:
    status = response.status_code
    what = f"status {status}, {len(body)} bytes of {_content_type(response) or 'no type'} instead of a JSON object"
    if failures.call.paid and status in _TURNED_AWAY:
        return failures.turned_away(status, what)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return failures.unanswered(what)
    return failures.garbled(what)


def _content_type(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", ""))[:80]


def _digest(key: Iterable[str]) -> bytes:
    """What tells keys apart without keeping them."""
    return hashlib.sha256("\0".join(key).encode()).digest()
