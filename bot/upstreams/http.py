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

import httpx
from aiolimiter import AsyncLimiter

from bot.domain.clock import Clock, SystemClock
from bot.domain.pace import Pace
from bot.upstreams.calls import Answer, Call
from bot.upstreams.failures import Failures
from bot.upstreams.fence import guard
from bot.upstreams.parsing import parse

MAX_ANSWER_BYTES = 2**20
LONGEST_RETRY_AFTER_S = 3600.0
UNNAMED_RETRY_AFTER_S = 5.0
"""The wait after a 429 that names none: whoever puts us off is up, and always says so by a wait."""

_KEYS_WITH_A_LIMITER = 1024
_CONNECTIONS = 100
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
        self._judge_status(response, failures)
        return _judge_body(response, body, failures)

    async def _exchange(self, call: Call) -> tuple[httpx.Response, bytes]:
        request = httpx.Request(
            call.method,
            call.url,
            params=call.query or None,
            headers={**_HEADERS, "Content-Type": call.content_type, **call.headers},
            content=call.content,
            extensions={"timeout": self._timeouts(call).as_dict(), **(guard(call.fence) if call.fence else {})},
        )
        response = await self._client.send(request, stream=True, follow_redirects=False, auth=None)
        async with aclosing(response):
            return response, await _read(response)

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


async def _read(response: httpx.Response) -> bytes:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise _Unreadable("compressed although we asked for no compression")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise _Unreadable(f"more than {MAX_ANSWER_BYTES} bytes")
    return bytes(body)


def _judge_body(response: httpx.Response, body: bytes, failures: Failures) -> Answer:
    status = response.status_code
    content_type = response.headers.get("content-type", "")[:80]
    try:
        data = parse(body, charset=response.charset_encoding)
    except ValueError as error:
        what = f"status {status}, {len(body)} bytes of {content_type or 'no type'} instead of a JSON object"
        if failures.call.paid and status in _TURNED_AWAY:
            raise failures.turned_away(status, what) from error
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise failures.unanswered(what) from error
        raise failures.garbled(what) from error
    return Answer(status=status, content_type=content_type, data=data)


def _digest(key: Iterable[str]) -> bytes:
    """What tells keys apart without keeping them."""
    return hashlib.sha256("\0".join(key).encode()).digest()
