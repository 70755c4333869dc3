"""What is ordered of an offer, and what the picture that comes has to be like."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.discord import Conversation, Message, Upload
from tests.journeys.fixture import Stage
from tests.journeys.test_consent import asks, labels
from tests.journeys.works import is_done

Given = Mapping[str, bytes]
"""The pictures that were sent in, by slot."""

Promise = Callable[[Given, list[bytes]], None]
"""Raises AssertionError where what was made is not what the tool promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One order that only `offer` can fill at these settings, as a person gives it; `words` says what is special."""

    offer: str
    command: str
    promise: Promise
    pictures: Mapping[str, Callable[[], Upload]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""

    @property
    def name(self) -> str:
        """For the list of tests."""
        return f"{self.offer} {self.words}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What came of it."""

    message: Message
    task: Task
    given: Given


async def order(stage: Stage, exhibit: Exhibit) -> tuple[Conversation, Given]:
    """Mia gives the order, and says yes where it is dearer than it seemed."""
    uploads = {slot: make() for slot, make in exhibit.pictures.items()}
    conversation = await stage.mia.slash(stage.channel, exhibit.command, **uploads, **exhibit.options)
    message = await conversation.until(lambda message: asks(message) or is_done(message))
    if asks(message):
        conversation = await stage.mia.press(message, labels(message)[0])
    return conversation, {slot: upload.data for slot, upload in uploads.items()}


async def show(stage: Stage, exhibit: Exhibit) -> Shown:
    """Mia orders, and is handed something, which keeps the promise."""
    conversation, given = await order(stage, exhibit)
    message = await conversation.until(is_done)
    assert message.attachments, message.content
    task = await stage.until_task(lambda task: task.state is State.DELIVERED)
    assert (task.tool, task.offer) == (exhibit.command, exhibit.offer)
    await asyncio.to_thread(exhibit.promise, given, [attachment.data for attachment in message.attachments])
    return Shown(message=message, task=task, given=given)
