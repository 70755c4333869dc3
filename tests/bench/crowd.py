"""People who all want a picture."""

import asyncio
import itertools
from dataclasses import dataclass

from bot.sandbox.discord import Conversation
from tests.bench.pictures import snapshot
from tests.bench.stage import Posted, Stage

UNANSWERED_MS = 3_000.0
"""After so long Discord says that the application did not respond, and no answer is taken any more."""

_PATIENCE_S = 120
_NEVER = Posted(at=0.0, filename="")
_turns = itertools.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One command and its picture."""

    conversation: Conversation
    posted: Posted

    @property
    def acknowledged_ms(self) -> float:
        """How long the person saw nothing at all."""
        return self.conversation.acknowledged_after_ms or UNANSWERED_MS


async def visit(stage: Stage) -> Visit:
    """Ask for a picture and wait until it is there, unless nobody answers at all. Raises TimeoutError."""
    person = stage.people[next(_turns) % len(stage.people)]
    conversation = await person.slash(stage.channel, "enhance", image=snapshot(), provider="magictiger")
    picture = stage.posts.expect(conversation.token)
    await asyncio.wait({picture}, timeout=UNANSWERED_MS / 1000)
    if conversation.acknowledged_after_ms is None:
        return Visit(conversation=conversation, posted=_NEVER)
    return Visit(conversation=conversation, posted=await asyncio.wait_for(picture, _PATIENCE_S))


async def crowd(stage: Stage, count: int, *, at_once: int) -> list[Visit]:
    """So many visits, never more than `at_once` under way; in the order in which they began."""
    room = asyncio.Semaphore(at_once)

    async def enter() -> Visit:
        async with room:
            return await visit(stage)

    async with asyncio.TaskGroup() as group:
        visits = [group.create_task(enter(), name="visit") for _ in range(count)]
    return [done.result() for done in visits]
