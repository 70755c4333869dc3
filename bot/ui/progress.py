"""The message that changes while a task is open: when it says something new, and no oftener than Discord likes."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from aiolimiter import AsyncLimiter

from bot.domain.clock import Clock
from bot.domain.errors import Fenced
from bot.domain.ids import InteractionId, TaskId
from bot.domain.tasks import Reply, Task
from bot.ui.letter import Letter
from bot.ui.trouble import TROUBLE, Meaning, diagnose
from bot.ui.ways import Original

log = structlog.get_logger()

_BURST = 3
_EVERY_S = 2.0
_EDIT_WITHIN_S = 10.0


def _limiter() -> AsyncLimiter:
    """A few edits at once, then one in two seconds: Discord allows five in two seconds, and the result is one too."""
    return AsyncLimiter(_BURST, _BURST * _EVERY_S)


@dataclass(slots=True, kw_only=True)
class _Screen:
    expires_at: datetime
    shows: str = ""
    is_dead: bool = False
    is_over: bool = False
    limiter: AsyncLimiter = field(default_factory=_limiter)


class ProgressBoard:
    """Remembers what each task's message shows, and that it is over, until its token dies.

    A task that asks something goes on under another token, with what the answer was given by.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._screens: OrderedDict[InteractionId, _Screen] = OrderedDict()

    async def show(self, task: Task, letter: Letter, way: Original) -> None:
        """Edit the message if it says something else and the task is not over; best effort."""
        screen = self._screen(task.reply)
        if screen.is_dead or screen.shows == letter.content:
            return
        await screen.limiter.acquire()
        if not screen.is_over:
            await self._edit(task.id, screen, letter, way)

    def end(self, task: Task) -> None:
        """From now on the message is the result's, the question's or the explanation's.

        An edit under way still comes before theirs: discord.py sends the requests of one token in turn.
        """
        self._screen(task.reply).is_over = True

    def is_dead(self, task: Task) -> bool:
        """Whether Discord has refused this task's token before: it must not be asked again."""
        screen = self._screens.get(task.reply.interaction_id)
        return screen is not None and screen.is_dead

    async def _edit(self, task_id: TaskId, screen: _Screen, letter: Letter, way: Original) -> None:
        try:
            async with asyncio.timeout(_EDIT_WITHIN_S):
                await way.edit(letter)
        except Fenced as error:
            log.debug("progress is old news", task=task_id, detail=error.detail)
        except TROUBLE as error:
            diagnosis = diagnose(error)
            screen.is_dead = diagnosis.meaning in {Meaning.CLOSED, Meaning.DELETED}
            log.info("progress not shown", task=task_id, why=diagnosis.why)
        else:
            screen.shows = letter.content

    def _screen(self, reply: Reply) -> _Screen:
        now = self._clock.now()
        while self._screens and next(iter(self._screens.values())).expires_at < now:
            self._screens.popitem(last=False)
        return self._screens.setdefault(reply.interaction_id, _Screen(expires_at=reply.token_expires_at))
