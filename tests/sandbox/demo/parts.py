"""A task, and what a vendor writes down about it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.ids import ChannelId, GuildId, InteractionId, ProviderId, UpstreamId, UserId, new_task_id
from bot.domain.lifecycle import State
from bot.domain.tasks import Reply, Task
from bot.sandbox.upstreams import Call, CallbackTry

SENT_AT = datetime(2026, 1, 1, tzinfo=UTC)


def after(seconds: float) -> datetime:
    """A moment after the person sent the command."""
    return SENT_AT + timedelta(seconds=seconds)


def task(**changes: Any) -> Task:
    """One that Magic Tiger has in hand."""
    reply = Reply(
        application_id=1,
        interaction_id=InteractionId(1),
        token=None,
        token_expires_at=after(900),
        file_limit=1,
        private=False,
        locale="en-US",
    )
    row = Task(
        id=new_task_id(),
        state=State.RUNNING,
        version=1,
        tool="enhance",
        options={},
        guild_id=GuildId(1),
        channel_id=ChannelId(1),
        user_id=UserId(1),
        reply=reply,
        inputs=(),
        price=2,
        created_at=SENT_AT,
        deadline_at=after(900),
        due_at=None,
        provider=ProviderId("magictiger"),
        upstream_id=UpstreamId("tiger-1"),
    )
    return replace(row, **changes)


def question(about: Task, at: datetime, *, endpoint: str = "gettask") -> Call:
    """The bot asks Magic Tiger."""
    return Call(endpoint=endpoint, body={"taskid": about.upstream_id, "type": 1}, at=at)


def heard(about: Task, at: datetime, *, delivered: bool = True) -> CallbackTry:
    """The vendor calls the bot."""
    return CallbackTry(
        own_id=about.id,
        platform_id=about.upstream_id,
        url="http://127.0.0.1/callbacks/magictiger",
        attempt=1,
        at=at,
        status=200 if delivered else None,
        delivered=delivered,
    )
