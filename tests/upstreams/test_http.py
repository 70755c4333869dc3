import asyncio
import gzip
import json
import socket
import traceback
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from bot.domain.clock import ShiftedClock
from bot.domain.errors import BotError, Garbled, KeyRejected, Rejected, Unknown, Unreachable, UpstreamError
from bot.domain.pace import Pace
from bot.upstreams.calls import MAX_ANSWER_BYTES, Call
from bot.upstreams.http import LONGEST_RETRY_AFTER_S, UNNAMED_RETRY_AFTER_S, Sender
from tests.certificates import NOBODYS
from tests.upstreams import servers
from tests.upstreams.servers import Reply, answer, serving

KEY = "s3cr3t-key-value"
HTML = b"<html><body>Service Temporarily Unavailable</body></html>"
FAST = Pace(max_requests_per_s=1000)


def a_sender(client: httpx.AsyncClient, **changes: Any) -> Sender:
    return Sender(client, **{"title": "Vendor", "pace": FAST, **changes})


def a_call(origin: str, *, paid: bool = False, timeout_s: float = 5) -> Call:
    return Call.json(
        f"{origin}/path",
        {"token": KEY},
        headers={"token": KEY},
        query={"token": KEY},
        timeout_s=timeout_s,
        paid=paid,
    )


async def failure(client: httpx.AsyncClient, reply: Reply, *, paid: bool, timeout_s: float = 5) -> UpstreamError:
    async with serving(reply) as server:
        with pytest.raises(UpstreamError) as caught:
            await a_sender(client).send(a_call(server.origin, paid=paid, timeout_s=timeout_s), key=[KEY])
    return caught.value


async def test_a_json_object_comes_back_whatever_the_status(client: httpx.AsyncClient) -> None:
    async with serving(answer(400, b'{"code": 7}', "Content-Type: application/json")) as server:
        got = await a_sender(client).send(a_call(server.origin, paid=True), key=[KEY])
    assert (got.status, got.content_type, got.data) == (400, "application/json", {"code": 7})


async def test_the_body_headers_and_query_arrive_as_given(client: httpx.AsyncClient) -> None:
    async with serving(answer(200, b"{}")) as server:
        await a_sender(client).send(a_call(server.origin), key=[KEY])
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /path?token=s3cr3t-key-value HTTP/1.1")
    assert b"token: s3cr3t-key-value" in head
    assert b"Content-Type: application/json" in head
    assert body == b'{"token": "s3cr3t-key-value"}'


LOST = [
    pytest.param(servers.hang_up, id="dropped without an answer"),
    pytest.param(servers.stop_half_way, id="dropped in the middle"),
    pytest.param(servers.talk_nonsense, id="not HTTP"),
    pytest.param(answer(502, HTML), id="502"),
    pytest.param(answer(503, HTML), id="503"),
    pytest.param(answer(504, b'{"code": 0}'), id="504 with an object"),
    pytest.param(answer(500, HTML), id="500 with a page"),
]
ODD = [
    pytest.param(answer(200, HTML, "Content-Type: text/html"), id="a page"),
    pytest.param(answer(200, b""), id="nothing"),
    pytest.param(answer(200, b"[1, 2]"), id="a list"),
    pytest.param(answer(200, b'{"code": NaN}'), id="NaN"),
    pytest.param(answer(200, b"[" * 100_000), id="a deep nest"),
    pytest.param(answer(200, b'{"code": ' + b"9" * 5000 + b"}"), id="a huge number"),
    pytest.param(answer(302, b'{"code": 0}', "Location: http://127.0.0.1:1/"), id="a redirect"),
    pytest.param(answer(400, HTML), id="400 with a page"),
    pytest.param(answer(200, gzip.compress(b'{"code": 0}'), "Content-Encoding: gzip"), id="compressed"),
    pytest.param(answer(200, b" " * (MAX_ANSWER_BYTES + 1)), id="too long"),
    pytest.param(servers.never_end, id="endless"),
]


@pytest.mark.parametrize("reply", LOST)
async def test_a_free_call_without_an_answer_may_be_asked_again(client: httpx.AsyncClient, reply: Reply) -> None:
    assert type(await failure(client, reply, paid=False)) is Unreachable


@pytest.mark.parametrize("reply", ODD)
async def test_a_free_call_with_an_odd_answer_is_garbled(client: httpx.AsyncClient, reply: Reply) -> None:
    assert type(await failure(client, reply, paid=False)) is Garbled


