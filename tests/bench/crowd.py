"""People who all want a picture."""

import asyncio
import itertools
import time
from dataclasses import dataclass

from bot.sandbox.discord import Conversation
from tests.bench.pictures import snapshot
from tests.bench.stage import Stage

_numbers = itertools.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One command and its picture; moments in seconds since the epoch. `name` is the input's, which nobody else has."""

    conversation: Conversation
    name: str
    asked_at: float
    posted_at: float

    @property
    def acknowledged_ms(self) -> float:
        """How long the person saw nothing at all."""
        return self.conversation.acknowledged_after_ms or 0.0


async def visit(stage: Stage) -> Visit:
    """Ask for a picture and wait until it is there."""
    number = next(_numbers)
    person = stage.people[number % len(stage.people)]
    name = f"photo-{number}.png"
    asked_at = time.time()
    conversation = await person.slash(stage.channel, "enhance", image=snapshot(name), provider="magictiger")
    posted_at = await stage.posts.wait(conversation.token)
    return Visit(conversation=conversation, name=name, asked_at=asked_at, posted_at=posted_at)


async def crowd(stage: Stage, count: int, *, at_once: int) -> list[Visit]:
    """So many visits, never more than `at_once` under way; in the order in which they began."""
    room = asyncio.Semaphore(at_once)

    async def enter() -> Visit:
        async with room:
            return await visit(stage)

    async with asyncio.TaskGroup() as group:
        visits = [group.create_task(enter(), name="visit") for _ in range(count)]
    return [done.result() for done in visits]
