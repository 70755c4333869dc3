"""What every duty has at hand, and the few ways in which a task's row is written."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.domain.clock import Clock
from bot.domain.errors import BotError, StorageFailed, Unreachable
from bot.domain.ids import ProviderId, TaskId
from bot.domain.lifecycle import FINAL, UPSTREAM, Event, step_for
from bot.domain.offers import Offer
from bot.domain.pace import Pace
from bot.domain.quota import Quota
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import KeyOwner, Task
from bot.engine.announcer import Announcer
from bot.engine.durations import Durations
from bot.engine.links import PublicLinks
from bot.engine.listings import Listings
from bot.engine.milestones import Milestones, move
from bot.engine.ports import Delivery, Fence, Onlooker, Progress
from bot.engine.routing import Router
from bot.engine.settings import EngineSettings
from bot.engine.wake import Wake
from bot.engine.writeback import Writeback
from bot.media.fetch import Fetcher
from bot.media.inspect import Inspector
from bot.media.settings import MediaSettings
from bot.media.store import MediaStore
from bot.upstreams.base import Door, Upstream
from bot.upstreams.catalogue import Catalogue
from storage import health, leases
from storage.database import Database, Transaction
from storage.tasks import Tasks

log = structlog.get_logger(__name__)

Also = Callable[[Transaction], Awaitable[None]]
"""What else is written in a task's transaction."""

