"""How people hear of their tasks here: it is written down."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.ids import MessageId
from bot.domain.offers import Shape
from bot.domain.tasks import Task
from bot.engine.ports import Blocked, Fence, Picture, Posted, Progress

MESSAGE = MessageId(900)
FENCED = Blocked(why="it is no longer ours to send", again_s=10)


class Seen(NamedTuple):
    data: bytes
    shape: Shape


class Post(NamedTuple):
    task: Task
    pictures: list[Seen]


class Mailbox:
    """`outcomes`: what posting leads to, one after the other; the last one is repeated. `unheard`: of explaining."""

    def __init__(self) -> None:
        self.outcomes: list[Posted | Blocked] = [Posted(message_id=MESSAGE)]
        self.unheard: Blocked | None = None
        self.shown: list[Progress] = []
        self.posts: list[Post] = []
        self.explained: list[Task] = []
        self.closed: asyncio.Queue[Task] = asyncio.Queue()

    async def progress(self, task: Task, progress: Progress, fence: Fence) -> None:
        assert task.id
        if await fence():
            self.shown.append(progress)

    async def post(self, task: Task, pictures: Sequence[Picture], fence: Fence) -> Posted | Blocked:
        if not await fence():
            return FENCED
        self.posts.append(Post(task, [Seen(each.path.read_bytes(), each.shape) for each in pictures]))
        self.closed.put_nowait(task)
        return self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]

    async def explain(self, task: Task, fence: Fence) -> Blocked | None:
        if not await fence():
            return FENCED
        self.explained.append(task)
        self.closed.put_nowait(task)
        return self.unheard
