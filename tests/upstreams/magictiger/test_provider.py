from dataclasses import replace
from typing import Any

import pytest

from bot.domain.errors import BotError, Fenced, Garbled, KeyRejected, Rejected, Unknown, Unreachable
from bot.domain.ids import UpstreamId
from bot.domain.outcomes import Broke, Finished, Pending
from bot.domain.sentences import Reason
from bot.domain.tools import NoOptions
from bot.sandbox.upstreams import Fault, Script, StatusNumbers
from tests.sandbox.upstreams.customers import paint
from tests.upstreams import servers
from tests.upstreams.magictiger.bench import Bench
from tests.upstreams.servers import serving


async def test_an_enhancement_is_submitted_polled_and_finished(bench: Bench) -> None:
    upstream = bench.upstream()
    offer, order = await bench.submitted(upstream)
    got = await upstream.poll(offer, order)
    assert isinstance(got, Finished)
    assert len(got.found) == 1
    assert (await bench.client.get(str(got.found[0].url))).headers["content-type"] == "image/jpeg"


async def test_our_task_id_is_the_chtaskid_and_theirs_is_kept_with_the_type(bench: Bench) -> None:
    upstream, order = bench.upstream(), bench.order(mode="colour")
    pending = await upstream.submit(upstream.offers[0], order)
    assert [task.own_id for task in bench.vendor.paid_tasks] == [order.task_id]
    assert isinstance(pending, Pending)
    assert (pending.upstream_id, pending.memo) == (bench.vendor.paid_tasks[0].platform_id, {"type": 2})


async def test_the_type_of_the_creation_is_asked_with_even_when_the_default_has_changed(bench: Bench) -> None:
    bench.configure(type_mismatch="not_exist")
    offer, order = await bench.submitted(bench.upstream())
    assert isinstance(await bench.upstream(default_enhance_type="colour").poll(offer, order), Finished)


@pytest.mark.parametrize("keeps_main", [True, False])
async def test_a_type_with_several_outputs_gives_them_all(bench: Bench, *, keeps_main: bool) -> None:
    bench.configure(multi_keeps_outputurl=keeps_main, outputs=3)
    upstream = bench.upstream(multi_output_types=[2])
    offer, order = await bench.submitted(upstream, mode="2")
    got = await upstream.poll(offer, order)
    assert isinstance(got, Finished)
    assert len({found.url for found in got.found}) == 3


async def test_colourising_gives_several_pictures_and_every_other_type_one(bench: Bench) -> None:
    bench.configure(enhance_types={"colours": 7, "mend": 3}, multi_output_types=frozenset({7}), faces=4)
    upstream = bench.upstream(types={"colorize": 7, "restore": 3})
    _, colouring, mending = upstream.offers
    for offer, pictures in ((colouring, 3), (mending, 1)):
        sent = await bench.sent(upstream, offer, bench.asking(NoOptions()))
        got = await upstream.poll(*sent)
        assert isinstance(got, Finished)
        assert len({found.url for found in got.found}) == pictures
    assert [task.tool for task in bench.vendor.paid_tasks] == ["7", "3"]


@pytest.mark.parametrize("faces", [0, 4])
async def test_faces_are_not_posted(bench: Bench, faces: int) -> None:
    bench.configure(faces=faces)
    upstream = bench.upstream()
    got = await upstream.poll(*await bench.submitted(upstream))
    assert isinstance(got, Finished)
    assert len(got.found) == 1


@pytest.mark.parametrize("numbers", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 0, 0), (2, 3, 0, 1)])
@pytest.mark.parametrize("mapped", [True, False])
async def test_no_numbering_of_the_states_confuses_us(
    bench: Bench, numbers: tuple[int, int, int, int], *, mapped: bool
) -> None:
    queued, running, done, failed = numbers
    bench.configure(status_map=StatusNumbers(queued=queued, running=running, done=done, failed=failed))
    status_map = {str(queued): "pending", str(running): "pending", str(failed): "failed", str(done): "succeeded"}
    upstream = bench.upstream(status_map=status_map if mapped else {})
    assert isinstance(await upstream.poll(*await bench.submitted(upstream)), Finished)


async def test_numbers_sent_as_text_are_read(bench: Bench) -> None:
    bench.configure(numbers_as_strings=True)
    upstream = bench.upstream(status_map={"0": "pending", "1": "pending", "2": "succeeded", "3": "failed"})
    assert isinstance(await upstream.poll(*await bench.submitted(upstream)), Finished)


async def test_a_failed_task_is_broken_with_its_own_code(bench: Bench) -> None:
    bench.vendor.scripts.append(Script.FAIL_LATER)
    upstream = bench.upstream()
    got = await upstream.poll(*await bench.submitted(upstream))
    assert isinstance(got, Broke)
    assert got.sentence.values["code"] == "9000003"


async def test_a_task_that_never_ends_stays_pending(bench: Bench) -> None:
    bench.vendor.scripts.append(Script.NEVER_FINISH)
    upstream = bench.upstream()
    assert isinstance(await upstream.poll(*await bench.submitted(upstream)), Pending)


@pytest.mark.parametrize("http_status", [200, 400, 500])
@pytest.mark.parametrize("null_data", [True, False])
@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (paint(size=(63, 80)), "1001002"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20_971_520, "1001003"),
        (b"no picture at all", "1001004"),
    ],
    ids=["too small", "too large", "no picture"],
)
async def test_a_picture_that_is_not_accepted_is_rejected_with_its_code(
    bench: Bench, picture: bytes, code: str, http_status: int, *, null_data: bool
) -> None:
    bench.configure(business_error_http_status=http_status, data_null_on_error=null_data)
    upstream = bench.upstream()
    with pytest.raises(Rejected) as caught:
        await upstream.submit(upstream.offers[0], bench.order(picture))
    assert type(caught.value) is Rejected
    assert caught.value.sentence.values["code"] == code
    assert bench.vendor.paid_tasks == []


