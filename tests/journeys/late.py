"""Results that come when the reply's token is already dead."""

from datetime import timedelta

from bot.sandbox.discord import Conversation
from bot.sandbox.upstreams import Fault
from bot.sandbox.upstreams.faults import RESULT
from tests.journeys.fixture import Stage
from tests.journeys.trades import MAGICTIGER

LONGER_THAN_A_TOKEN_LIVES = timedelta(minutes=16)


async def order_for_later(stage: Stage, **options: object) -> Conversation:
    """Mia's task is made, and while its result is being fetched, the token of her interaction dies."""
    magictiger = stage.vendors.magictiger
    magictiger.faults.slow_s = 0.3
    magictiger.faults.add(Fault.SLOW, endpoint=RESULT)
    conversation = await MAGICTIGER.order(stage, **options)
    await magictiger.faults.met(Fault.SLOW)
    stage.clock.shift(LONGER_THAN_A_TOKEN_LIVES)
    return conversation
