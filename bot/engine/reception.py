"""Callbacks: a doorbell. What they say is not believed; the provider is asked, at once."""

from enum import StrEnum

import structlog

from bot.domain.errors import Garbled, Misconfigured
from bot.domain.ids import ProviderId, TaskId
from bot.domain.lifecycle import UPSTREAM
from bot.domain.offers import Credentials
from bot.domain.tasks import KeyOwner, Task
from bot.engine.desk import Desk
from bot.engine.milestones import Commit
from bot.upstreams.base import Callback, Claim, Door, Upstream

log = structlog.get_logger(__name__)


class Verdict(StrEnum):
    """What a callback was."""

    TAKEN = "taken"
    REPEATED = "repeated"
    LATE = "late"
    UNKNOWN = "unknown"
    FORGED = "forged"
    MALFORMED = "malformed"
    PROBE = "probe"


HEARD = frozenset({Verdict.TAKEN, Verdict.REPEATED, Verdict.LATE, Verdict.UNKNOWN, Verdict.PROBE})
"""Those that come from the provider: it is told that we have heard, so that it does not repeat them."""


class Reception:
    """Hears what providers call; a verdict is given only once what follows from it is committed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._doors = {upstream.id: upstream for upstream in desk.catalogue.upstreams if upstream.door is not None}

    def receipt(self, provider: ProviderId) -> dict[str, object]:
        """The JSON by which the provider knows that we have heard. Raises KeyError."""
        return dict(self._doors[provider].receipt)

    async def receive(
        self, provider: ProviderId, callback: Callback, *, task_id: str | None = None, capability: str | None = None
    ) -> Verdict:
        """Ring at the task that the callback is about. `task_id` and `capability` are from its address, if there.

        Changes nothing but that a task which the provider has in hand is asked about at once. Raises StorageFailed.
        """
        verdict = await self._judge(ProviderId(provider), callback, task_id, capability)
        level = log.info if verdict in HEARD else log.debug  # strangers must not fill the log
        level("callback", provider=str(provider)[:32], verdict=verdict, task=task_id if verdict in HEARD else None)
        return verdict

    async def _judge(
        self, provider: ProviderId, callback: Callback, task_id: str | None, capability: str | None
    ) -> Verdict:
        upstream = self._doors.get(provider)
        if upstream is None:
            return Verdict.UNKNOWN
        if not self._may_enter(upstream, task_id, capability):
            return Verdict.FORGED
        try:
            return await self._hear(upstream, callback, task_id)
        except Garbled:
            return Verdict.MALFORMED

    async def _hear(self, upstream: Upstream, callback: Callback, task_id: str | None) -> Verdict:
        """Raises Garbled."""
        claim = upstream.read_callback(callback)
        subject = TaskId(task_id) if task_id is not None else claim.task_id
        task = await self._desk.reread(subject) if subject else None
        if not upstream.admits(callback, await self._credentials(upstream, task)):
            return Verdict.FORGED
        if task is None or task.provider != upstream.id:
            return Verdict.PROBE if claim == _NOTHING else Verdict.UNKNOWN
        return await self._ring(task, claim)

    def _may_enter(self, upstream: Upstream, task_id: str | None, capability: str | None) -> bool:
        """By its own door only; an address made for one task is the proof there."""
        if upstream.door is Door.PER_ACCOUNT:
            return task_id is None
        links = self._desk.links
        return links is not None and links.capable(upstream.id, task_id or "", capability or "")

    async def _credentials(self, upstream: Upstream, task: Task | None) -> Credentials | None:
        """The key that the task was submitted with, if we have it; the operator's for what is about no task of ours."""
        if task is None or task.key_owner is not KeyOwner.GUILD:
            return upstream.operator_credentials
        try:
            return await self._desk.router.credentials(upstream, task.guild_id, task.key_owner)
        except Misconfigured as error:
            log.warning("callback cannot be checked", task=task.id, detail=error.detail)
            return None

    async def _ring(self, task: Task, claim: Claim) -> Verdict:
        """Whoever names another task or round than is under way may ring, but gives us no id to ask by.

        Nor does who names none in a second round: the id may be that of the first, about which the call is late.
        """
        if task.state not in UPSTREAM:
            return Verdict.LATE
        if task.called_at is not None and (task.upstream_id is not None or claim.upstream_id is None):
            return Verdict.REPEATED  # the bell rings already, and this call knows no more
        named = (claim.task_id or task.id, claim.round)
        upstream_id = claim.upstream_id if named == (task.id, task.round) else None
        now = self._desk.clock.now()
        with self._desk.milestones.around(Commit.RING):
            async with self._desk.database.transaction() as connection:
                rung = await self._desk.tasks.ring(connection, task.id, now=now, upstream_id=upstream_id)
        self._desk.wake.ring()
        if not rung:
            return Verdict.LATE
        return Verdict.TAKEN if task.called_at is None else Verdict.REPEATED


_NOTHING = Claim(task_id=None, upstream_id=None)
