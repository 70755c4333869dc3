"""A task's row and the Task it stands for."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr, TypeAdapter
from sqlalchemy import ColumnElement, RowMapping, or_

from bot.domain.ids import InteractionId, MessageId, TaskId
from bot.domain.lifecycle import State
from bot.domain.sentences import Sentence
from bot.domain.tasks import Input, KeyOwner, Reply, Request, Result, Task
from storage.schema import tasks
from storage.sealing import Sealer, Unsealable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INPUTS = TypeAdapter(tuple[Input, ...])
_RESULTS = TypeAdapter(tuple[Result, ...])
_PLAIN = (
    "id",
    "version",
    "tool",
    "options",
    "guild_id",
    "channel_id",
    "user_id",
    "price",
    "created_at",
    "deadline_at",
    "due_at",
    "wanted_provider",
    "provider",
    "offer",
    "round",
    "attempts",
    "polls",
    "upstream_id",
    "memo",
    "submitted_at",
    "confirmed_at",
    "finished_at",
    "message_id",
    "posting_at",
    "delivered_at",
    "called_at",
    "agreed_at",
    "lease_until",
)


def token_place(interaction_id: int) -> str:
    """Where an interaction token belongs, for the sealer."""
    return f"interaction {interaction_id}"


def is_free(now: datetime | ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether nobody holds the row: its lease has been given back, or is over."""
    return or_(tasks.c.lease_until.is_(None), tasks.c.lease_until <= now)


def is_open() -> ColumnElement[bool]:
    """Whether anything is still to be done. A comparison, for it leads SQLite to the index of just these rows."""
    return tasks.c.due_at > _EPOCH


def to_row(
    request: Request, sealer: Sealer, *, task_id: TaskId, price: int, key_owner: KeyOwner | None, now: datetime
) -> dict[str, Any]:
    """The row of a new task: accepted, and due at once."""
    return {
        "id": task_id,
        "state": State.ACCEPTED,
        "version": 1,
        "tool": request.tool,
        "options": request.options,
        "guild_id": request.guild_id,
        "channel_id": request.channel_id,
        "user_id": request.user_id,
        "command_id": request.reply.interaction_id,
        "price": price,
        "key_owner": key_owner,
        "wanted_provider": request.provider,
        "round": 1,
        "attempts": 0,
        "polls": 0,
        "memo": {},
        "created_at": now,
        "due_at": now,
        **to_columns({"reply": request.reply, "inputs": request.inputs, "results": ()}, sealer),
    }


def to_columns(changes: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
    """Task fields as column values; a change of `results` sets the earliest expiry too."""
    columns = dict(changes)
    if "reply" in changes:
        columns |= _reply_columns(columns.pop("reply"), sealer)
    if "inputs" in changes:
        columns["inputs"] = _INPUTS.dump_python(changes["inputs"], mode="json")
    if "results" in changes:
        columns["results"] = _RESULTS.dump_python(changes["results"], mode="json")
        expiries = [result.expires_at for result in changes["results"] if result.expires_at and not result.shape]
        columns["result_expires_at"] = min(expiries, default=None)
    if changes.get("failure") is not None:
        columns["failure"] = changes["failure"].model_dump(mode="json")
    return columns


def to_task(row: RowMapping, sealer: Sealer) -> Task:
    """The Task of a row. Raises ValueError (pydantic's, too) for a row that this version of ours cannot read."""
    return Task(
        **{name: row[name] for name in _PLAIN},
        state=State(row["state"]),
        key_owner=KeyOwner(row["key_owner"]) if row["key_owner"] else None,
        reply=_reply(row, sealer),
        inputs=_INPUTS.validate_python(row["inputs"]),
        results=_RESULTS.validate_python(row["results"]),
        failure=Sentence.model_validate(row["failure"]) if row["failure"] else None,
    )


def _reply_columns(reply: Reply, sealer: Sealer) -> dict[str, Any]:
    token = sealer.seal(token_place(reply.interaction_id), reply.token.get_secret_value()) if reply.token else None
    return {
        "interaction_id": reply.interaction_id,
        "application_id": reply.application_id,
        "token_sealed": token,
        "token_expires_at": reply.token_expires_at,
        "file_limit": reply.file_limit,
        "private": reply.private,
        "locale": reply.locale,
        "age_restricted": reply.age_restricted,
        "reply_message_id": reply.message_id,
    }


def _reply(row: RowMapping, sealer: Sealer) -> Reply:
    return Reply(
        application_id=row["application_id"],
        interaction_id=InteractionId(row["interaction_id"]),
        token=_token(row, sealer),
        token_expires_at=row["token_expires_at"],
        file_limit=row["file_limit"],
        private=row["private"],
        locale=row["locale"],
        message_id=MessageId(row["reply_message_id"]) if row["reply_message_id"] else None,
        age_restricted=row["age_restricted"],
    )


def _token(row: RowMapping, sealer: Sealer) -> SecretStr | None:
    """The interaction token; None once dropped, or sealed with a key that is gone: there are other ways to post."""
    if row["token_sealed"] is None:
        return None
    try:
        return SecretStr(sealer.open(token_place(row["interaction_id"]), row["token_sealed"]))
    except Unsealable:
        return None
