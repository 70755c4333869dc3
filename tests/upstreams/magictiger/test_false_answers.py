"""Answers that are late, doubled, another's, or written in a way that the document does not show."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import given

from bot.domain.clock import SystemClock
from bot.domain.errors import Garbled, KeyRejected, Rejected, Unknown, Unreachable
from bot.domain.ids import UpstreamId
from bot.domain.outcomes import Broke, Finished, Pending
from bot.domain.sentences import Reason
from bot.domain.toolbox.art import CartoonOptions
from bot.upstreams.lenient import read
from bot.upstreams.magictiger.client import Client
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.magictiger.refusals import refusal
from bot.upstreams.magictiger.settings import MagicTigerSettings
from bot.upstreams.magictiger.wire import Envelope
from tests.sandbox.upstreams.customers import paint
from tests.upstreams.callbacks import no_client
from tests.upstreams.json_values import objects
from tests.upstreams.magictiger.bench import Bench
from tests.upstreams.magictiger.documented import CREATED, OWN, TASK, TASKID, URL, order, running, says, tiger

BUSY, BAD_TOKEN = 1009001, "1009002"


async def submitted(client: httpx.AsyncClient, body: bytes, **given: Any) -> Any:
    async with tiger(client, body, **given) as (upstream, _):
        return await upstream.submit(upstream.offers[0], order())


async def polled(client: httpx.AsyncClient, body: bytes, **given: Any) -> Any:
    async with tiger(client, body, **given) as (upstream, _):
        return await upstream.poll(upstream.offers[0], running())


@pytest.mark.parametrize(
    "names", [{"taskid": "another"}, {"chtaskid": "another"}, {"taskid": 7}, {"chtaskid": "ORDER-0001"}]
)
@pytest.mark.parametrize("rest", [{"outputurl": URL}, {"errorcode": 5}, {}])
async def test_an_answer_about_another_task_is_not_taken_for_ours(
    client: httpx.AsyncClient, names: dict[str, Any], rest: dict[str, Any]
) -> None:
    with pytest.raises(Garbled, match="another task"):
        await polled(client, says({**TASK, **names, **rest}))


@pytest.mark.parametrize("nameless", [None, "", [], {}])
async def test_an_answer_that_names_no_task_is_about_the_one_that_was_asked_for(
    client: httpx.AsyncClient, nameless: Any
) -> None:
    got = await polled(client, says({**TASK, "taskid": nameless, "chtaskid": nameless, "outputurl": URL}))
    assert isinstance(got, Finished)


async def test_two_creations_with_one_id_do_not_bring_one_person_the_others_picture(bench: Bench) -> None:
    upstream = bench.upstream()
    offer, first = await bench.submitted(upstream)
    second = replace(bench.order(), upstream_id=first.upstream_id, memo=first.memo)
    assert isinstance(await upstream.poll(offer, first), Finished)
    with pytest.raises(Garbled):
        await upstream.poll(offer, second)


@pytest.mark.parametrize("taskid", [None, "", " ", "a b", "a\n", "ü", "x" * 201, [], {}, True, 1.5])
async def test_a_creation_without_an_id_that_can_be_asked_by_is_unknown(client: httpx.AsyncClient, taskid: Any) -> None:
    with pytest.raises(Unknown):
        await submitted(client, says({**CREATED, "taskid": taskid}))


@pytest.mark.parametrize("taskid", [71, "71", 71.0])
async def test_an_id_may_be_a_number(client: httpx.AsyncClient, taskid: Any) -> None:
    got = await submitted(client, says({**CREATED, "taskid": taskid}))
    assert got == Pending(upstream_id=UpstreamId("71"), memo={"type": 1})


@pytest.mark.parametrize("code", [0, "0", " 0 ", 0.0])
async def test_a_success_may_be_written_as_text(client: httpx.AsyncClient, code: Any) -> None:
    assert isinstance(await submitted(client, says(CREATED, code=code)), Pending)


@pytest.mark.parametrize("code", [None, True, False, [], {}, [0]])
async def test_an_envelope_without_a_code_is_no_success(client: httpx.AsyncClient, code: Any) -> None:
    with pytest.raises(Unknown):
        await submitted(client, says(CREATED, code=code))
    with pytest.raises(Garbled):
        await polled(client, says({**TASK, "outputurl": URL}, code=code))


@pytest.mark.parametrize("code", ["", 1, -1, "00", 1009999, "OK"])
async def test_an_unknown_code_without_a_task_is_a_refusal_and_with_one_nobody_knows(
    client: httpx.AsyncClient, code: Any
) -> None:
    with pytest.raises(Rejected):
        await submitted(client, says({}, code=code))
    with pytest.raises(Unknown):
        await submitted(client, says(CREATED, code=code))


async def test_an_unknown_refusal_is_passed_on_as_it_was_said(client: httpx.AsyncClient) -> None:
    with pytest.raises(Rejected) as caught:
        await submitted(client, says(None, code=1009999, msg="Quota of region EU is used up (#12)"))
    assert caught.value.sentence.values["code"] == "1009999"
    assert caught.value.detail == "code 1009999: Quota of region EU is used up (#12)"


@pytest.mark.parametrize("success", [True, "true", "True", 1, "1"])
async def test_a_deletion_that_succeeded_may_say_so_in_other_words(client: httpx.AsyncClient, success: Any) -> None:
    async with tiger(client, says({"success": success})) as (upstream, _):
        assert await upstream.cancel(upstream.offers[0], running()) is True


@pytest.mark.parametrize("success", [False, "false", 0, "0", None, "", [], "maybe", 2])
async def test_a_deletion_that_says_anything_else_did_not_succeed(client: httpx.AsyncClient, success: Any) -> None:
    async with tiger(client, says({"success": success})) as (upstream, _):
        assert await upstream.cancel(upstream.offers[0], running()) is False


@pytest.mark.parametrize("queuenum", [0, -1, "0", None, "", "soon", True, 1.5, [3]])
async def test_a_place_in_the_queue_that_says_nothing_is_not_shown(client: httpx.AsyncClient, queuenum: Any) -> None:
    assert await polled(client, says({**TASK, "queuenum": queuenum})) == Pending()
    assert (await submitted(client, says({**CREATED, "queuenum": queuenum}))).position is None


async def test_a_place_in_the_queue_is_told_from_the_creation_on(client: httpx.AsyncClient) -> None:
    assert (await submitted(client, says({**CREATED, "queuenum": "4"}))).position == 4
    assert (await polled(client, says({**TASK, "queuenum": 2}))).position == 2


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><h1>Welcome</h1>", b"", b"null", b"[]", b'"ok"', b"\xff\xfe", b"{"])
async def test_anything_but_an_object_leaves_a_creation_unknown_and_a_task_as_it_is(
    client: httpx.AsyncClient, page: bytes
) -> None:
    with pytest.raises(Unknown):
        await submitted(client, page)
    with pytest.raises(Garbled):
        await polled(client, page)


@pytest.mark.parametrize("data", [None, [], "", 7])
async def test_a_success_without_data_is_no_task(client: httpx.AsyncClient, data: Any) -> None:
    with pytest.raises(Unknown):
        await submitted(client, says(data))
    assert await polled(client, says(data)) == Pending()


@pytest.mark.parametrize("entry", [None, "x", 7, [], {"outputurl": None}, {"outputurl": ""}])
async def test_a_part_that_is_none_is_waited_for(client: httpx.AsyncClient, entry: Any) -> None:
    assert await polled(client, says({**TASK, "facelist": [{"outputurl": URL}, entry]})) == Pending()


@pytest.mark.parametrize("status", [200, 401, 429, 503])
async def test_codes_that_the_operator_knows_are_believed_at_any_http_status(
    client: httpx.AsyncClient, status: int
) -> None:
    known = {"token_error_codes": [BAD_TOKEN], "busy_codes": [BUSY], "status": status}
    for ask in (submitted, polled):
        with pytest.raises(KeyRejected, match="who are you"):
            await ask(client, says(None, code=int(BAD_TOKEN), msg="who are you"), **known)
        with pytest.raises(Unreachable, match="later"):
            await ask(client, says(None, code=BUSY, msg="later"), **known)


async def test_a_token_is_tried_by_the_code_that_the_operator_knows(client: httpx.AsyncClient) -> None:
    async with tiger(client, says(None, code=BAD_TOKEN), token_error_codes=[BAD_TOKEN]) as (upstream, _):
        assert await upstream.check(order().credentials or {}) is False


@pytest.mark.parametrize(("status", "error"), [(401, KeyRejected), (429, Unreachable), (502, Unknown), (503, Unknown)])
async def test_that_a_creation_failed_says_no_more_than_the_http_status(
    client: httpx.AsyncClient, status: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await submitted(client, says(None, code=1001001, msg="Create task failed"), status=status)


async def test_a_server_fault_with_a_code_that_nobody_knows_says_nothing_about_the_task(
    client: httpx.AsyncClient,
) -> None:
    fault = says(None, code=1009999, msg="internal")
    with pytest.raises(Unknown):
        await submitted(client, fault, status=500)
    with pytest.raises(Garbled, match="status 500"):
        await polled(client, fault, status=500)


@pytest.mark.parametrize("address", ["moved/image.jpg", "nothing.jpg"])
async def test_a_pictures_address_that_is_moved_or_gone_is_refused_by_the_vendor(bench: Bench, address: str) -> None:
    bench.host.put("image.jpg", paint())
    upstream = bench.upstream()
    sent = bench.order(urls={"image": f"{bench.host.origin}/{address}"})
    with pytest.raises(Rejected) as caught:
        await upstream.submit(upstream.offers[0], sent)
    assert caught.value.sentence.values["code"] == "1001002"


def of_types(bench: Bench, types: dict[str, Any]) -> MagicTiger:
    bench.configure(type_mismatch="not_exist", enhance_types={str(code): code for code in (1, 2, 7, 9)})
    return bench.upstream(types=types)


async def test_a_mapped_task_is_asked_for_by_its_type_though_the_mapping_has_changed(bench: Bench) -> None:
    before, after = (of_types(bench, {"cartoon": {"manga": code}}) for code in (9, 7))
    offer, sent = await bench.sent(before, before.offers[2], bench.asking(CartoonOptions(style="manga")))
    assert isinstance(await after.poll(offer, sent), Finished)


async def test_a_lost_submission_whose_type_is_no_longer_mapped_leaves_the_task_as_it_is(bench: Bench) -> None:
    before = of_types(bench, {"cartoon": 9})
    lost = bench.asking(CartoonOptions(), upstream_id=TASKID)
    with pytest.raises(Garbled, match="type was not remembered"):
        await of_types(bench, {}).look_up(before.offers[2], lost)


async def test_a_failed_task_is_not_taken_for_done_because_an_address_is_there(client: httpx.AsyncClient) -> None:
    got = await polled(client, says({**TASK, "taskid": TASKID, "chtaskid": OWN, "errorcode": "7", "outputurl": URL}))
    assert isinstance(got, Broke)
    assert got.sentence.reason is Reason.UPSTREAM_FAILED


@given(objects("code", "msg", "data") | objects("data", of=objects("taskid", "success")))
def test_no_envelope_raises_anything_but_garbled(data: dict[str, Any]) -> None:
    line = Client(MagicTigerSettings(), client=no_client(), clock=SystemClock())
    assert line._explains(data) in {True, False}
    with suppress(Garbled):
        assert isinstance(refusal(read(Envelope, data, title="Magic Tiger")), Rejected)
