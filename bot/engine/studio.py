"""The application service: all that cogs, buttons and (later) callbacks may ask for."""

from typing import Any

from bot.domain.ids import GuildId, MessageId, TaskId, UserId
from bot.domain.quota import Allowance, Quota
from bot.domain.tasks import Request, Task
from bot.domain.tools import Tool
from bot.engine.ports import Picture


class Studio:
    """Start, cancel, list and collect tasks; quotas. Speaks in domain terms and raises only the domain's errors."""

    @property
    def tools(self) -> tuple[Tool, ...]:
        """Every tool of the catalogue."""
        raise NotImplementedError

    def providers_of(self, tool: str) -> tuple[tuple[str, str], ...]:
        """The providers that have an offer for `tool`, as (id, title), in the catalogue's order."""
        raise NotImplementedError

    def suggestions(self, tool: str, option: str, typed: str) -> tuple[str, ...]:
        """Values that some offer takes for a free-text option, best first, at most 25."""
        raise NotImplementedError

    async def start(self, request: Request) -> Task | None:
        """Store a task and hold its credits; the worker takes it from there.

        Returns None if this interaction was already taken (a replayed event). Raises Refused (options, size, quota) and
        Misconfigured (nothing can serve it); then nothing is stored and nothing is held.
        """
        raise NotImplementedError

    async def cancel(self, task_id: TaskId, user_id: UserId) -> Task:
        """Stop a task of one's own before it is submitted, or where the provider can be told to. Raises Refused."""
        raise NotImplementedError

    async def recent(self, guild_id: GuildId, user_id: UserId, *, limit: int = 10) -> list[Task]:
        """A person's latest tasks in a guild, newest first."""
        raise NotImplementedError

    async def collect(self, task_id: TaskId, user_id: UserId) -> tuple[Task, list[Picture]]:
        """The results of one's own task, while they are kept. Raises Refused (unknown, not yours, not kept)."""
        raise NotImplementedError

    async def collected(self, task: Task, message_id: MessageId) -> None:
        """Note that the person has the result in hands: a parked task is thereby delivered."""
        raise NotImplementedError

    async def allowance(self, guild_id: GuildId, user_id: UserId) -> Allowance:
        """What a person may spend and has spent, today and this month."""
        raise NotImplementedError

    async def quota(self, guild_id: GuildId) -> Quota:
        """A guild's limits: its own, or the operator's defaults."""
        raise NotImplementedError

    async def set_quota(self, guild_id: GuildId, **limits: int | None) -> Quota:
        """Change some of `person_day`, `person_month`, `guild_month` (None: no limit); what is not named stays."""
        raise NotImplementedError


def options_of(task: Task) -> dict[str, Any]:
    """A task's options that the person set."""
    return {name: value for name, value in task.options.items() if value is not None}
