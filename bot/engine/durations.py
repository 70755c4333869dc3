"""How long each offer takes: learnt by all processes together, and looked up now and then only."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.offers import Offer
from bot.domain.tasks import Task
from storage import health
from storage.database import Database, Transaction

_BELIEVED_FOR = timedelta(seconds=10)


@dataclass(slots=True)
class Durations:
    """A view of the database that may be some seconds old."""

    database: Database
    clock: Clock
    _known: dict[str, tuple[float | None, datetime]] = field(default_factory=dict)

    async def learnt_s(self, offer: Offer) -> float | None:
        """How long the offer takes, in seconds, as we have seen; None before the first."""
        now = self.clock.now()
        learnt_s, seen_at = self._known.get(offer.key, (None, None))
        if seen_at is None or now - seen_at > _BELIEVED_FOR:
            async with self.database.reading() as connection:
                learnt_s = await health.usual_s(connection, offer.key)
            self._known[offer.key] = (learnt_s, now)
        return learnt_s

    async def learn(self, connection: Transaction, task: Task, now: datetime) -> None:
        """Take in how long a task took that has just finished."""
        if task.submitted_at is not None and task.offer is not None:
            await health.learn(connection, task.offer, now - task.submitted_at)
            self._known.pop(task.offer, None)
