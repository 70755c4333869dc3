from bot.domain.errors import Rejected
from bot.domain.lifecycle import State
from bot.domain.quota import Spent
from bot.domain.sentences import Reason
from tests.engine.bench import Bench

NO = Rejected(Reason.UPSTREAM_REFUSED, provider="Vendor", code="7")


async def test_the_person_is_told_before_the_task_is_closed(bench: Bench) -> None:
    bench.vendor.submissions.are(NO)
    await bench.ask_and_work()
    (told,) = bench.mailbox.explained
    assert (told.state, told.failure) == (State.FAILED, NO.sentence)


async def test_the_credits_come_back_where_nobody_hears_too(bench: Bench) -> None:
    bench.mailbox.hears = False
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
