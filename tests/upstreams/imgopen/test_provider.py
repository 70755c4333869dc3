import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.domain.clock import ShiftedClock
from bot.domain.errors import BotError, Fenced, Garbled, Rejected, Unknown, Unreachable
from bot.domain.ids import UpstreamId
from bot.domain.outcomes import Broke, Finished, Pending
from bot.domain.sentences import Reason
from bot.sandbox.upstreams import Fault, Script
from bot.sandbox.upstreams.imgopen import SD_NUMBERS, ZERO_NUMBERS
from bot.upstreams.imgopen.provider import ImgOpen
from bot.upstreams.imgopen.settings import ImgOpenSettings
from tests.upstreams import orders, servers
from tests.upstreams.imgopen.bench import Bench, version
from tests.upstreams.servers import serving


@pytest.mark.parametrize("number", [1, 2])
async def test_a_swap_is_submitted_polled_and_finished(bench: Bench, number: int) -> None:
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, number)
    assert isinstance(await upstream.submit(offer, order), Pending)
    await bench.vendor.idle()
    got = await upstream.poll(offer, order)
    assert isinstance(got, Finished)
    assert (await bench.client.get(str(got.found[0].url))).headers["content-type"] == "image/jpeg"


async def test_our_task_id_is_the_business_task_id(bench: Bench) -> None:
    upstream, order = bench.upstream(), bench.order()
    submitted = await upstream.submit(version(upstream, 1), order)
    assert [task.own_id for task in bench.vendor.paid_tasks] == [order.task_id]
    assert isinstance(submitted, Pending)
    assert submitted.upstream_id == bench.vendor.paid_tasks[0].platform_id


@pytest.mark.parametrize("id_field", ["task_id", "taskId", "id_task", "unheard_of"])
async def test_a_submission_is_confirmed_however_the_id_is_spelt(bench: Bench, id_field: str) -> None:
    bench.switch(id_field=id_field)
    upstream = bench.upstream()
    assert isinstance(await upstream.submit(version(upstream, 1), bench.order()), Pending)


async def test_a_submission_may_be_answered_with_the_result(bench: Bench) -> None:
    bench.switch(submit_reply="result")
    upstream = bench.upstream()
    assert isinstance(await upstream.submit(version(upstream, 2), bench.order(fidelity=0.5)), Finished)


@pytest.mark.parametrize("numbers", [SD_NUMBERS, ZERO_NUMBERS])
@pytest.mark.parametrize("as_text", [True, False])
async def test_a_success_is_seen_whatever_its_number(bench: Bench, numbers: Any, *, as_text: bool) -> None:
    bench.switch(numbers=numbers, status_as_text=as_text, polls_before_done=1, result_as_list=True)
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, 1)
    await upstream.submit(offer, order)
    await bench.vendor.idle()
    assert isinstance(await upstream.poll(offer, order), Pending)
    assert isinstance(await upstream.poll(offer, order), Finished)


async def test_a_failed_task_is_broken(bench: Bench) -> None:
    bench.vendor.scripts.append(Script.FAIL_LATER)
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, 1)
    await upstream.submit(offer, order)
    await bench.vendor.idle()
    got = await upstream.poll(offer, order)
    assert isinstance(got, Broke)
    assert got.sentence.values["code"] == "400"
    assert "failed as its script says" in got.detail


async def test_a_refused_submission_is_rejected_with_its_code(bench: Bench) -> None:
    bench.vendor.credits = 0
    upstream = bench.upstream()
    with pytest.raises(Rejected) as caught:
        await upstream.submit(version(upstream, 1), bench.order())
    assert caught.value.sentence.values["code"] == "400"
    assert "insufficient balance" in caught.value.detail
    assert bench.vendor.paid_tasks == []


