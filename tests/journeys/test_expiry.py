"""More results wait than can be fetched at once, and their addresses die one after the other."""

from datetime import timedelta

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.upstreams import Fault, ImgOpenConfig, MagicTigerConfig
from bot.sandbox.upstreams.faults import RESULT
from tests.journeys.fixture import PATIENT, Stage
from tests.journeys.trades import IMGOPEN, MAGICTIGER, Trade

ONE_AT_A_TIME = PATIENT.model_copy(update={"duties_at_once": 1})
QUICK_S = 0.05


async def _order(stage: Stage, trade: Trade, state: State) -> Task:
    """One more task, as soon as it is there."""
    before = {task.id for task in await stage.tasks()}
    await trade.order(stage)
    return await stage.until_task(lambda task: task.id not in before and task.state is state)


async def test_with_a_full_queue_the_result_that_expires_first_is_fetched_first(stage: Stage) -> None:
    """What was ordered first is made last. How long Magic Tiger keeps a result, nobody knows: that is the most urgent.

    The first bot cannot fetch anything; the second one fetches and posts one after the other.
    """
    imgopen, magictiger = stage.vendors.imgopen, stage.vendors.magictiger
    for vendor in (imgopen, magictiger):
        vendor.faults.add(Fault.UNAVAILABLE, endpoint=RESULT, times=1000)
    providers = stage.settings["providers"]
    known = providers.imgopen.model_copy(update={"result_ttl_s": 3600})
    async with stage.bot_runs(providers=providers.model_copy(update={"imgopen": known})):
        IMGOPEN.takes_its_time(stage)
        last = await _order(stage, IMGOPEN, State.RUNNING)
        imgopen.config = ImgOpenConfig(processing_s=QUICK_S)
        magictiger.config = MagicTigerConfig(processing_s=QUICK_S)
        second = await _order(stage, IMGOPEN, State.FINISHED)
        first = await _order(stage, MAGICTIGER, State.FINISHED)
        IMGOPEN.hurry(stage, last)
        await stage.until_task(lambda task: task.id == last.id and task.state is State.FINISHED)
    for vendor in (imgopen, magictiger):
        vendor.faults._plans.clear()
    stage.clock.shift(timedelta(minutes=1))
    async with stage.bot_runs(engine=ONE_AT_A_TIME):
        await stage.until_task(lambda task: task.id == last.id and task.state is State.DELIVERED)

    delivered = sorted(await stage.tasks(), key=lambda task: str(task.delivered_at))
    assert [task.id for task in delivered] == [first.id, second.id, last.id]