@pytest.mark.parametrize("reply", [*LOST, *ODD])
async def test_a_paid_call_without_a_clear_answer_is_unknown(client: httpx.AsyncClient, reply: Reply) -> None:
    assert type(await failure(client, reply, paid=True)) is Unknown


@pytest.mark.parametrize("reply", [servers.drip, servers.stay_silent])
@pytest.mark.parametrize(("paid", "kind"), [(True, Unknown), (False, Unreachable)])
async def test_the_deadline_ends_a_drip_and_a_silence(
    client: httpx.AsyncClient, reply: Reply, *, paid: bool, kind: type[BotError]
) -> None:
    assert type(await failure(client, reply, paid=paid, timeout_s=0.1)) is kind


@pytest.mark.parametrize("status", [404, 405, 413, 415])
async def test_a_paid_call_that_the_web_server_turns_away_is_rejected(client: httpx.AsyncClient, status: int) -> None:
    error = await failure(client, answer(status, HTML), paid=True)
    assert type(error) is Rejected
    assert error.sentence.values["code"] == f"HTTP {status}"


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("paid", [True, False])
async def test_no_entry_is_a_rejected_key(client: httpx.AsyncClient, status: int, *, paid: bool) -> None:
    assert type(await failure(client, answer(status, b'{"code": 9}'), paid=paid)) is KeyRejected


@pytest.mark.parametrize("paid", [True, False])
async def test_a_closed_port_is_unreachable(client: httpx.AsyncClient, *, paid: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable):
        await a_sender(client).send(a_call(f"http://127.0.0.1:{port}", paid=paid), key=[KEY])


async def test_a_paid_call_that_never_got_a_connection_was_not_sent() -> None:
    narrow = httpx.AsyncClient(trust_env=False, verify=NOBODYS, limits=httpx.Limits(max_connections=1))
    async with narrow as client, serving(servers.stay_silent) as server:
        sender = a_sender(client, connect_timeout_s=0.1)
        first = asyncio.create_task(sender.send(a_call(server.origin, paid=True), key=[KEY]), name="first call")
        await server.asked.wait()
        with pytest.raises(Unreachable):
            await sender.send(a_call(server.origin, paid=True), key=[KEY])
        assert len(server.requests) == 1
        first.cancel()
        await asyncio.wait([first])


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (["Retry-After: 7"], 7.0),
        (["Retry-After: 0"], 0.0),
        (["Retry-After: 99999999"], LONGEST_RETRY_AFTER_S),
        (["Retry-After: soon"], UNNAMED_RETRY_AFTER_S),
        (["Retry-After: "], UNNAMED_RETRY_AFTER_S),
        (["Retry-After: -5"], UNNAMED_RETRY_AFTER_S),
        ([], UNNAMED_RETRY_AFTER_S),
    ],
)
@pytest.mark.parametrize("paid", [True, False])
async def test_too_many_requests_always_names_a_wait(
    client: httpx.AsyncClient, headers: list[str], seconds: float, *, paid: bool
) -> None:
    error = await failure(client, answer(429, HTML, *headers), paid=paid)
    assert isinstance(error, Unreachable)
    assert error.retry_after_s == seconds


async def test_a_wait_may_be_given_as_a_date(client: httpx.AsyncClient, clock: ShiftedClock) -> None:
    date = format_datetime(clock.now() + timedelta(hours=2), usegmt=True)
    clock.shift(timedelta(hours=3))
    async with serving(answer(429, b"", f"Retry-After: {date}")) as server:
        with pytest.raises(Unreachable) as caught:
            await a_sender(client, clock=clock).send(a_call(server.origin), key=[KEY])
    assert caught.value.retry_after_s == 0


async def test_a_redirect_is_not_followed(client: httpx.AsyncClient) -> None:
    async with serving(answer(200, b"{}")) as elsewhere:
        reply = answer(307, b"", f"Location: {elsewhere.origin}/")
        assert type(await failure(client, reply, paid=False)) is Garbled
    assert elsewhere.requests == []


async def test_cookies_of_one_key_are_not_sent_with_another(client: httpx.AsyncClient) -> None:
    async with serving(answer(200, b"{}", "Set-Cookie: session=of-the-first-key")) as server:
        sender = a_sender(client)
        await sender.send(a_call(server.origin), key=["first"])
        await sender.send(a_call(server.origin), key=["second"])
    assert b"cookie" not in server.requests[1].lower()


