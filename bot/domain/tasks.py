"""One request of one person."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, SecretStr

from bot.domain.ids import (
    ChannelId,
    GuildId,
    InteractionId,
    MediaName,
    MessageId,
    ProviderId,
    TaskId,
    UpstreamId,
    UserId,
)
from bot.domain.lifecycle import State
from bot.domain.offers import Shape
from bot.domain.policies import Showing
from bot.domain.sentences import Sentence


class KeyOwner(StrEnum):
    """Whose key pays upstream."""

    GUILD = "guild"
    OPERATOR = "operator"
    NOBODY = "nobody"


class Input(BaseModel):
    """One attached picture. `url` is Discord's signed link; or else it is a copy of what we keep as `copy_of`.

    `media` is the name under which it is kept, chosen before there are bytes; `shape` is known once they are ours.
    """

    model_config = ConfigDict(frozen=True)

    slot: str
    url: str
    filename: str
    size_bytes: int
    media: MediaName | None = None
    copy_of: MediaName | None = None
    shape: Shape | None = None


class Result(BaseModel):
    """One output: a picture, upstream's `url` until `expires_at` (None: unknown), or a `text`.

    `media` is the name under which it is kept, chosen before there are bytes; `shape` is known once they are ours.
    """

    model_config = ConfigDict(frozen=True)

    url: str | None = None
    expires_at: AwareDatetime | None = None
    media: MediaName | None = None
    shape: Shape | None = None
    text: str | None = None
    seed: int | None = None
    flags: tuple[str, ...] = ()
    showing: Showing = Showing.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Where the answer goes. `token` lives 15 minutes from the interaction; `file_limit` is in bytes per file.

    `message_id` is the reply that was promised, if Discord has told it. `age_restricted`: only adults see the channel.
    """

    application_id: int
    interaction_id: InteractionId
    token: SecretStr | None
    token_expires_at: datetime
    file_limit: int
    private: bool
    locale: str
    message_id: MessageId | None = None
    age_restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a cog hands to the Studio: `options` are the tool's own, `provider` only if the person chose one."""

    tool: str
    options: dict[str, Any]
    inputs: tuple[Input, ...]
    guild_id: GuildId
    channel_id: ChannelId
    user_id: UserId
    reply: Reply
    provider: ProviderId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Somebody who presses a button or picks from a select, where they are, and where the answer to that goes.

    `is_heard`: Discord is known to have taken our acknowledgement, and so takes the reply's token.
    """

    user_id: UserId
    guild_id: GuildId
    channel_id: ChannelId
    reply: Reply
    is_heard: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task's row. `version` fences every write: whoever holds an older one has lost the task.

    `called_at`: a provider's call that nobody has looked into yet. `round` counts its submissions from 1: a task whose
    person was asked something in between is submitted a second time, under another name. `agreed_at`: when they said
    yes to its price, and to the part of their picture that was marked. `key_owner`: whose key pays, or is meant to.
    """

    id: TaskId
    state: State
    version: int
    tool: str
    options: dict[str, Any]
    guild_id: GuildId
    channel_id: ChannelId
    user_id: UserId
    reply: Reply
    inputs: tuple[Input, ...]
    price: int
    created_at: datetime
    deadline_at: datetime
    due_at: datetime | None
    wanted_provider: ProviderId | None = None
    provider: ProviderId | None = None
    offer: str | None = None
    key_owner: KeyOwner | None = None
    round: int = 1
    attempts: int = 0
    polls: int = 0
    upstream_id: UpstreamId | None = None
    memo: dict[str, str | int] = field(default_factory=dict)
    submitted_at: datetime | None = None
    confirmed_at: datetime | None = None
    finished_at: datetime | None = None
    results: tuple[Result, ...] = ()
    message_id: MessageId | None = None
    posting_at: datetime | None = None
    delivered_at: datetime | None = None
    called_at: datetime | None = None
    agreed_at: datetime | None = None
    lease_until: datetime | None = None
    failure: Sentence | None = None
