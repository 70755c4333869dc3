"""More results wait than can be fetched at once, and their addresses die one after the other."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.discord import Conversation
from bot.sandbox.upstreams import Fault
from bot.sandbox.upstreams.faults import RESULT
from tests.journeys.fixture import PATIENT, Stage
from tests.journeys.pictures import has_picture
from tests.journeys.trades import IMGOPEN, MAGICTIGER, Trade

LONG_ENOUGH_S = 3600
ONE_AT_A_TIME = PATIENT.model_copy(update={"duties_at_once": 1})


async def _finished(stage: Stage, trade: Trade) -> tuple[Task, Conversation]:
    """One more task whose result waits to be fetched."""
    conversation = await trade.order(stage)
    known = {task.id for task in await stage.tasks() if task.state is State.FINISHED}
    return await stage.until_task(lambda task: task.state is State.FINISHED and task.id not in known), conversation


async def test_with_a_full_queue_the_result_that_expires_first_is_fetched_first(stage: Stage) -> None:
    """The later an order, the sooner its result expires; how long Magic Tiger keeps one, nobody knows."""
    providers = stage.settings["providers"]
    vendors = (stage.vendors.imgopen, stage.vendors.magictiger)
    for vendor in vendors:
        vendor.config = replace(vendor.config, processing_s=0.05)
        vendor.faults.add(Fault.UNAVAILABLE, endpoint=RESULT, times=1000)
    finished = []
    for number, trade in zip(count(), (IMGOPEN, IMGOPEN, IMGOPEN, MAGICTIGER), strict=False):
        ttl = {"result_ttl_s": LONG_ENOUGH_S - number * 600}
        imgopen = providers.imgopen.model_copy(update=ttl)
        async with stage.bot_runs(providers=providers.model_copy(update={"imgopen": imgopen})):
            finished.append(await _finished(stage, trade))
    for vendor in vendors:
        vendor.faults._plans.clear()
    stage.clock.shift(timedelta(minutes=1))
    async with stage.bot_runs(engine=ONE_AT_A_TIME):
        for _, conversation in finished:
            await conversation.until(has_picture)
        await stage.until_task(lambda task: task.id == finished[0][0].id and task.state is State.DELIVERED)

    fetched = sorted(await stage.tasks(), key=lambda task: str(task.delivered_at))
    assert [task.id for task in fetched] == [task.id for task, _ in reversed(finished)]
