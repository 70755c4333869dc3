from bot.domain.lifecycle import State
from bot.domain.sentences import Reason
from bot.engine.duties import DUTIES
from tests.engine.bench import Bench


async def test_a_paid_submission_that_was_interrupted_is_never_sent_again(bench: Bench) -> None:
    task = await bench.interrupted()
    for _ in range(20):
        await bench.later(60)
    assert bench.vendor.submissions.orders == []
    assert await bench.path(task) == ["submitting", "uncertain", "expired", "refunded"]


async def test_a_free_submission_that_was_interrupted_is_done_again(bench: Bench) -> None:
    bench.vendor.does(repeatable=True)
    task = await bench.interrupted()
    await bench.work()
    assert [order.task_id for order in bench.vendor.submissions.orders] == [task.id]
    assert await bench.path(task) == ["submitting", "accepted", "submitting", "running"]


async def test_a_free_submission_that_is_always_interrupted_ends(bench: Bench) -> None:
    bench.vendor.does(repeatable=True)
    task = await bench.interrupted()
    bench.clock.shift(task.deadline_at - bench.clock.now())
    bench.shelf.answers("input.png", 503)
    await bench.work()
    await bench.later(bench.desk.settings.submit_deadline_s)
    assert (await bench.refunded()).id == task.id


async def test_what_was_submitted_to_an_offer_that_is_gone_is_not_lost(bench: Bench) -> None:
    task = await bench.interrupted()
    bench.vendor.does(key="vendor.enhance.v2")
    moved = await DUTIES[State.SUBMITTING](bench.desk, task)
    assert moved is not None
    assert moved.state is State.UNCERTAIN


async def test_a_picture_that_takes_every_process_down_with_it_is_given_up(bench: Bench) -> None:
    bench.vendor.does(repeatable=True)
    task = await bench.interrupted()
    await DUTIES[State.SUBMITTING](bench.desk, task)
    assert (await bench.look(task)).attempts == 1
    await bench.books.overwrite(task.id, state=State.SUBMITTING, attempts=3)
    await bench.work()
    assert await bench.refused() is Reason.CRASHED
    assert bench.vendor.submissions.orders == []
