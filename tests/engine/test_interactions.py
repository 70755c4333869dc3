"""Which interaction a task belongs to, and whose token its reply is written with."""

from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from tests.engine.bench import Bench
from tests.engine.swap import Swap, delivered
from tests.storage.requests import GUILD, USER


async def test_a_command_that_is_replayed_after_the_answer_starts_nothing(bench: Bench) -> None:
    swap = Swap(bench)
    request = swap.request()
    task = await bench.studio.start(request)
    assert task is not None
    await bench.work()
    await bench.later(30)
    await swap.pick(task, 1)
    assert (await bench.look(task)).reply.interaction_id != request.reply.interaction_id
    assert await bench.studio.start(request) is None
    assert len(await bench.studio.recent(GUILD, USER)) == 1


@pytest.mark.parametrize("sources", [("source",), ("source", "source_2")], ids=["the only one", "one of two"])
async def test_an_answer_of_which_discord_may_not_know_leaves_the_commands_token(
    bench: Bench, sources: tuple[str, ...]
) -> None:
    swap = Swap(bench, faces=2)
    task = await swap.asked(*sources)
    await bench.studio.choose(task.id, "source", 1, replace(bench.press(), is_heard=False))
    answered = await bench.look(task)
    assert (answered.options["faces"], answered.reply) == ({"source": 1}, task.reply)


async def test_an_answer_of_which_discord_may_not_know_counts(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await bench.studio.choose(task.id, "source", 1, replace(bench.press(), is_heard=False))
    assert (await swap.end(task)).state is State.DELIVERED
    await delivered(swap, task)
