"""What a person gets for a command of Img Open's, who else sees it, and what the vendor was sent and has billed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.discord import Conversation, Message, Person
from tests.journeys.endings import paid
from tests.journeys.fixture import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What came of one command: the message that Mia is left with, her task, and what the vendor was sent for it."""

    message: Message
    task: Task
    body: dict[str, Any]


def is_done(message: Message) -> bool:
    """Whether nothing more will happen to it."""
    return "Delete" in message.buttons


async def make(stage: Stage, command: str, *, at: str, private: bool = False, **options: Any) -> Work:
    """Mia's only command so far, brought to its end, with one bill of the endpoint `at`.

    Everybody in the channel sees the answer; if she asked for privacy, she alone does.
    """
    asked = await stage.mia.slash(stage.channel, command, **options, **({"private": True} if private else {}))
    work = await finish(stage, asked, at=at)
    assert [message.id for message in stage.mia.sees(stage.channel)] == [work.message.id]
    assert [message.text for message in somebody_else(stage).sees(stage.channel)] == [work.message.text][: not private]
    assert paid(stage) == [at]
    assert (await stage.spent()).person_day == work.task.price > 0
    return work


async def finish(stage: Stage, conversation: Conversation, *, at: str) -> Work:
    """The end of the command that was used last; the last bill of the endpoint `at` is for it."""
    message = await conversation.until(is_done)
    task = await _latest(stage, lambda task: task.state is State.DELIVERED)
    bodies = [call.body for call in stage.vendors.imgopen.calls if call.endpoint == at]
    bills = [bill.own_id for bill in stage.vendors.imgopen.paid_tasks if bill.tool == at]
    assert bills[-1] in {task.id, ""}  # some endpoints are told no id of ours
    return Work(message=message, task=task, body=bodies[-1])


async def refuse(stage: Stage, conversation: Conversation) -> Message:
    """The one sentence that a command ends in, after which nothing is billed that was not before."""
    before = paid(stage)
    message = await conversation.answer()
    assert paid(stage) == before
    assert message.attachments == ()
    return message


def rendered(message: Message) -> str:
    """What it says, without the backslashes that keep names from being read as formatting."""
    return message.content.replace("\\", "")


def somebody_else(stage: Stage) -> Person:
    """Another member of Mia's server, who reads along."""
    return stage.discord.add_person("Noa", stage.guild)


async def _latest(stage: Stage, fits: Callable[[Task], bool]) -> Task:
    newest = (await stage.tasks())[0].id
    return await stage.until_task(lambda task: task.id == newest and fits(task))