async def test_a_business_error_is_read_at_any_http_status(bench: Bench) -> None:
    bench.vendor.config = replace(bench.vendor.config, error_http_status=400)
    bench.vendor.scripts.append(Script.FAIL_AT_CREATE)
    upstream = bench.upstream()
    with pytest.raises(Rejected, match="could not be created"):
        await upstream.submit(version(upstream, 1), bench.order())


PAID_AND_LOST = [
    Fault.DROP_AFTER_COMMIT,
    Fault.UNAVAILABLE_AFTER_COMMIT,
    Fault.NOT_JSON,
    Fault.HTML,
    Fault.ENDLESS,
]


@pytest.mark.parametrize("fault", PAID_AND_LOST)
async def test_a_lost_submission_is_unknown_and_found_by_our_own_id(bench: Bench, fault: Fault) -> None:
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, 1)
    bench.vendor.faults.add(fault)
    with pytest.raises(Unknown):
        await upstream.submit(offer, order)
    await bench.vendor.idle()
    assert isinstance(await upstream.look_up(offer, order), Finished)
    assert len(bench.vendor.paid_tasks) == 1


@pytest.mark.parametrize("body", [b"{}", b'{"code": null}', b'{"code": "200", "data": {"outputImageUrl": 42}}'])
async def test_an_object_that_makes_no_sense_is_unknown_to_a_submission(bench: Bench, body: bytes) -> None:
    async with serving(servers.answer(200, body)) as server:
        upstream = bench.upstream(base_url=server.origin)
        with pytest.raises(Unknown):
            await upstream.submit(version(upstream, 1), bench.order())


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE_COMMIT, Fault.UNAVAILABLE])
async def test_a_submission_that_never_arrived_is_not_found(bench: Bench, fault: Fault) -> None:
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, 1)
    bench.vendor.faults.add(fault)
    with pytest.raises(Unknown):
        await upstream.submit(offer, order)
    got = await upstream.look_up(offer, order)
    assert isinstance(got, Broke)
    assert got.sentence.reason is Reason.SUBMISSION_LOST


@pytest.mark.parametrize("fault", [Fault.MISSING_DATA, Fault.MISSING_FIELDS, Fault.WRONG_TYPES])
async def test_an_accepted_submission_needs_no_id(bench: Bench, fault: Fault) -> None:
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, 1)
    bench.vendor.faults.add(fault)
    assert isinstance(await upstream.submit(offer, order), Pending)
    await bench.vendor.idle()
    assert isinstance(await upstream.poll(offer, order), Finished)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.DROP_BEFORE_COMMIT, Unreachable),
        (Fault.UNAVAILABLE, Unreachable),
        (Fault.NOT_JSON, Garbled),
        (Fault.HTML, Garbled),
        (Fault.ENDLESS, Garbled),
        (Fault.WRONG_TYPES, Garbled),
    ],
)
async def test_a_failed_query_leaves_the_task_as_it_is(bench: Bench, fault: Fault, kind: type[BotError]) -> None:
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, 1)
    await upstream.submit(offer, order)
    await bench.vendor.idle()
    bench.vendor.faults.add(fault)
    with pytest.raises(kind):
        await upstream.poll(offer, order)
    assert isinstance(await upstream.poll(offer, order), Finished)


async def test_a_query_that_says_done_without_a_result_is_pending(bench: Bench) -> None:
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, 1)
    await upstream.submit(offer, order)
    await bench.vendor.idle()
    bench.vendor.faults.add(Fault.LIE)
    assert isinstance(await upstream.poll(offer, order), Pending)


async def lapsed() -> bool:
    """A lease that is over."""
    return False


async def test_a_fence_holds_a_submission_back_and_no_question(bench: Bench) -> None:
    upstream = bench.upstream()
    paid, order = bench.order(), replace(bench.order(), fence=lapsed)
    await upstream.submit(version(upstream, 1), paid)  # the connection stays open
    with pytest.raises(Fenced):
        await upstream.submit(version(upstream, 1), order)
    assert [task.own_id for task in bench.vendor.paid_tasks] == [paid.task_id]
    fenced = replace(order, upstream_id=UpstreamId(bench.vendor.paid_tasks[0].platform_id), memo={"type": 1})
    await bench.vendor.idle()
    assert isinstance(await upstream.poll(version(upstream, 1), fenced), Finished)


