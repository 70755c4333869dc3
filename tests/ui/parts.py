"""Small parts in place of the engine: what the client is given, and what it hands over."""
# ruff: noqa: ARG002 - a double has the parameters of what it stands for, whether it needs them or not

import asyncio
import atexit
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.domain.errors import BotError, Refused, Unreachable
from bot.domain.ids import GuildId, MediaName, MessageId, TaskId, UserId, new_media_name, new_task_id
from bot.domain.lifecycle import State
from bot.domain.listings import Entry
from bot.domain.offers import Shape
from bot.domain.policies import FlaggedPolicy
from bot.domain.quota import Allowance, Quota, Spent
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, Press, Request, Result, Task
from bot.domain.toolbox import TOOLS
from bot.domain.tools import Tool
from bot.engine.keyring import Keyring
from bot.engine.ports import Picture
from bot.engine.studio import Studio
from bot.media.fit import Fitted, TooBig
from bot.media.sheet import MOST, Sheet
from bot.upstreams.inventory import OfferEntry, ToolEntry
from tests.sandbox.discord.bots import png
from tests.ui.entries import tool_entry

SHAPE = Shape(format="PNG", size_bytes=100, width=8, height=8)


@cache
def folder() -> Path:
    """For pictures; gone when the tests are over."""
    made = TemporaryDirectory()
    atexit.register(made.cleanup)
    return Path(made.name)


def on_disk(data: bytes) -> Path:
    """A file with these bytes."""
    path = folder() / new_media_name()
    path.write_bytes(data)
    return path


def picture(size_bytes: int | None = None, *, seed: int | None = None, spoiler: bool = False) -> Picture:
    """A small PNG, padded behind its end to a size."""
    data = png()
    path = on_disk(data.ljust(size_bytes or len(data), b"\0"))
    return Picture(path=path, shape=SHAPE, seed=seed, spoiler=spoiler)


async def held() -> bool:
    """A fence that lets us pass: the task is still ours."""
    return True


def task_from(request: Request, **changes: Any) -> Task:
    """The row that a request becomes."""
    now = request.reply.token_expires_at - timedelta(minutes=15)
    task = Task(
        id=new_task_id(),
        state=State.SAVED,
        version=1,
        tool=request.tool,
        options=request.options,
        guild_id=request.guild_id,
        channel_id=request.channel_id,
        user_id=request.user_id,
        reply=request.reply,
        inputs=request.inputs,
        price=2,
        created_at=now,
        deadline_at=now + timedelta(days=7),
        due_at=now,
        finished_at=now + timedelta(seconds=12),
        results=(Result(media=MediaName("kept"), shape=SHAPE),),
        posting_at=now,
    )
    return replace(task, **changes)


