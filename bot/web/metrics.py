"""What we count, in the form that Prometheus reads."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest

from bot.domain.errors import StorageFailed
from bot.domain.ids import ProviderId
from bot.domain.lifecycle import State

log = structlog.get_logger(__name__)

CountTasks = Callable[[], Awaitable[Mapping[State, int]]]
"""How many tasks are in each open state. May raise StorageFailed."""


class Metrics:
    """One application's figures, and its process's."""

    def __init__(self, count_tasks: CountTasks) -> None:
        self._count_tasks = count_tasks
        self._registry = CollectorRegistry()
        self._callbacks = Counter(
            "darkroom_callbacks", "Callbacks of vendors", ["provider", "verdict"], registry=self._registry
        )
        self._tasks = Gauge("darkroom_tasks", "Open tasks", ["state"], registry=self._registry)
        ProcessCollector(registry=self._registry)

    def count_callback(self, provider: ProviderId, verdict: str) -> None:
        """`provider` is one that we know: strangers must not make new series."""
        self._callbacks.labels(provider, verdict).inc()

    async def render(self) -> bytes:
        """All of them, in Prometheus' text format; without the tasks where they cannot be counted."""
        await self._count()
        return await asyncio.to_thread(generate_latest, self._registry)

    async def _count(self) -> None:
        try:
            counts = await self._count_tasks()
        except StorageFailed as error:
            log.warning("tasks cannot be counted", detail=error.detail)
            counts = {}
        self._tasks.clear()
        for state, count in counts.items():
            self._tasks.labels(state).set(count)