async def test_a_refused_creation_is_rejected(bench: Bench) -> None:
    bench.vendor.scripts.append(Script.FAIL_AT_CREATE)
    upstream = bench.upstream()
    with pytest.raises(Rejected, match="1001001: Create task failed"):
        await upstream.submit(upstream.offers[0], bench.order())


async def test_an_empty_account_concerns_the_admins(bench: Bench) -> None:
    bench.vendor.credits = 0
    upstream = bench.upstream()
    with pytest.raises(KeyRejected) as caught:
        await upstream.submit(upstream.offers[0], bench.order())
    assert caught.value.sentence.reason is Reason.OUT_OF_CREDITS


async def test_an_unknown_code_is_passed_through(bench: Bench) -> None:
    bench.configure(unknown_type_code=1009999)
    upstream = bench.upstream()
    with pytest.raises(Rejected) as caught:
        await upstream.submit(upstream.offers[0], bench.order(mode="77"))
    assert caught.value.sentence.values["code"] == "1009999"
    assert "1009999" in caught.value.detail


@pytest.mark.parametrize(
    "fault",
    [
        Fault.DROP_BEFORE_COMMIT,
        Fault.DROP_AFTER_COMMIT,
        Fault.UNAVAILABLE,
        Fault.UNAVAILABLE_AFTER_COMMIT,
        Fault.NOT_JSON,
        Fault.HTML,
        Fault.MISSING_FIELDS,
        Fault.MISSING_DATA,
        Fault.ENDLESS,
    ],
)
async def test_a_creation_without_a_usable_answer_is_unknown_and_cannot_be_looked_up(
    bench: Bench, fault: Fault
) -> None:
    bench.vendor.faults.add(fault)
    upstream, order = bench.upstream(), bench.order()
    with pytest.raises(Unknown):
        await upstream.submit(upstream.offers[0], order)
    assert await upstream.look_up(upstream.offers[0], order) is None
    assert len(bench.vendor.calls) == 1


async def lapsed() -> bool:
    """A lease that is over."""
    return False


async def test_a_fence_holds_a_submission_back_and_no_question(bench: Bench) -> None:
    upstream = bench.upstream()
    paid, order = bench.order(), replace(bench.order(), fence=lapsed)
    await upstream.submit(upstream.offers[0], paid)  # the connection stays open
    with pytest.raises(Fenced):
        await upstream.submit(upstream.offers[0], order)
    assert [task.own_id for task in bench.vendor.paid_tasks] == [paid.task_id]
    taken = UpstreamId(bench.vendor.paid_tasks[0].platform_id)
    fenced = replace(order, task_id=paid.task_id, upstream_id=taken, memo={"type": 1})
    await bench.vendor.idle()
    assert isinstance(await upstream.poll(upstream.offers[0], fenced), Finished)


async def test_a_silent_vendor_is_left_at_the_deadline(bench: Bench) -> None:
    bench.vendor.faults.add(Fault.HANG)
    upstream = bench.upstream(create_timeout_s=0.1)
    with pytest.raises(Unknown):
        await upstream.submit(upstream.offers[0], bench.order())


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.DROP_BEFORE_COMMIT, Unreachable),
        (Fault.UNAVAILABLE, Unreachable),
        (Fault.NOT_JSON, Garbled),
        (Fault.HTML, Garbled),
        (Fault.WRONG_TYPES, Garbled),
        (Fault.ENDLESS, Garbled),
    ],
)
async def test_a_failed_query_leaves_the_task_as_it_is(bench: Bench, fault: Fault, kind: type[BotError]) -> None:
    upstream = bench.upstream()
    offer, order = await bench.submitted(upstream)
    bench.vendor.faults.add(fault)
    with pytest.raises(kind):
        await upstream.poll(offer, order)
    assert isinstance(await upstream.poll(offer, order), Finished)


async def test_a_lie_about_the_end_is_not_believed(bench: Bench) -> None:
    upstream = bench.upstream(status_map={"0": "pending", "1": "pending", "2": "succeeded", "3": "failed"})
    offer, order = await bench.submitted(upstream)
    bench.vendor.faults.add(Fault.LIE)
    with pytest.raises(Garbled):
        await upstream.poll(offer, order)


async def test_a_vanished_task_is_broken(bench: Bench) -> None:
    upstream = bench.upstream()
    got = await upstream.poll(upstream.offers[0], bench.order(upstream_id="never-made", memo={"type": 1}))
    assert isinstance(got, Broke)
    assert got.sentence.values["code"] == "1002001"


async def test_a_call_that_fails_for_an_unknown_reason_leaves_the_task_as_it_is(bench: Bench) -> None:
    upstream = bench.upstream()
    async with serving(servers.answer(200, b'{"code": 1009999, "msg": "busy"}')) as server:
        busy = bench.upstream(base_url=server.origin)
        with pytest.raises(Garbled, match="1009999: busy"):
            await busy.poll(upstream.offers[0], bench.order(upstream_id="a", memo={"type": 1}))


@pytest.mark.parametrize(
    ("known", "missing"), [({"upstream_id": "a", "memo": {"type": "one"}}, "type"), ({"memo": {"type": 1}}, "id")]
)
async def test_a_row_that_does_not_hold_what_is_needed_is_garbled(
    bench: Bench, known: dict[str, Any], missing: str
) -> None:
    upstream = bench.upstream()
    with pytest.raises(Garbled, match=f"task's {missing} was not remembered"):
        await upstream.poll(upstream.offers[0], bench.order(**known))
    assert bench.vendor.calls == []
