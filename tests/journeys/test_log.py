"""The log of an ordinary day, at its most talkative."""

from bot.domain.lifecycle import State
from tests.journeys import logbook as logbooks
from tests.journeys.fixture import Stage
from tests.journeys.trades import Trade, at_both


@at_both
async def test_not_even_the_debug_log_holds_a_secret(stage: Stage, trade: Trade) -> None:
    with logbooks.opened("DEBUG") as logbook:
        async with stage.bot_runs():
            conversation = await trade.order(stage)
            task = await stage.until_task(lambda task: task.state is State.DELIVERED)

    assert logbook.about(task.id, "delivered")
    assert logbook.about(conversation.token) == []
    assert logbook.leaks(stage) == []
