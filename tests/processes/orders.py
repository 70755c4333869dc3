"""What people order."""

from dataclasses import dataclass, replace

from bot.domain.ids import TaskId
from bot.domain.lifecycle import State
from bot.sandbox.discord import Channel, Conversation, Person
from bot.sandbox.upstreams.vendor import Vendor
from tests.journeys.pictures import png
from tests.journeys.trades import MAGICTIGER, Trade
from tests.processes.house import House

_ETERNITY_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command that was taken, and what comes of it."""

    task_id: TaskId
    channel: Channel
    conversation: Conversation


async def order(house: House, trade: Trade, *, channel: Channel | None = None, person: Person | None = None) -> Order:
    """Somebody (Mia) uses a command somewhere (in her channel); there is a task for it."""
    person, channel = person or house.mia, channel or house.channel
    pictures = {slot: png(name=f"{slot}.png") for slot in trade.slots}
    conversation = await person.slash(channel, trade.command, **pictures, **trade.options, provider=trade.provider)
    row = await house.until_row(lambda row: row["interaction_id"] == conversation.id)
    return Order(task_id=TaskId(row["id"]), channel=channel, conversation=conversation)


async def order_in_the_making(house: House) -> Order:
    """Magic Tiger has it in hand until it is hurried."""
    vendor = house.vendors.magictiger
    usual, vendor.config = vendor.config, replace(vendor.config, processing_s=_ETERNITY_S)
    making = await order(house, MAGICTIGER)
    await house.until_in(making.task_id, State.RUNNING)
    vendor.config = usual
    return making


def hurry(vendor: Vendor) -> None:
    """What it has in hand is ready now."""
    for job in vendor.workshop._running:
        job.hurry.set()