async def test_a_silent_vendor_is_left_at_the_deadline(bench: Bench) -> None:
    upstream = bench.upstream(submit_timeout_s=0.1)
    bench.vendor.faults.add(Fault.HANG)
    with pytest.raises(Unknown):
        await upstream.submit(version(upstream, 1), bench.order())


async def test_a_task_is_asked_for_by_the_vendors_id_where_ours_is_unknown(bench: Bench) -> None:
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, 1)
    await upstream.submit(offer, order)
    await bench.vendor.idle()
    asked = bench.order(upstream_id=bench.vendor.paid_tasks[0].platform_id)
    assert isinstance(await upstream.poll(offer, asked), Finished)


@pytest.mark.parametrize("upstream_id", [None, "pre1718697515338445992201"])
async def test_that_a_confirmed_task_does_not_exist_is_not_believed(bench: Bench, upstream_id: str | None) -> None:
    upstream = bench.upstream()
    with pytest.raises(Garbled, match="code 402"):
        await upstream.poll(version(upstream, 2), bench.order(upstream_id=upstream_id))


async def test_a_lost_submission_is_looked_up_by_the_vendors_id_too(bench: Bench) -> None:
    upstream, order = bench.upstream(), bench.order()
    offer = version(upstream, 1)
    await upstream.submit(offer, order)
    await bench.vendor.idle()
    known = bench.order(upstream_id=bench.vendor.paid_tasks[0].platform_id)
    unknown = bench.order(upstream_id="pre1718697515338445992201")
    assert isinstance(await upstream.look_up(offer, known), Finished)
    assert isinstance(await upstream.look_up(offer, unknown), Broke)


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("code", ["500", "429", "401", "0"])
async def test_a_code_that_is_not_documented_leaves_everything_open(bench: Bench, status: int, code: str) -> None:
    body = f'{{"code": "{code}", "msg": "system busy", "data": null}}'.encode()
    async with serving(servers.answer(status, body)) as server:
        upstream, order = bench.upstream(base_url=server.origin), bench.order()
        offer = version(upstream, 1)
        with pytest.raises(Unknown, match=f"code {code}: system busy"):
            await upstream.submit(offer, order)
        with pytest.raises(Garbled):
            await upstream.look_up(offer, order)
        with pytest.raises(Garbled):
            await upstream.poll(offer, order)


async def test_the_query_path_keeps_the_slash_of_the_tool_code(client: httpx.AsyncClient, clock: ShiftedClock) -> None:
    async with serving(servers.answer(200, b'{"code": "402"}')) as server:
        upstream = ImgOpen(ImgOpenSettings(base_url=server.origin), client=client, clock=clock)
        key = orders.sealed(access_key_id="openapi-1234", access_key_secret="12345678")
        await upstream.look_up(version(upstream, 2), orders.swap(credentials=key))
    assert server.requests[0].startswith(b"POST /AIGCImgOpenServ/saas/tool/v2/roop/queryTask HTTP/1.1\r\n")


async def test_a_task_cannot_be_stopped_and_says_so(bench: Bench) -> None:
    upstream = bench.upstream()
    assert await upstream.cancel(version(upstream, 1), bench.order()) is False
    assert not any(offer.cancellable for offer in upstream.offers)


async def test_many_submissions_at_once_are_each_paid_once(bench: Bench) -> None:
    upstream = bench.upstream()
    ordered = [bench.order() for _ in range(20)]
    await asyncio.gather(*(upstream.submit(version(upstream, 1), order) for order in ordered))
    assert sorted(str(task.own_id) for task in bench.vendor.paid_tasks) == sorted(order.task_id for order in ordered)
    await bench.vendor.idle()