_FREE = {"lease_owner": None, "lease_until": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The engine's parts, made by the application's root and shared by Studio, lanes and duties."""

    clock: Clock
    database: Database
    tasks: Tasks
    catalogue: Catalogue
    router: Router
    media: MediaStore
    media_settings: MediaSettings
    fetcher: Fetcher
    inspector: Inspector
    delivery: Delivery
    announcer: Announcer
    settings: EngineSettings
    default_quota: Quota
    onlooker: Onlooker
    listings: Listings
    links: PublicLinks | None = None
    """Addresses of ours that vendors can reach, if there are any: without them nobody calls back."""
    milestones: Milestones = field(default_factory=Milestones)
    wake: Wake = field(default_factory=Wake)
    durations: Durations = field(init=False)
    writeback: Writeback = field(default_factory=Writeback)
    chance: random.Random = field(default_factory=random.Random)
    renewed: dict[TaskId, datetime] = field(default_factory=dict)
    """Until when the leases of what we work on were renewed."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Nothing that costs money is begun any more."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "durations", Durations(self.database, self.clock))

    async def advance(
        self, task: Task, event: Event, *, after: timedelta | None = None, also: Also | None = None, **changes: Any
    ) -> Task | None:
        """Move a task in a transaction of its own, in which `also` happens; None if somebody was first.

        Without `after` it stays with whoever has it, to go on at once; with it, it is given back until then.
        """
        now = self.clock.now()
        step = step_for(task.state, event)
        if step is None:
            return None
        timing: dict[str, Any] = {"due_at": now if after is None else now + after}
        if step.target in FINAL:
            timing = {"due_at": None, "token_sealed": None}
        if after is not None or step.target in FINAL:
            timing |= _FREE
        with self.milestones.around(move(task.state, event)):
            async with self.database.transaction() as connection:
                moved = await self.tasks.advance(connection, task, event, now=now, **timing, **changes)
                if moved is not None and task.state in UPSTREAM and moved.state not in UPSTREAM:
                    guild_id = task.guild_id if task.key_owner is KeyOwner.GUILD else None
                    await leases.call_next(connection, self._tools_beside(task), guild_id=guild_id, now=now)
                if moved is not None and also is not None:
                    await also(connection)
        report(task, event, moved)
        return moved

    async def reread(self, task_id: TaskId) -> Task | None:
        """The task as it is now."""
        async with self.database.reading() as connection:
            return await self.tasks.get(connection, task_id)

    async def note(self, task: Task, **changes: Any) -> Task | None:
        """Write fields of a task that stays where it is; None if somebody was first."""
        async with self.database.transaction() as connection:
            noted = await self.tasks.note(connection, task, **changes)
        if noted is None:
            log.debug("somebody was first", task=task.id, source=task.state, fields=sorted(changes))
        return noted

    async def give_back(self, task: Task, after: timedelta, **changes: Any) -> None:
        """Let a task rest until it is due again, for anybody to take."""
        await self.note(task, due_at=self.clock.now() + after, **_FREE, **changes)

    def fence(self, task: Task) -> Fence:
        """Asks, right before an effect, whether our lease of the task still runs: until then it is nobody else's.

        A process that was stopped for longer than its lease learns so that somebody else may have gone on. Where others
        share the database the row is looked at too: clocks may differ.
        """

        async def holds() -> bool:
            if self.database.is_shared and not await _unchanged(self, task):
                return False
            until = max(filter(None, (task.lease_until, self.renewed.get(task.id))), default=None)
            return until is not None and self.clock.now() < until

        return holds

    def is_there(self, task: Task) -> Fence:
        """Asks whether the task has not moved on: news of where it was must not come after its result.

        Of what this process does itself the announcer knows; other processes write to the row.
        """

        async def stays() -> bool:
            try:
                present = await self.reread(task.id) if self.database.is_shared else task
            except StorageFailed:
                present = None
            return present is not None and present.state is task.state

        return stays

    def pause_after(self, task: Task, error: BotError) -> timedelta:
        """How long a task rests after a failure: as long as we were asked to wait, else longer each time."""
        asked_s = error.retry_after_s if isinstance(error, Unreachable) else None
        return timedelta(seconds=asked_s) if asked_s else self.settings.backoff(task.attempts + 1)

    def calls_back(self, task: Task, offer: Offer) -> bool:
        """Whether the provider tells us when the task ends, so that asking is only the safety net.

        Where an account's owner has to give the provider our address, only the operator is known to have done so.
        """
        door = self.catalogue.upstream(offer.provider).door
        told = door is Door.PER_TASK or task.key_owner is not KeyOwner.GUILD
        return offer.calls_back and told and self.links is not None

    async def answered(self, provider: ProviderId) -> None:
        """The provider is up: forget its failures."""
        async with self.database.transaction() as connection:
            await health.note_success(connection, provider)

    async def did_not_answer(self, provider: ProviderId) -> None:
        """Count a failure; enough of them in a row and the provider counts as down."""
        async with self.database.transaction() as connection:
            down = await health.note_failure(
                connection,
                provider,
                now=self.clock.now(),
                threshold=self.settings.circuit_threshold,
                pause=timedelta(seconds=self.settings.circuit_pause_s),
            )
        if down:
            log.warning("provider is down", provider=provider, pause_s=self.settings.circuit_pause_s)

    def pace_of(self, offer: Offer) -> Pace:
        """When to ask about a task of this offer, and how long."""
        return offer.pace or self.catalogue.upstream(offer.provider).pace

    def submit_patience(self, offer: Offer) -> timedelta:
        """How long a task may wait to be submitted: what takes hours has to wait for others that do."""
        patience_s = self.settings.submit_deadline_s
        return timedelta(seconds=max(patience_s, offer.pace.poll_deadline_s) if offer.pace else patience_s)

    def rivals_of(self, offer: Offer) -> list[str]:
        """The offers that share the provider's places with this one: what takes hours has places of its own."""
        if offer.pace is not None:
            return [offer.key]
        return [each.key for each in self.catalogue.offers if each.provider == offer.provider and each.pace is None]

    def _tools_beside(self, task: Task) -> set[str]:
        """Which tools' tasks may queue for the place that this one leaves."""
        try:
            offer, _ = self.offer_of(task)
        except KeyError:  # an offer that this program no longer has
            return {task.tool}
        return {task.tool, *(self.catalogue.offer(key).tool for key in self.rivals_of(offer))}

    def offer_of(self, task: Task) -> tuple[Offer, Upstream]:
        """What a submitted task was submitted to. Raises KeyError if this program no longer has it."""
        offer = self.catalogue.offer(task.offer or "")
        return offer, self.catalogue.upstream(offer.provider)

    def show(self, task: Task, *, waiting_for: Sentence | None = None, **known: Any) -> None:
        """Tell the person where the task is, in the background."""
        self.announcer.show(task, Progress(waiting_for=waiting_for, **known), self.is_there(task))

    def show_wait(self, task: Task, error: BotError) -> None:
        """Tell what a task waits for, where that is anything but our own trouble."""
        if error.sentence.reason is not Reason.INTERNAL:
            self.show(task, waiting_for=error.sentence)


async def _unchanged(desk: Desk, task: Task) -> bool:
    try:
        present = await desk.reread(task.id)
    except StorageFailed as error:
        log.warning("cannot tell who has the task", task=task.id, detail=error.detail)
        return False
    return present is not None and present.version == task.version


def report(task: Task, event: Event, moved: Task | None) -> None:
    """One log line per move."""
    if moved is None:
        log.debug("somebody was first", task=task.id, source=task.state, why=event)
        return
    failure = moved.failure.reason if moved.failure else None
    facts = {"task": moved.id, "tool": moved.tool, "provider": moved.provider, "guild": moved.guild_id}
    log.info("task moved", source=task.state, target=moved.state, why=event, failure=failure, **facts)
