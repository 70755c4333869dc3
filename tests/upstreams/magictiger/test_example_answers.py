"""Every example of the vendor's document, and what it means to us."""

import json
from typing import Any

import httpx
import pytest

from bot.domain.clock import SystemClock
from bot.domain.errors import Garbled, KeyRejected, Rejected
from bot.domain.ids import TaskId, UpstreamId
from bot.domain.outcomes import Broke, Finished, Found, Pending
from bot.domain.sentences import Reason
from bot.upstreams.base import Claim
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.magictiger.settings import MagicTigerSettings
from tests.upstreams.callbacks import a_callback, no_client
from tests.upstreams.magictiger.documented import (
    CREATED,
    OF_CREATION,
    OF_LOOKUP,
    OWN,
    PICTURE,
    PICURL,
    TASK,
    TASKID,
    URL,
    body_of,
    order,
    running,
    says,
    tiger,
)

ANY_STATUS = pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503])
"""With which HTTP status a business error comes is in no document."""


async def test_the_creations_request_and_answer(client: httpx.AsyncClient) -> None:
    async with tiger(client, says(CREATED)) as (upstream, server):
        got = await upstream.submit(upstream.offers[0], order())

    assert body_of(server) == ("/createtask", {"picurl": PICURL, "type": 1, "chtaskid": OWN})
    assert got == Pending(upstream_id=UpstreamId(TASKID), memo={"type": 1})


async def test_the_querys_request_and_its_answer_full_of_fillers(client: httpx.AsyncClient) -> None:
    async with tiger(client, says(TASK)) as (upstream, server):
        got = await upstream.poll(upstream.offers[0], running())

    assert body_of(server) == ("/gettask", {"taskid": TASKID, "type": 1})
    assert got == Pending()


async def test_the_querys_answer_with_a_result(client: httpx.AsyncClient) -> None:
    done = {**TASK, "taskid": TASKID, "chtaskid": OWN, "outputurl": URL, "facelist": [{**PICTURE, "outputurl": URL}]}
    async with tiger(client, says(done)) as (upstream, _):
        got = await upstream.poll(upstream.offers[0], running())

    assert got == Finished(found=(Found(url=URL),))


async def test_the_deletions_request_and_answer(client: httpx.AsyncClient) -> None:
    async with tiger(client, says({"success": True})) as (upstream, server):
        assert await upstream.cancel(upstream.offers[0], running()) is True

    assert body_of(server) == ("/deletetask", {"taskid": TASKID})


def test_the_callback_and_the_reply_to_it() -> None:
    upstream = MagicTiger(MagicTigerSettings(), client=no_client(), clock=SystemClock())
    body = json.dumps({"code": 0, "msg": "", "data": {**TASK, "taskid": TASKID, "chtaskid": OWN}}).encode()

    claim = upstream.read_callback(a_callback(body, token="test-token", md5=""))

    assert claim == Claim(task_id=TaskId(OWN), upstream_id=UpstreamId(TASKID))
    assert upstream.receipt == {"code": 0, "msg": "", "data": {"success": True}}


@pytest.mark.parametrize("data", [None, {}, [], ""])
@pytest.mark.parametrize("code", OF_CREATION)
async def test_a_documented_refusal_of_a_creation_says_that_nothing_was_made(
    client: httpx.AsyncClient, code: int, data: Any
) -> None:
    async with tiger(client, says(data, code=code, msg=OF_CREATION[code])) as (upstream, _):
        with pytest.raises(Rejected, match=f"code {code}: {OF_CREATION[code]}") as caught:
            await upstream.submit(upstream.offers[0], order())

    assert isinstance(caught.value, KeyRejected) is (code == 1003002)
    assert caught.value.sentence.values.get("code", str(code)) == str(code)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (1001001, Reason.UPSTREAM_REFUSED),
        (1001002, Reason.UPSTREAM_REFUSED),
        (1001003, Reason.PICTURE_REFUSED),
        (1001004, Reason.PICTURE_REFUSED),
        (1003002, Reason.OUT_OF_CREDITS),
    ],
)
async def test_a_refusal_is_told_by_what_it_is_about(client: httpx.AsyncClient, code: int, reason: Reason) -> None:
    async with tiger(client, says(None, code=str(code))) as (upstream, _):
        with pytest.raises(Rejected) as caught:
            await upstream.submit(upstream.offers[0], order())

    assert caught.value.sentence.reason is reason


@ANY_STATUS
@pytest.mark.parametrize("code", [1001002, 1001003, 1001004, 1003002])
async def test_a_documented_refusal_is_understood_at_any_http_status(
    client: httpx.AsyncClient, code: int, status: int
) -> None:
    async with tiger(client, says(None, code=code, msg=OF_CREATION[code]), status=status) as (upstream, _):
        with pytest.raises(Rejected, match=OF_CREATION[code]):
            await upstream.submit(upstream.offers[0], order())


@ANY_STATUS
@pytest.mark.parametrize("code", OF_LOOKUP)
async def test_a_task_that_is_gone_is_broken_at_any_http_status(
    client: httpx.AsyncClient, code: int, status: int
) -> None:
    async with tiger(client, says(None, code=code, msg=OF_LOOKUP[code]), status=status) as (upstream, _):
        got = await upstream.poll(upstream.offers[0], running())

    assert isinstance(got, Broke)
    assert (got.sentence.reason, got.sentence.values["code"]) == (Reason.UPSTREAM_FAILED, str(code))
    assert OF_LOOKUP[code] in got.detail


@pytest.mark.parametrize(("code", "done"), [(1002001, False), (1002002, True)])
async def test_a_second_deletion_is_as_good_as_the_first(client: httpx.AsyncClient, code: int, *, done: bool) -> None:
    async with tiger(client, says({}, code=code, msg=OF_LOOKUP[code])) as (upstream, _):
        assert await upstream.cancel(upstream.offers[0], running()) is done


async def test_a_task_that_was_deleted_where_we_may_delete_was_cancelled(client: httpx.AsyncClient) -> None:
    async with tiger(client, says(None, code=1002002), delete_refunds=True) as (upstream, _):
        got = await upstream.poll(upstream.offers[0], running())

    assert isinstance(got, Broke)
    assert got.sentence.reason is Reason.CANCELLED


async def test_an_error_of_a_call_is_none_of_the_task(client: httpx.AsyncClient) -> None:
    async with tiger(client, says({**TASK, "errorcode": 5}, code=9999999, msg="try again")) as (upstream, _):
        with pytest.raises(Garbled, match="code 9999999: try again"):
            await upstream.poll(upstream.offers[0], running())


@pytest.mark.parametrize("code", [9000003, "E-17", -1])
async def test_an_unknown_error_of_a_task_is_carried_through_with_its_message(
    client: httpx.AsyncClient, code: Any
) -> None:
    failed = {**TASK, "errorcode": code, "errormsg": "GPU 3 is on fire"}
    async with tiger(client, says(failed)) as (upstream, _):
        got = await upstream.poll(upstream.offers[0], running())

    assert isinstance(got, Broke)
    assert got.sentence.values["code"] == str(code)
    assert got.detail == f"errorcode {code}: GPU 3 is on fire"
