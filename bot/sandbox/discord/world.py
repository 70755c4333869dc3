"""What exists: people, guilds, channels, messages, interactions.

Messages and files are values, and every version of a message is kept, so that a test can look at a state which was
replaced a moment later. The other records are Discord's present state and change in place.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.discord.files import StoredFile
from bot.sandbox.discord.flags import NO_FLAGS, CallbackType, InteractionType, MessageFlag, MessageType

Json = dict[str, Any]
DEFAULT_FILE_LIMIT = 10 * 2**20


@dataclass(slots=True, kw_only=True, eq=False)
class User:
    """A person, or the bot itself."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    accepts_dms: bool = True


@dataclass(slots=True, kw_only=True, eq=False)
class Guild:
    """A server. `members` maps a user id to what that person may do."""

    id: int
    name: str
    owner_id: int
    created_at: datetime
    file_limit: int = DEFAULT_FILE_LIMIT
    has_bot: bool = True
    members: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True, eq=False)
class Channel:
    """A text channel of a guild, or (`guild` is None) the bot's direct messages with `recipient`."""

    id: int
    name: str
    guild: Guild | None
    recipient: User | None = None
    permissions: int
    nsfw: bool = False
    position: int = 0

    @property
    def guild_id(self) -> int | None:
        """The guild's id; None in direct messages."""
        return None if self.guild is None else self.guild.id

    @property
    def file_limit(self) -> int:
        """Bytes that one file may have here."""
        return DEFAULT_FILE_LIMIT if self.guild is None else self.guild.file_limit


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """One version of a message. Components and embeds are as the author sent them, components with their ids."""

    id: int
    channel: Channel
    author: User
    type: MessageType
    created_at: datetime
    content: str = ""
    embeds: tuple[Json, ...] = ()
    components: tuple[Json, ...] = ()
    files: tuple[StoredFile, ...] = ()
    flags: MessageFlag = NO_FLAGS
    edited_at: datetime | None = None
    edits: int = 0
    nonce: str | int | None = None
    viewer_id: int | None = None
    mentions: frozenset[int] = frozenset()
    mentions_everyone: bool = False
    pings: frozenset[int] = frozenset()
    interaction: "Interaction | None" = None
    reference_id: int | None = None

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return MessageFlag.EPHEMERAL in self.flags

    @property
    def loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return MessageFlag.LOADING in self.flags


@dataclass(slots=True, kw_only=True, eq=False)
class Interaction:
    """Something a person did that the application answers."""

    id: int
    token: str = field(repr=False)
    type: InteractionType
    user: User
    channel: Channel
    data: Json
    created_at: datetime
    opened_at: float
    owners: Json
    source: StoredMessage | None = None
    opener: "Interaction | None" = None
    answered_with: CallbackType | None = None
    answered_at: float | None = None
    answer: Json = field(default_factory=dict)
    original_id: int | None = None
    message_ids: list[int] = field(default_factory=list)
    fills_loading: bool = False

    @property
    def user_install_only(self) -> bool:
        """Whether the application is here only because this person brought it."""
        return "0" not in self.owners


@dataclass(slots=True, kw_only=True, eq=False)
class World:
    """Everything that exists, by id."""

    bot: User
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    direct: dict[int, Channel] = field(default_factory=dict)
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    history: dict[int, list[StoredMessage]] = field(default_factory=dict)
    files: dict[int, StoredFile] = field(default_factory=dict)
    interactions: dict[int, Interaction] = field(default_factory=dict)
    tokens: dict[str, Interaction] = field(default_factory=dict)
    nonces: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def in_channel(self, channel: Channel) -> list[StoredMessage]:
        """A channel's messages, oldest first, ephemeral ones included."""
        return [message for message in self.messages.values() if message.channel is channel]

    def bot_guilds(self) -> list[Guild]:
        """The guilds that the bot is a member of."""
        return [guild for guild in self.guilds.values() if guild.has_bot]

    def shares_guild(self, user: User) -> bool:
        """Whether the bot meets this person anywhere."""
        return any(user.id in guild.members for guild in self.bot_guilds())
