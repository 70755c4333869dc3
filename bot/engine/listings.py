"""The providers' lists as people see them: kept for a while, refreshed behind the scenes, never waited for long."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.domain.clock import Clock
from bot.domain.errors import BotError, Refused
from bot.domain.ids import GuildId, ProviderId, UserId
from bot.domain.listings import Entry, ListKind, listed
from bot.domain.sentences import Reason
from bot.domain.tasks import KeyOwner, Task
from bot.domain.tools import Options
from bot.engine.routing import Choice, Router
from storage import models
from storage.database import Database

log = structlog.get_logger(__name__)

_FRESH = timedelta(minutes=5)
_SURE = timedelta(seconds=30)
"""How old a list may be that decides whether something is paid for."""
_PAUSE = timedelta(seconds=15)
"""How long a provider that did not give its list is left alone by those who type."""
_PATIENCE_S = 2.0
"""How long somebody who is typing is kept waiting: Discord gives up after three seconds."""

_Key = tuple[ProviderId, ListKind, KeyOwner, GuildId | None]


@dataclass(slots=True, kw_only=True)
class _Kept:
    entries: tuple[Entry, ...] = ()
    asked_at: datetime | None = None
    tried_at: datetime | None = None
    asking: asyncio.Task[bool] | None = None


@dataclass(slots=True, kw_only=True)
class Listings:
    """One view per provider and key: what a server's own account offers is nobody else's business."""

    router: Router
    database: Database
    clock: Clock
    patience_s: float = _PATIENCE_S
    _kept: dict[_Key, _Kept] = field(default_factory=dict)

    async def entries(self, tool: str, kind: ListKind, *, guild_id: GuildId, user_id: UserId) -> list[Entry]:
        """What can be chosen for `tool`: what was trained here first, then the providers' lists as far as is known."""
        async with self.database.reading() as connection:
            choices = await self.router.usable(connection, tool, guild_id)
            providers = tuple({choice.offer.provider for choice in choices})
            own = await models.of_place(connection, guild_id, user_id, kind=kind, providers=providers)
            others = await models.of_others(connection, guild_id, user_id, providers=providers)
        listing = {_key(choice, kind, guild_id): choice for choice in choices if _is_shown(choice, kind)}
        await asyncio.gather(*(self._soon(key, choice) for key, choice in listing.items()))
        found = [(key[0], entry) for key in listing for entry in self._kept[key].entries]
        shown = [model.entry for model in own] + [entry for by, entry in found if (by, entry.value) not in others]
        first: dict[str, Entry] = {}
        for entry in shown:
            first.setdefault(entry.value, entry)
        return list(first.values())

    async def check(self, task: Task, options: Options, choice: Choice, *, age: timedelta = _SURE) -> None:
        """Raises Refused for a value that is not, or no longer, on its list, and for a model of somebody else's.

        The list is read again if it is older than `age`. Where it cannot be had, the provider decides.
        """
        for name, kind in listed(type(options)):
            value: str | None = getattr(options, name)
            if value is not None and not await self._is_there(task, kind, value, choice, age):
                raise Refused(Reason.NOT_ON_THE_LIST, option=name, value=value)

    async def _is_there(self, task: Task, kind: ListKind, value: str, choice: Choice, age: timedelta) -> bool:
        provider = choice.offer.provider
        async with self.database.reading() as connection:
            own = await models.of_place(connection, task.guild_id, task.user_id, kind=kind, providers=(provider,))
            others = await models.of_others(connection, task.guild_id, task.user_id, providers=(provider,))
        if any(model.entry.value == value for model in own):
            return True
        if (provider, value) in others:
            return False
        if kind not in choice.upstream.lists:
            return True
        kept = self._kept.setdefault(_key(choice, kind, task.guild_id), _Kept())
        is_known = not self._is_older(kept, age) or await asyncio.shield(self._asking(kept, choice, kind))
        return not is_known or any(entry.value == value for entry in kept.entries)

    async def close(self) -> None:
        """Ask for nothing more."""
        asking = [kept.asking for kept in self._kept.values() if kept.asking is not None]
        for each in asking:
            each.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    async def _soon(self, key: _Key, choice: Choice) -> None:
        """Ask again for what is old, and wait for it only where nothing is known."""
        kept = self._kept.setdefault(key, _Kept())
        if kept.asking is None and self._is_older(kept, _FRESH) and not self._was_just_asked(kept):
            self._asking(kept, choice, key[1])
        if kept.asking is not None and kept.asked_at is None:
            await asyncio.wait({kept.asking}, timeout=self.patience_s)

    def _asking(self, kept: _Kept, choice: Choice, kind: ListKind) -> asyncio.Task[bool]:
        """The one question that is under way, begun if need be."""
        if kept.asking is None:
            name = f"list {choice.offer.provider} {kind}"
            kept.asking = asyncio.create_task(self._refresh(kept, choice, kind), name=name)
        return kept.asking

    async def _refresh(self, kept: _Kept, choice: Choice, kind: ListKind) -> bool:
        """Whether the provider gave its list."""
        kept.tried_at = self.clock.now()
        try:
            kept.entries = await choice.upstream.listing(kind, choice.credentials)
            kept.asked_at = self.clock.now()
        except BotError as error:
            log.info("list not read", provider=choice.offer.provider, kind=kind, detail=error.detail)
            return False
        finally:
            kept.asking = None
        return True

    def _was_just_asked(self, kept: _Kept) -> bool:
        return kept.tried_at is not None and self.clock.now() - kept.tried_at < _PAUSE

    def _is_older(self, kept: _Kept, age: timedelta) -> bool:
        return kept.asked_at is None or self.clock.now() - kept.asked_at > age


def _is_shown(choice: Choice, kind: ListKind) -> bool:
    """Not what others have trained: their models may be on the list before we know of them."""
    upstream = choice.upstream
    is_personal = kind in upstream.personal_lists and choice.key_owner is not KeyOwner.GUILD
    return kind in upstream.lists and not is_personal


def _key(choice: Choice, kind: ListKind, guild_id: GuildId) -> _Key:
    owner = choice.key_owner
    return choice.offer.provider, kind, owner, guild_id if owner is KeyOwner.GUILD else None
