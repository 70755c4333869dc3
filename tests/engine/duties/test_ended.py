from bot.domain.errors import Rejected
from bot.domain.lifecycle import State
from bot.domain.quota import Spent
from bot.domain.sentences import Reason
from bot.engine.ports import Blocked
from tests.engine.bench import Bench

NO = Rejected(Reason.UPSTREAM_REFUSED, provider="Vendor", code="7")


async def test_the_person_is_told_before_the_task_is_closed(bench: Bench) -> None:
    bench.vendor.submissions.are(NO)
    await bench.ask_and_work()
    (told,) = bench.mailbox.explained
    assert (told.state, told.failure) == (State.FAILED, NO.sentence)


async def test_the_credits_come_back_where_nobody_hears_too(bench: Bench) -> None:
    bench.mailbox.unheard = Blocked(why="nobody is there", again_s=None)
    bench.vendor.submissions.are(NO)
    task = await bench.ask_and_work()
    assert (await bench.refunded()).id == task.id
    assert await bench.books.spent(now=bench.clock.now()) == Spent()


async def test_a_refunded_task_is_over(bench: Bench) -> None:
    bench.vendor.submissions.are(NO)
    task = await bench.ask_and_work()
    await bench.later(3600)
    assert (await bench.refunded()).due_at is None
    assert await bench.books.column(task.id, "token_sealed") is None
    assert await bench.books.column(task.id, "lease_until") is None


async def test_who_cannot_be_told_now_is_told_later_and_refunded_then(bench: Bench) -> None:
    bench.mailbox.unheard = Blocked(why="Discord is down", again_s=30)
    bench.vendor.submissions.are(NO)
    task = await bench.ask_and_work()
    assert task.state is State.FAILED
    bench.mailbox.unheard = None
    await bench.later(31)
    assert await bench.path(task) == ["submitting", "failed", "refunded"]
    assert len(bench.mailbox.explained) == 2


async def test_the_credits_do_not_wait_for_ever_for_somebody_to_be_told(bench: Bench) -> None:
    bench.mailbox.unheard = Blocked(why="Discord is down", again_s=30)
    bench.vendor.submissions.are(NO)
    task = await bench.ask_and_work()
    for _ in range(70):
        await bench.later(60)
    assert await bench.books.entries(task.id) == [("hold", 2), ("release", -2)]
