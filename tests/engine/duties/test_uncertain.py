from bot.domain.errors import Garbled
from bot.domain.ids import UpstreamId
from bot.domain.lifecycle import State
from bot.domain.outcomes import Broke, Pending
from bot.domain.sentences import Reason, Sentence
from tests.engine.bench import Bench
from tests.engine.vendor import KEY, unreachable

UNKNOWN_TASK = Broke(sentence=Sentence.of(Reason.SUBMISSION_LOST, provider="Vendor"))


async def test_what_the_provider_does_have_goes_on(bench: Bench) -> None:
    bench.vendor.look_ups.are(Pending(upstream_id=UpstreamId("u-3")))
    task = await bench.interrupted()
    await bench.work()
    assert (await bench.look(task)).upstream_id == "u-3"
    await bench.later(60)
    assert await bench.path(task) == ["submitting", "uncertain", "running", "finished", "saved", "delivered"]


async def test_the_provider_is_asked_by_our_own_id(bench: Bench) -> None:
    task = await bench.interrupted()
    await bench.work()
    (order,) = bench.vendor.look_ups.orders
    assert (order.task_id, order.upstream_id) == (task.id, None)


async def test_a_result_that_is_there_already_is_fetched(bench: Bench) -> None:
    bench.vendor.look_ups.are(bench.finished())
    task = await bench.interrupted()
    await bench.work()
    assert await bench.state(task) is State.DELIVERED


async def test_where_nobody_can_be_asked_the_credits_come_back_at_the_deadline_with_the_truth(bench: Bench) -> None:
    task = await bench.interrupted()
    while bench.clock.now() < task.deadline_at:
        assert await bench.state(task) in {State.SUBMITTING, State.UNCERTAIN}
        await bench.later(30)
    await bench.later(60)
    assert await bench.refused() is Reason.SUBMISSION_UNCLEAR
    assert bench.vendor.submissions.orders == []


async def test_an_unknown_task_is_not_believed_while_the_request_may_be_on_its_way(bench: Bench) -> None:
    bench.vendor.submissions.are(Garbled(Reason.UPSTREAM_GARBLED, provider="Vendor"))
    bench.vendor.look_ups.are(UNKNOWN_TASK)
    task = await bench.ask_and_work()
    await bench.later(30)
    assert await bench.state(task) is State.UNCERTAIN
    await bench.later(31)
    assert await bench.refused() is Reason.SUBMISSION_LOST


async def test_a_look_up_that_fails_is_done_again(bench: Bench) -> None:
    bench.vendor.look_ups.are(
        unreachable(), Garbled(Reason.UPSTREAM_GARBLED, provider="Vendor"), Pending(upstream_id=UpstreamId("u"))
    )
    task = await bench.interrupted()
    for _ in range(3):
        await bench.later(10)
    assert await bench.state(task) is State.RUNNING


async def test_without_the_key_it_was_submitted_with_it_waits_for_the_deadline(bench: Bench) -> None:
    bench.vendor.takes_a_key(operators=KEY)
    bench.vendor.submissions.are(Garbled(Reason.UPSTREAM_GARBLED, provider="Vendor"))
    task = await bench.ask_and_work()
    bench.vendor.operator_credentials = None
    await bench.later(60)
    assert (await bench.state(task), bench.vendor.look_ups.orders[1:]) == (State.UNCERTAIN, [])
    await bench.later(bench.vendor.pace.poll_deadline_s)
    assert await bench.refused() is Reason.SUBMISSION_UNCLEAR
