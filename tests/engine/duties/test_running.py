import pytest

from bot.domain.errors import BotError, Garbled
from bot.domain.ids import UpstreamId
from bot.domain.lifecycle import State
from bot.domain.outcomes import Broke, Pending
from bot.domain.pace import Pace
from bot.domain.sentences import Reason, Sentence
from tests.engine.bench import Bench
from tests.engine.vendor import KEY, unreachable


async def test_a_task_is_not_asked_about_before_it_is_due(bench: Bench) -> None:
    bench.vendor.pace = Pace(poll_initial_s=30)
    await bench.ask_and_work()
    await bench.later(29)
    assert bench.vendor.polls.orders == []
    await bench.later(1)
    assert len(bench.vendor.polls.orders) == 1


async def test_it_is_asked_about_until_it_is_finished(bench: Bench) -> None:
    bench.vendor.polls.are(Pending(), Pending(), bench.finished())
    task = await bench.ask_and_work()
    for polls in (1, 2):
        await bench.later(20)
        assert ((await bench.look(task)).polls, await bench.state(task)) == (polls, State.RUNNING)
    await bench.later(20)
    assert await bench.state(task) is State.DELIVERED


async def test_what_the_provider_tells_is_kept_for_the_next_question(bench: Bench) -> None:
    bench.vendor.submissions.are(Pending(upstream_id=UpstreamId("u"), memo={"a": 1, "b": 1}))
    bench.vendor.polls.are(Pending(memo={"b": 2}), Pending())
    await bench.ask_and_work()
    await bench.later(20)
    await bench.later(20)
    assert [order.memo for order in bench.vendor.polls.orders] == [{"a": 1, "b": 1}, {"a": 1, "b": 2}]


async def test_the_person_hears_the_place_in_the_queue(bench: Bench) -> None:
    bench.vendor.polls.are(Pending(position=4))
    task = await bench.ask_and_work()
    await bench.later(20)
    await bench.desk.announcer.settle(task.id)
    last = bench.mailbox.shown[-1]
    assert (last.position, last.provider_title, last.usual_s) == (4, "Vendor", 10)


@pytest.mark.parametrize(
    "error", [unreachable(), Garbled(Reason.UPSTREAM_GARBLED, provider="Vendor")], ids=["unreachable", "garbled"]
)
async def test_a_question_that_fails_costs_nothing_but_time(bench: Bench, error: BotError) -> None:
    bench.vendor.polls.are(*[error] * 10, bench.finished())
    task = await bench.ask_and_work()
    for _ in range(11):
        assert await bench.state(task) is State.RUNNING
        await bench.later(20)
    assert await bench.state(task) is State.DELIVERED


async def test_without_the_key_it_was_submitted_with_it_waits_for_the_key_to_return(bench: Bench) -> None:
    bench.vendor.takes_a_key(operators=KEY)
    task = await bench.ask_and_work()
    bench.vendor.operator_credentials = None
    await bench.later(60)
    assert (await bench.state(task), bench.vendor.polls.orders) == (State.RUNNING, [])
    bench.vendor.operator_credentials = KEY
    await bench.later(60)
    assert await bench.state(task) is State.DELIVERED


async def test_what_the_provider_gives_up_is_given_back_with_its_reason(bench: Bench) -> None:
    bench.vendor.polls.are(Broke(sentence=Sentence.of(Reason.NO_FACE, slot="image")))
    await bench.ask_and_work()
    await bench.later(60)
    assert await bench.refused() is Reason.NO_FACE


async def test_what_is_not_finished_at_the_deadline_is_given_back(bench: Bench) -> None:
    bench.vendor.polls.are(Pending())
    await bench.ask_and_work()
    await bench.later(bench.vendor.pace.poll_deadline_s)
    assert await bench.refused() is Reason.TIMED_OUT


async def test_a_question_that_fails_at_the_deadline_is_not_the_last_word(bench: Bench) -> None:
    bench.vendor.polls.are(unreachable(), unreachable(), bench.finished())
    task = await bench.ask_and_work()
    await bench.later(bench.vendor.pace.poll_deadline_s)
    for _ in range(2):
        await bench.later(60)
    assert await bench.state(task) is State.DELIVERED


async def test_who_never_answers_is_not_asked_for_ever(bench: Bench) -> None:
    bench.vendor.polls.are(unreachable())
    await bench.ask_and_work()
    await bench.later(bench.vendor.pace.poll_deadline_s)
    for _ in range(bench.desk.settings.fetch_attempts):
        await bench.later(60)
    assert await bench.refused() is Reason.TIMED_OUT


async def test_a_result_that_comes_with_the_last_question_counts(bench: Bench) -> None:
    task = await bench.ask_and_work()
    await bench.later(bench.vendor.pace.poll_deadline_s + 60)
    assert await bench.state(task) is State.DELIVERED


async def test_the_last_question_is_not_put_off_beyond_the_deadline(bench: Bench) -> None:
    bench.vendor.pace = Pace(poll_initial_s=50, poll_max_s=1000, poll_factor=10, poll_deadline_s=60)
    bench.vendor.polls.are(Pending())
    task = await bench.ask_and_work()
    await bench.later(50)
    asked_about = await bench.look(task)
    assert asked_about.due_at == asked_about.deadline_at


async def test_how_long_it_took_is_learnt(bench: Bench) -> None:
    await bench.ask_and_work()
    await bench.later(40)
    learnt_s = await bench.desk.durations.learnt_s(bench.vendor.offer)
    assert learnt_s is not None
    assert learnt_s >= 40
    task = await bench.ask_and_work()
    assert task.due_at is not None
    assert (task.due_at - bench.clock.now()).total_seconds() > 25


@pytest.mark.parametrize("stoppable", [True, False])
async def test_the_person_hears_whether_it_can_still_be_stopped(bench: Bench, *, stoppable: bool) -> None:
    bench.vendor.does(cancellable=stoppable)
    bench.vendor.polls.are(Pending())
    task = await bench.ask_and_work()
    await bench.later(20)
    await bench.desk.announcer.settle(task.id)
    assert [shown.stoppable for shown in bench.mailbox.shown[-2:]] == [stoppable] * 2
