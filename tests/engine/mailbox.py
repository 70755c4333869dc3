"""How people hear of their tasks here: it is written down."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from bot.domain.ids import GuildId, MessageId, UserId
from bot.domain.offers import Shape
from bot.domain.sentences import Sentence
from bot.domain.tasks import Task
from bot.engine.ports import Blocked, Consent, Fence, Picture, Posted, Progress, Question

MESSAGE = MessageId(900)
FENCED = Blocked(why="it is no longer ours to send", again_s=10)


class Seen(NamedTuple):
    data: bytes
    shape: Shape
    seed: int | None
    spoiler: bool


class Post(NamedTuple):
    task: Task
    pictures: list[Seen]


class Asked(NamedTuple):
    task: Task
    question: Question | Consent
    pictures: list[Seen]


class Warned(NamedTuple):
    guild_id: GuildId
    user_id: UserId | None
    sentence: Sentence


class Mailbox:
    """`outcomes`: what posting and asking lead to, one after the other, the last one again; `unheard`: explaining."""

    def __init__(self) -> None:
        self.outcomes: list[Posted | Blocked] = [Posted(message_id=MESSAGE)]
        self.unheard: Blocked | None = None
        self.shown: list[Progress] = []
        self.posts: list[Post] = []
        self.questions: list[Asked] = []
        self.explained: list[Task] = []
        self.warnings: list[Warned] = []
        self.on_warning: Callable[[], Awaitable[None]] | None = None
        self.asked: asyncio.Queue[Task] = asyncio.Queue()
        self.closed: asyncio.Queue[Task] = asyncio.Queue()

    async def progress(self, task: Task, progress: Progress, fence: Fence) -> None:
        assert task.id
        if await fence():
            self.shown.append(progress)

    async def post(self, task: Task, pictures: Sequence[Picture], fence: Fence) -> Posted | Blocked:
        if not await fence():
            return FENCED
        self.posts.append(Post(task, _seen(pictures)))
        self.closed.put_nowait(task)
        return self._next()

    async def ask(
        self, task: Task, question: Question | Consent, pictures: Sequence[Picture], fence: Fence
    ) -> Posted | Blocked:
        if not await fence():
            return FENCED
        self.questions.append(Asked(task, question, _seen(pictures)))
        self.asked.put_nowait(task)
        return self._next()

    async def warn(self, guild_id: GuildId, user_id: UserId | None, sentence: Sentence) -> None:
        self.warnings.append(Warned(guild_id, user_id, sentence))
        if self.on_warning is not None:
            await self.on_warning()

    async def explain(self, task: Task, fence: Fence) -> Blocked | None:
        if not await fence():
            return FENCED
        self.explained.append(task)
        self.closed.put_nowait(task)
        return self.unheard

    def _next(self) -> Posted | Blocked:
        return self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]


def _seen(pictures: Sequence[Picture]) -> list[Seen]:
    return [Seen(each.path.read_bytes(), each.shape, each.seed, each.spoiler) for each in pictures]
