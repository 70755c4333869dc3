"""The application service: all that cogs, buttons and callbacks may ask for."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

from bot.domain.errors import Misconfigured, Refused
from bot.domain.ids import GuildId, MessageId, TaskId, UserId, new_media_name, new_task_id
from bot.domain.lifecycle import IN_OUR_HANDS, Event, State
from bot.domain.listings import Entry
from bot.domain.policies import FlaggedPolicy
from bot.domain.quota import Allowance, Quota
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Input, KeyOwner, Press, Request, Task
from bot.domain.tools import Tool
from bot.engine.agreeing import agree
from bot.engine.cancelling import cancel, insist
from bot.engine.choosing import choose, is_question
from bot.engine.credits import quota_of
from bot.engine.desk import Desk, log
from bot.engine.fair_use import refuse_excess
from bot.engine.flagged import missing, shown_in
from bot.engine.milestones import Commit
from bot.engine.pictures import pictures_of
from bot.engine.ports import Picture
from bot.engine.refusing_keys import with_good_keys
from bot.engine.remaking import again, going_on, variation
from bot.engine.routing import Choice, at_hand, most_needed, refuse_large_files
from bot.engine.suggesting import suggestions
from bot.engine.validation import checked, validated
from bot.media.store import Missing
from bot.upstreams.inventory import ToolEntry, inventory
from storage import guilds, health, ledger, refused_keys
from storage.database import Transaction
from storage.tasks import AlreadyTaken

_MODEL = "model"
_AT_ONCE = 4
"""Requests that are taken in at the same time: in a rush, those that are not yet acknowledged come first."""


class Studio:
    """Start, cancel, list and collect tasks; quotas. Speaks in domain terms and raises only the domain's errors."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._entrance = asyncio.Semaphore(_AT_ONCE)

    @property
    def tools(self) -> tuple[Tool, ...]:
        """Every tool of the catalogue."""
        return self._desk.catalogue.tools

    def providers_of(self, tool: str) -> tuple[tuple[str, str], ...]:
        """The providers that have an offer for `tool`, as (id, title), in the catalogue's order."""
        providers = dict.fromkeys(offer.provider for offer in self._desk.catalogue.offers_for(tool))
        return tuple((provider, self._desk.catalogue.upstream(provider).title) for provider in providers)

    def inventory(self) -> tuple[ToolEntry, ...]:
        """Every tool with its offers, and why those are off that are."""
        return inventory(self._desk.catalogue)

    async def suggestions(
        self, tool: str, option: str, typed: str, *, guild_id: GuildId, user_id: UserId
    ) -> tuple[Entry, ...]:
        """Values that can be had for a free-text option, best first, at most 25; within some two seconds."""
        return await suggestions(self._desk, tool, option, typed, guild_id=guild_id, user_id=user_id)

    async def again(self, task_id: TaskId, press: Press) -> Task | None:
        """The same once more, with another seed. As `start`; raises Refused for what is not one's own, or is gone."""
        task = await self._own(task_id, press.user_id)
        return await self.start(again(self._desk.catalogue.tool(task.tool), task, press))

    async def vary(self, task_id: TaskId, picture: Input, press: Press) -> Task | None:
        """A variation of one of a task's pictures. As `again`."""
        return await self._start_with_some_model(variation(await self._own(task_id, press.user_id), picture, press))

    async def go_on(self, task_id: TaskId, press: Press, prompt: str) -> Task | None:
        """From a preview to a drawing along the same picture. As `again`."""
        return await self._start_with_some_model(going_on(await self._own(task_id, press.user_id), press, prompt))

    async def choose(self, task_id: TaskId, source: str, face: int, press: Press) -> Task | None:
        """Answer what a task asks. None: noted, and another source has no face yet.

        The answer's own interaction takes the place of the command's: its token lives longer. Raises Refused (not
        yours, answered before, no such face).
        """
        task = await self._own(task_id, press.user_id)
        return await choose(self._desk, task, source, face, press)

    async def agree(self, task_id: TaskId, price: int, press: Press) -> Task:
        """Say yes to what is asked: this price, and what was marked. Raises Refused (not yours, answered before)."""
        return await agree(self._desk, await self._own(task_id, press.user_id), price, press)

    async def flagged_policy(self, guild_id: GuildId) -> FlaggedPolicy:
        """What a guild does with pictures that a provider's content check has flagged."""
        async with self._desk.database.reading() as connection:
            return await guilds.flagged_policy(connection, guild_id, self._desk.settings.flagged_pictures)

    async def set_flagged_policy(self, guild_id: GuildId, policy: FlaggedPolicy) -> None:
        """Decide it."""
        async with self._desk.database.transaction() as connection:
            await guilds.set_flagged_policy(connection, guild_id, policy)

    def refuse_early(self, tool: str, options: Mapping[str, Any] | None = None) -> None:
        """Raises Refused and Misconfigured for what is wrong whoever asks, with whatever pictures."""
        if options is not None:
            checked(self._desk.catalogue.tool(tool), options)
        offs = [offer.off for offer in self._desk.catalogue.offers_for(tool)]
        if offs and all(offs):
            raise Misconfigured(offs[0] or Reason.NOT_SET_UP)

    async def start(self, request: Request) -> Task | None:
        """Store a task and hold its credits; the worker takes it from there.

        Returns None if this interaction was already taken (a replayed event). Raises Refused (options, size, quota) and
        Misconfigured (nothing can serve it); then nothing is stored and nothing is held.
        """
        async with self._entrance:
            return await self._start(request)

    async def _start_with_some_model(self, request: Request) -> Task | None:
        """What a button asks for names no model where none was named before: then the first on the list will do."""
        try:
            return await self.start(request)
        except Refused as error:
            if error.sentence != Sentence.of(Reason.OPTION_NEEDED, option=_MODEL):
                raise
            models = await self.suggestions(
                request.tool, _MODEL, "", guild_id=request.guild_id, user_id=request.user_id
            )
            if not models:
                raise
        return await self.start(replace(request, options=request.options | {_MODEL: models[0].value}))

    async def _start(self, request: Request) -> Task | None:
        options = validated(self._desk.catalogue.tool(request.tool), request)
        async with self._desk.database.reading() as connection:
            if await self._seen(connection, request):
                return None
            wanted = (request.tool, options, request.guild_id, request.provider)
            slots = [entry.slot for entry in request.inputs]
            choices = await self._desk.router.choices(connection, *wanted, slots=slots)
            failing = await health.failing(connection)
            refusals = await refused_keys.concerning(connection, request.guild_id)
        now = self._desk.clock.now()
        choices = at_hand(with_good_keys(choices, refusals, request.guild_id, now), failing, now)
        refuse_large_files(request, choices)
        try:
            with self._desk.milestones.around(Commit.ACCEPT):
                task = await self._store(request, choices)
        except AlreadyTaken:
            return None
        log.info("task accepted", task=task.id, tool=task.tool, guild=task.guild_id, price=task.price)
        self._desk.show(task)
        self._desk.wake.ring()
        return task

    async def cancel(self, task_id: TaskId, user_id: UserId) -> Task:
        """Stop a task of one's own before it is submitted, or where the provider can be told to. Raises Refused."""
        return await cancel(self._desk, await self._own(task_id, user_id))

    async def recent(self, guild_id: GuildId, user_id: UserId, *, limit: int = 10) -> list[Task]:
        """A person's latest tasks in a guild, newest first."""
        async with self._desk.database.reading() as connection:
            return await self._desk.tasks.recent(connection, guild_id, user_id, limit)

    @asynccontextmanager
    async def collect(
        self, task_id: TaskId, user_id: UserId, *, age_restricted: bool = False
    ) -> AsyncIterator[tuple[Task, list[Picture]]]:
        """The results of one's own task, as far as they may be shown in such a channel, while the block lasts.

        Raises Refused (unknown, not yours, not kept, not here).
        """
        task = shown_in(await self._own(task_id, user_id), age_restricted=age_restricted)
        async with AsyncExitStack() as stack:
            pictures: list[Picture] = []
            if task.state not in IN_OUR_HANDS or is_question(self._desk, task):
                raise Refused(Reason.RESULT_NOT_KEPT)
            with suppress(Missing):
                pictures = await stack.enter_async_context(pictures_of(self._desk.media, task))
            if not (pictures or any(result.text for result in task.results)):
                raise Refused(missing(self._desk, task))
            yield task, pictures

    async def collected(self, task_id: TaskId, message_id: MessageId) -> None:
        """Note that the person has the result in hands: what could not be posted is thereby delivered."""
        task = await self._desk.reread(task_id)
        if task is not None:
            now = self._desk.clock.now()
            delivered = {"message_id": message_id, "delivered_at": now, "purge_at": now}
            await insist(self._desk, task, Event.DELIVER, {State.SAVED, State.PARKED}, **delivered)

    async def _seen(self, connection: Transaction, request: Request) -> bool:
        interaction_id = request.reply.interaction_id
        task_id = await self._desk.tasks.of_interaction(connection, interaction_id)
        if task_id is not None:
            log.info("interaction seen before", interaction=interaction_id, task=task_id)
        return task_id is not None

    async def allowance(self, guild_id: GuildId, user_id: UserId) -> Allowance:
        """What a person may spend and has spent, today and this month."""
        own_key = await self._desk.router.has_own_key(guild_id)
        async with self._desk.database.reading() as connection:
            quota = await quota_of(self._desk, connection, guild_id, own_key=own_key)
            return Allowance(
                quota=quota, spent=await ledger.spent(connection, guild_id, user_id, self._desk.clock.now())
            )

    async def quota(self, guild_id: GuildId) -> Quota:
        """A guild's limits: its own, or the operator's defaults."""
        async with self._desk.database.reading() as connection:
            return await guilds.quota(connection, guild_id, self._desk.default_quota)

    async def set_quota(self, guild_id: GuildId, **limits: int | None) -> Quota:
        """Change some of `person_day`, `person_month`, `guild_month` (None: no limit); what is not named stays."""
        async with self._desk.database.transaction() as connection:
            await guilds.set_limits(connection, guild_id, limits)
            return await guilds.quota(connection, guild_id, self._desk.default_quota)

    async def _store(self, request: Request, choices: Sequence[Choice]) -> Task:
        """The task's row and its hold, in one transaction."""
        choice = choices[0]
        now = self._desk.clock.now()
        task_id = new_task_id()
        price = most_needed(choices)
        deadline = now + self._desk.submit_patience(choice.offer)
        async with self._desk.database.transaction() as connection:
            own_key = choice.key_owner is KeyOwner.GUILD
            quota = await quota_of(self._desk, connection, request.guild_id, own_key=own_key)
            await ledger.hold(
                connection,
                task_id=task_id,
                guild_id=request.guild_id,
                user_id=request.user_id,
                credits_held=price,
                quota=quota,
                now=now,
            )
            await refuse_excess(self._desk, connection, request, choice.key_owner)
            return await self._desk.tasks.add(
                connection,
                _with_names(request),
                task_id=task_id,
                price=price,
                now=now,
                deadline_at=deadline,
                key_owner=choice.key_owner,
            )

    async def _own(self, task_id: TaskId, user_id: UserId) -> Task:
        async with self._desk.database.reading() as connection:
            task = await self._desk.tasks.get(connection, task_id)
        if task is None:
            raise Refused(Reason.TASK_UNKNOWN)
        if task.user_id != user_id:
            raise Refused(Reason.NOT_YOURS)
        return task


def _with_names(request: Request) -> Request:
    """The names under which its pictures will be kept: on the row before there are any bytes."""
    return replace(
        request, inputs=tuple(entry.model_copy(update={"media": new_media_name()}) for entry in request.inputs)
    )