class Desk(Studio):
    """A Studio that notes what it is asked, and answers what it was told to."""

    def __init__(self, tools: Sequence[Tool] = TOOLS) -> None:
        self._tools = tuple(tools)
        self.requests: asyncio.Queue[Request] = asyncio.Queue()
        self.refusal: Exception | None = None
        self.early_refusal: Exception | None = None
        self.looked_at: list[tuple[str, Mapping[str, Any] | None]] = []
        self.kept: list[Task] = []
        self.cancelled: asyncio.Queue[TaskId] = asyncio.Queue()
        self.pressed: asyncio.Queue[tuple[Any, ...]] = asyncio.Queue()
        self.collected_in: list[bool] = []
        self.collected_as: asyncio.Queue[tuple[TaskId, MessageId]] = asyncio.Queue()
        self.pictures = [picture()]
        self.limits = Quota(person_day=50, person_month=500, guild_month=None)
        self.entries = [Entry(value="photo", label="Photo"), Entry(value="old_print", label="Old print")]
        self.typed: list[tuple[str, str, GuildId, UserId]] = []
        self.offers: dict[str, tuple[OfferEntry, ...]] = {}
        self.policy = FlaggedPolicy.WITHHOLD

    @property
    def tools(self) -> tuple[Tool, ...]:
        return self._tools

    def providers_of(self, tool: str) -> tuple[tuple[str, str], ...]:
        return (
            (("north", "North Light"), ("south", "South Light")) if tool == "enhance" else (("north", "North Light"),)
        )

    def inventory(self) -> tuple[ToolEntry, ...]:
        return tuple(tool_entry(tool, *self.offers.get(tool.key, ())) for tool in self._tools)

    async def suggestions(
        self, tool: str, option: str, typed: str, *, guild_id: GuildId, user_id: UserId
    ) -> tuple[Entry, ...]:
        self.typed.append((tool, option, guild_id, user_id))
        return tuple(entry for entry in self.entries if typed in entry.value)

    def refuse_early(self, tool: str, options: Mapping[str, Any] | None = None) -> None:
        self.looked_at.append((tool, options))
        if self.early_refusal is not None:
            raise self.early_refusal

    async def start(self, request: Request) -> Task | None:
        self._answer()
        self.requests.put_nowait(request)
        return task_from(request)

    async def again(self, task_id: TaskId, press: Press) -> Task | None:
        return self._press("again", task_id, press)

    async def vary(self, task_id: TaskId, picture: Input, press: Press) -> Task | None:
        return self._press("vary", task_id, press, picture)

    async def go_on(self, task_id: TaskId, press: Press, prompt: str) -> Task | None:
        return self._press("go on", task_id, press, prompt)

    async def choose(self, task_id: TaskId, source: str, face: int, press: Press) -> Task | None:
        return self._press("choose", task_id, press, source, face)

    async def agree(self, task_id: TaskId, price: int, press: Press) -> Task:
        self._press(f"agree to {price}", task_id, press)
        return self._held(task_id, press.user_id)

    async def cancel(self, task_id: TaskId, user_id: UserId) -> Task:
        self._answer()
        self.cancelled.put_nowait(task_id)
        return self._held(task_id, user_id)

    async def recent(self, guild_id: GuildId, user_id: UserId, *, limit: int = 10) -> list[Task]:
        return [task for task in self.kept if (task.guild_id, task.user_id) == (guild_id, user_id)][:limit]

    @asynccontextmanager
    async def collect(
        self, task_id: TaskId, user_id: UserId, *, age_restricted: bool = False
    ) -> AsyncIterator[tuple[Task, list[Picture]]]:
        self.collected_in.append(age_restricted)
        yield self._held(task_id, user_id), self.pictures

    async def collected(self, task_id: TaskId, message_id: MessageId) -> None:
        self.collected_as.put_nowait((task_id, message_id))

    async def allowance(self, guild_id: GuildId, user_id: UserId) -> Allowance:
        return Allowance(quota=self.limits, spent=Spent(person_day=12, person_month=60, guild_month=1234))

    async def quota(self, guild_id: GuildId) -> Quota:
        return self.limits

    async def set_quota(self, guild_id: GuildId, **limits: int | None) -> Quota:
        self.limits = replace(self.limits, **limits)
        return self.limits

    async def flagged_policy(self, guild_id: GuildId) -> FlaggedPolicy:
        return self.policy

    async def set_flagged_policy(self, guild_id: GuildId, policy: FlaggedPolicy) -> None:
        self.policy = policy

    def _held(self, task_id: TaskId, user_id: UserId) -> Task:
        for task in self.kept:
            if task.id == task_id and task.user_id == user_id:
                return task
        raise Refused(Reason.NOT_YOURS)

    def _press(self, what: str, task_id: TaskId, press: Press, *more: Any) -> Task | None:
        self._answer()
        self.pressed.put_nowait((what, task_id, press, *more))
        return None

    def _answer(self) -> None:
        if self.refusal is not None:
            raise self.refusal


class NoKeys(Keyring):
    """A keyring that nobody uses."""

    def __init__(self) -> None:
        """Without a vault."""


class Cutter:
    """A fitter that cuts bytes off: enough for Discord's sandbox, which looks at the first ones only."""

    def __init__(self) -> None:
        self.limits: list[int] = []

    @asynccontextmanager
    async def fit(self, path: Path, *, limit: int) -> AsyncIterator[Fitted]:
        self.limits.append(limit)
        if limit < len(png()):
            raise TooBig("nothing is left")
        yield _cut(path, limit)


def _cut(path: Path, limit: int) -> Fitted:
    data = path.read_bytes()[:limit]
    return Fitted(path=on_disk(data), size_bytes=len(data), extension="png")


class Copier:
    """Draws nothing: it shows the first picture."""

    @asynccontextmanager
    async def sheet(self, pictures: Sequence[Path]) -> AsyncIterator[Sheet]:
        yield Sheet(path=pictures[0], size_bytes=pictures[0].stat().st_size, count=min(len(pictures), MOST))

    @asynccontextmanager
    async def proof(self, picture: Path, mask: Path) -> AsyncIterator[Sheet]:
        async with self.sheet([picture]) as sheet:
            yield sheet


class BusyDrawer:
    """Has no time for anything."""

    def sheet(self, pictures: Sequence[Path]) -> AbstractAsyncContextManager[Sheet]:
        raise Unreachable(Reason.BUSY)

    def proof(self, picture: Path, mask: Path) -> AbstractAsyncContextManager[Sheet]:
        raise Unreachable(Reason.BUSY)


class Memory:
    """What was registered last, for as long as the test lasts."""

    def __init__(self) -> None:
        self.saved: list[str] = []

    async def load(self) -> str | None:
        return self.saved[-1] if self.saved else None

    async def save(self, fingerprint: str) -> None:
        self.saved.append(fingerprint)


def refused(reason: Reason, **values: Any) -> BotError:
    """Something that a person hears."""
    return Refused(reason, **values)