async def test_each_key_has_the_rate_for_itself(client: httpx.AsyncClient) -> None:
    async with serving(answer(200, b"{}")) as server:
        sender = a_sender(client, pace=Pace(max_requests_per_s=0.001))
        await sender.send(a_call(server.origin), key=["first"])
        waiting = asyncio.create_task(sender.send(a_call(server.origin), key=["first"]), name="second of the first")
        await sender.send(a_call(server.origin), key=["second"])
        assert len(server.requests) == 2
        assert not waiting.done()
        waiting.cancel()
        await asyncio.wait([waiting])


async def test_a_cancelled_call_stays_cancelled(client: httpx.AsyncClient) -> None:
    async with serving(servers.stay_silent) as server:
        call = a_sender(client).send(a_call(server.origin, paid=True), key=[KEY])
        sending = asyncio.create_task(call, name="call")
        await server.asked.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending


ECHOES = [
    answer(200, f"<p>{KEY}</p>".encode(), f"Content-Type: text/{KEY}; charset={KEY}"),
    answer(401, f'{{"msg": "{KEY}"}}'.encode()),
    answer(429, b"", f"Retry-After: {KEY}"),
    answer(302, b"", f"Location: /?token={KEY}"),
    answer(404, KEY.encode()),
]


@pytest.mark.parametrize("reply", [*LOST, *ODD, *ECHOES])
@pytest.mark.parametrize("paid", [True, False])
async def test_no_failure_tells_a_secret(client: httpx.AsyncClient, reply: Reply, *, paid: bool) -> None:
    error = await failure(client, reply, paid=paid)
    told = [str(error), repr(error), error.detail, repr(error.sentence), *traceback.format_exception(error)]
    assert not [text for text in told if KEY in text]


async def test_a_failure_names_host_path_and_status(client: httpx.AsyncClient) -> None:
    error = await failure(client, answer(200, HTML, "Content-Type: text/html"), paid=False)
    assert "127.0.0.1/path" in error.detail
    assert f"status 200, {len(HTML)} bytes of text/html" in error.detail


def test_no_repr_shows_what_is_sent() -> None:
    assert KEY not in repr(a_call("http://127.0.0.1"))


@pytest.fixture(autouse=True)
async def no_task_is_left_behind() -> AsyncIterator[None]:
    before = asyncio.all_tasks()
    yield
    names = {task.get_name() for task in asyncio.all_tasks() - before if not task.done()}
    assert not names & {"first call", "second of the first", "call"}


SAID = {"error": "no face"}
EXPLAINED = [200, 302, 401, 403, 429, 500, 502, 503, 504]


def explaining(origin: str, *, paid: bool) -> Call:
    return replace(a_call(origin, paid=paid), explains=lambda answer: "error" in answer)


@pytest.mark.parametrize("status", EXPLAINED)
@pytest.mark.parametrize("paid", [True, False])
async def test_an_explanation_is_heard_at_every_status(client: httpx.AsyncClient, status: int, *, paid: bool) -> None:
    async with serving(answer(status, json.dumps(SAID).encode(), "Retry-After: 7")) as server:
        got = await a_sender(client).send(explaining(server.origin, paid=paid), key=[KEY])
    assert (got.status, got.data, got.retry_after_s) == (status, SAID, 7)


@pytest.mark.parametrize(
    ("status", "kind"), [(401, KeyRejected), (403, KeyRejected), (429, Unreachable), (502, Unknown), (302, Unknown)]
)
@pytest.mark.parametrize("body", [HTML, b"{}", b'{"message": "Forbidden"}'])
async def test_without_an_explanation_the_status_is_judged(
    client: httpx.AsyncClient, body: bytes, status: int, kind: type[BotError]
) -> None:
    async with serving(answer(status, body)) as server:
        with pytest.raises(UpstreamError) as caught:
            await a_sender(client).send(explaining(server.origin, paid=True), key=[KEY])
    assert type(caught.value) is kind


async def test_an_answer_with_a_picture_inside_may_be_larger(client: httpx.AsyncClient) -> None:
    body = json.dumps({"image": "a" * MAX_ANSWER_BYTES}).encode()
    async with serving(answer(200, body)) as server:
        call = replace(a_call(server.origin), max_answer_bytes=len(body))
        got = await a_sender(client).send(call, key=[KEY])
    assert len(got.data["image"]) == MAX_ANSWER_BYTES
