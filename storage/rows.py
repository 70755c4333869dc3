"""A task's row and the Task it stands for."""

from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr, TypeAdapter
from sqlalchemy import RowMapping

from bot.domain.ids import InteractionId, MessageId
from bot.domain.lifecycle import State
from bot.domain.sentences import Sentence
from bot.domain.tasks import Input, KeyOwner, Reply, Result, Task
from storage.sealing import Sealer, Unsealable

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
)


def token_place(interaction_id: int) -> str:
    """Where an interaction token belongs, for the sealer."""
    return f"interaction {interaction_id}"


def to_columns(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Task fields as column values; a change of `results` sets the earliest expiry too."""
    columns = dict(changes)
    if "inputs" in changes:
        columns["inputs"] = _INPUTS.dump_python(changes["inputs"], mode="json")
    if "results" in changes:
        columns["results"] = _RESULTS.dump_python(changes["results"], mode="json")
        expiries = [result.expires_at for result in changes["results"] if result.expires_at and not result.media]
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
    )


def _token(row: RowMapping, sealer: Sealer) -> SecretStr | None:
    """The interaction token; None once dropped, or sealed with a key that is gone: there are other ways to post."""
    if row["token_sealed"] is None:
        return None
    try:
        return SecretStr(sealer.open(token_place(row["interaction_id"]), row["token_sealed"]))
    except Unsealable:
        return None
