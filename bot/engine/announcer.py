"""Progress messages that never hold up the work: shown in the background, the latest one wins."""

import asyncio
from typing import NamedTuple

from bot.domain.ids import TaskId
from bot.domain.tasks import Task
from bot.engine.ports import Delivery, Fence, Progress


class _News(NamedTuple):
    task: Task
    progress: Progress
    fence: Fence


class Announcer:
    """At most one edit under way per task. `settle` before the final message, so that nothing overwrites it."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._latest: dict[TaskId, _News] = {}
        self._speaking: dict[TaskId, asyncio.Task[None]] = {}

    def show(self, task: Task, progress: Progress, fence: Fence) -> None:
        """Tell soon, unless something newer comes first."""
        self._latest[task.id] = _News(task, progress, fence)
        if task.id not in self._speaking:
            self._speaking[task.id] = asyncio.create_task(self._speak(task.id), name=f"announce {task.id}")

    async def settle(self, task_id: TaskId) -> None:
        """Drop what is not said yet and let what is being said end."""
        self._latest.pop(task_id, None)
        speaking = self._speaking.get(task_id)
        if speaking is not None:
            await asyncio.wait([speaking])

    async def close(self) -> None:
        """Say nothing more."""
        self._latest.clear()
        for speaking in list(self._speaking.values()):
            speaking.cancel()
        await asyncio.gather(*self._speaking.values(), return_exceptions=True)

    async def _speak(self, task_id: TaskId) -> None:
        try:
            while (news := self._latest.pop(task_id, None)) is not None:
                await self._delivery.progress(news.task, news.progress, news.fence)
        finally:
            del self._speaking[task_id]
