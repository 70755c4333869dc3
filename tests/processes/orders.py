"""What people order."""

from dataclasses import dataclass

from bot.domain.ids import TaskId
from bot.sandbox.discord import Channel, Conversation, Person
from tests.journeys.pictures import png
from tests.journeys.trades import Trade
from tests.processes.house import House


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
    conversation = await person.slash(channel, trade.command, **pictures, provider=trade.provider)
    row = await house.until_row(lambda row: row["interaction_id"] == conversation.id)
    return Order(task_id=TaskId(row["id"]), channel=channel, conversation=conversation)
