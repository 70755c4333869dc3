"""A process that dies anywhere between a command and the answer to its question: another one goes on, and pays once."""

from collections import Counter
from contextlib import suppress

import pytest

from bot.domain.errors import Refused
from bot.domain.ids import UpstreamId
from bot.domain.lifecycle import State
from bot.domain.outcomes import Pending
from bot.domain.tasks import Task
from bot.domain.toolbox.portrait import Asking
from bot.engine.milestones import Milestones
from tests.engine.bench import Bench
from tests.engine.swap import HOLD, SWAPPED, WHOLE_WAY, Swap, delivered
from tests.engine.working import EAGER, heard, working
from tests.storage.requests import MINUTE

BEFORE_THE_ANSWER = (
    "accepted intend",
    "submit",
    "submitting confirm",
    "poll",
    "running finish",
    "fetch result",
    "finished save",
    "ask",
    "saved ask",
)
AFTER_THE_ANSWER = (
    "asking choose",
    "accepted intend",
    "submit",
    "submitting confirm",
    "poll",
    "running finish",
    "fetch result",
    "finished save",
    "post",
    "saved deliver",
)
SIDES = ("before", "after")


class PowerCut(BaseException):
    """Nothing in the program survives it."""


async def die(bench: Bench, place: str, task: Task | None = None) -> None:
    """Work in a process that dies when it comes to `place`; at first the `task` is answered, if there is one."""

    def reach(reached: str) -> None:
        if reached == place:
            raise PowerCut

    dying = bench.restarted(milestones=Milestones(reach))
    with suppress(PowerCut):
        if task is not None:
            await Swap(dying).pick(task, 2)
        await dying.work()
        await dying.later(30)
        pytest.fail(f"{place} was never reached")


async def outlived(bench: Bench) -> None:
    """What another process does, once the leases of the dead one are over."""
    for _ in range(8):
        await bench.later(2 * MINUTE.total_seconds())


async def ended_well(bench: Bench, task: Task) -> None:
    """Delivered once or given back once; nothing was sent twice."""
    done = await bench.look(task)
    assert done.state in {State.DELIVERED, State.REFUNDED}
    hold, (entry, credits_back) = await bench.books.entries(task.id)
    expected = ("capture", 0) if done.state is State.DELIVERED else ("release", -4)
    assert (hold, (entry, credits_back)) == (HOLD, expected)
    assert max(Counter(order.own_id for order in bench.vendor.submissions.orders).values()) == 1
    shown = [picture.data for post in bench.mailbox.posts for picture in post.pictures]
    assert set(shown) == ({SWAPPED} if done.state is State.DELIVERED else set())


@pytest.fixture
def swap(bench: Bench) -> Swap:
    """The vendor knows what it was sent, also after a power cut of ours."""
    bench.vendor.look_ups.are(Pending(upstream_id=UpstreamId("u-1")))
    return Swap(bench)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("place", BEFORE_THE_ANSWER)
async def test_a_question_survives_the_death_of_the_process(bench: Bench, swap: Swap, place: str, side: str) -> None:
    task = await bench.studio.start(swap.request())
    assert task is not None
    await die(bench, f"{side} {place}")
    bench.clock.shift(2 * MINUTE)
    await bench.work()
    await bench.later(2 * MINUTE.total_seconds())
    assert await bench.state(task) is State.ASKING
    await swap.pick(task, 2)
    await outlived(bench)
    await ended_well(bench, task)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("place", AFTER_THE_ANSWER)
async def test_an_answer_survives_the_death_of_the_process(bench: Bench, swap: Swap, place: str, side: str) -> None:
    task = await swap.asked()
    await die(bench, f"{side} {place}", task)
    if (place, side) == ("asking choose", "before"):
        await swap.pick(task, 2)
    else:
        with pytest.raises(Refused):
            await swap.pick(task, 3)
    await outlived(bench)
    await ended_well(bench, task)
    assert await bench.state(task) is State.DELIVERED


@pytest.mark.parametrize("side", SIDES)
async def test_where_nobody_need_be_asked_a_death_between_the_rounds_is_survived(bench: Bench, side: str) -> None:
    swap = Swap(bench, faces=1)
    task = await bench.studio.start(swap.request(asking=Asking.ALWAYS))
    assert task is not None
    await die(bench, f"{side} finished choose")
    await outlived(bench)
    await ended_well(bench, task)
    assert bench.mailbox.questions == []


async def test_one_worker_asks_and_another_one_goes_on_with_the_answer(bench: Bench, swap: Swap) -> None:
    bench.vendor.pace = EAGER
    task = await bench.studio.start(swap.request())
    assert task is not None
    async with working(bench):
        await bench.mailbox.asked.get()
    later = bench.restarted()
    await Swap(later).pick(task, 2)
    async with working(later):
        await heard(later)
    assert await bench.path(task) == WHOLE_WAY
    await delivered(swap, task)
