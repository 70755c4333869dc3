"""The vendors' queue, with a clock beside it."""

from collections.abc import MutableMapping
from datetime import datetime

from bot.domain.clock import Clock
from bot.sandbox.upstreams.jobs import Job, Listener, Work, Workshop

_SLOTS = 2


class TimedWorkshop(Workshop):
    """Writes into `settled_at` when each job ended, by the customer's own id or, without one, the vendor's."""

    def __init__(self, *, clock: Clock, settled_at: MutableMapping[str, datetime]) -> None:
        super().__init__(slots=_SLOTS)
        self._clock = clock
        self._settled_at = settled_at

    def enter(self, job: Job, work: Work, *, processing_s: float, on_settled: Listener | None = None) -> None:
        """As always."""

        def note(job: Job) -> None:
            self._settled_at[job.own_id or job.platform_id] = self._clock.now()
            if on_settled is not None:
                on_settled(job)

        super().enter(job, work, processing_s=processing_s, on_settled=note)
