"""Who has the credits back has cost the operator all the same: so often a day, and no more."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.errors import Refused
from bot.domain.lifecycle import State
from bot.domain.outcomes import Broke
from bot.domain.quota import Spent, day_start
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.settings import EngineSettings
from tests.engine.bench import Bench, open_bench
from tests.engine.swap import Swap
from tests.engine.vendor import KEY
from tests.media.runners import OneProcess
from tests.storage.requests import DAY, GUILD, HOUR, USER

MOST = 2
REFUSED = Sentence.of(Reason.TOO_MANY_GIVEN_BACK, given_back=MOST)
NOTHING = Broke(sentence=Sentence.of(Reason.NO_FACE, slot="image"))


@pytest.fixture
async def strict(database_url: str, pool: OneProcess) -> AsyncIterator[Bench]:
    """The operator pays, and it is noon."""
    settings = EngineSettings(given_back_per_person_day=MOST, idle_max_s=0.05)
    async with open_bench(database_url, pool, settings=settings) as bench:
        bench.vendor.takes_a_key(operators=KEY)
        now = bench.clock.now()
        bench.clock.shift(day_start(now) + DAY + 12 * HOUR - now)
        yield bench


async def come_to_nothing(bench: Bench, times: int = MOST) -> None:
    """Requests that the provider takes on, and then makes nothing of."""
    bench.vendor.polls.are(NOTHING)
    for _ in range(times):
        task = await bench.ask_and_work()
        await bench.later(30)
        assert await bench.state(task) is State.REFUNDED


async def refusal(bench: Bench, **changes: object) -> Sentence:
    """Why another request is turned away, with nothing stored and nothing held."""
    before = await so_far(bench)
    with pytest.raises(Refused) as caught:
        await bench.ask(**changes)
    assert await so_far(bench) == before
    return caught.value.sentence


async def so_far(bench: Bench) -> tuple[list[Task], Spent]:
    return await bench.studio.recent(GUILD, USER), await bench.books.spent(now=bench.clock.now())


async def test_who_had_as_many_requests_come_to_nothing_today_is_refused(strict: Bench) -> None:
    await come_to_nothing(strict)
    assert await refusal(strict) == REFUSED


async def test_who_had_fewer_come_to_nothing_goes_on(strict: Bench) -> None:
    await come_to_nothing(strict, MOST - 1)
    await strict.ask()


async def test_it_is_counted_over_all_servers(strict: Bench) -> None:
    await come_to_nothing(strict)
    assert await refusal(strict, guild_id=GUILD + 1) == REFUSED


async def test_what_others_had_come_to_nothing_is_theirs(strict: Bench) -> None:
    await come_to_nothing(strict)
    await strict.ask(user_id=USER + 1)


async def test_what_was_delivered_is_not_counted(strict: Bench) -> None:
    for _ in range(MOST):
        task = await strict.ask_and_work()
        await strict.later(30)
        assert await strict.state(task) is State.DELIVERED
    await strict.ask()


async def test_what_was_refused_before_it_was_submitted_is_not_counted(strict: Bench) -> None:
    for _ in range(MOST):
        task = await strict.ask()
        strict.shelf.answers("input.png", 404)
        await strict.work()
        assert await strict.state(task) is State.REFUNDED
        strict.shelf.recovers("input.png")
    await strict.ask()


async def test_what_the_servers_own_key_has_paid_is_not_counted(strict: Bench) -> None:
    async with strict.desk.database.transaction() as connection:
        await strict.vault.put(connection, GUILD, strict.vendor.id, KEY, by=USER, now=strict.clock.now())
    await come_to_nothing(strict)
    async with strict.desk.database.transaction() as connection:
        await strict.vault.remove(connection, GUILD, strict.vendor.id)
    await strict.ask()


async def test_who_pays_with_the_servers_own_key_is_not_refused(strict: Bench) -> None:
    await come_to_nothing(strict)
    async with strict.desk.database.transaction() as connection:
        await strict.vault.put(connection, GUILD, strict.vendor.id, KEY, by=USER, now=strict.clock.now())
    await strict.ask()


async def test_what_came_to_nothing_yesterday_is_not_counted(strict: Bench) -> None:
    await come_to_nothing(strict)
    strict.clock.shift(timedelta(hours=12))
    await strict.ask()


async def test_a_question_that_is_cancelled_instead_of_answered_is_counted(strict: Bench) -> None:
    swap = Swap(strict)
    for _ in range(MOST):
        task = await swap.asked()
        await strict.studio.cancel(task.id, USER)
        await strict.work()
        assert await strict.state(task) is State.REFUNDED
    assert await refusal(strict) == REFUSED


async def test_a_question_whose_answer_is_cancelled_before_it_is_submitted_is_counted(strict: Bench) -> None:
    swap = Swap(strict)
    for _ in range(MOST):
        task = await swap.asked()
        await swap.pick(task, 1)
        await strict.studio.cancel(task.id, USER)
        await strict.work()
        assert await strict.state(task) is State.REFUNDED
    assert await refusal(strict) == REFUSED
