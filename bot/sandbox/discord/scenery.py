"""Arranging the world and changing it while the bot looks on."""

from bot.sandbox.discord import timeline
from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.flags import EVERY_PERMISSION, ORDINARY_MEMBER, Intent
from bot.sandbox.discord.payloads.guilds import channel as channel_payload
from bot.sandbox.discord.payloads.guilds import guild_create
from bot.sandbox.discord.people import Person
from bot.sandbox.discord.views import Message, view
from bot.sandbox.discord.world import DEFAULT_FILE_LIMIT, Channel, Guild, Json, User


class Scenery:
    """Guilds, channels and people, and what may happen to them."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._world = backend.world

    def add_guild(self, name: str = "Darkroom", *, file_limit: int = DEFAULT_FILE_LIMIT) -> Guild:
        """A server that the bot is a member of."""
        now, guild_id = self._backend.clock.now(), self._backend.snowflakes.make()
        guild = Guild(id=guild_id, name=name, owner_id=self._world.bot.id, created_at=now, file_limit=file_limit)
        self._world.guilds[guild.id] = guild
        self._tell("GUILD_CREATE", guild_create(guild, self._world), guild)
        return guild

    def add_channel(
        self, guild: Guild, name: str = "general", *, nsfw: bool = False, permissions: int | None = None
    ) -> Channel:
        """A text channel; `permissions` are the bot's there (None: all)."""
        channel = Channel(
            id=self._backend.snowflakes.make(),
            name=name,
            guild=guild,
            permissions=EVERY_PERMISSION if permissions is None else permissions,
            nsfw=nsfw,
            position=sum(other.guild is guild for other in self._world.channels.values()),
        )
        self._world.channels[channel.id] = channel
        self._tell("CHANNEL_CREATE", channel_payload(channel, self._world.bot), guild)
        return channel

    def add_person(
        self,
        name: str,
        *guilds: Guild,
        permissions: int = ORDINARY_MEMBER,
        locale: str = "en-US",
        accepts_dms: bool = True,
    ) -> Person:
        """A person who is a member of these guilds with these permissions."""
        user = User(id=self._backend.snowflakes.make(), name=name, locale=locale, accepts_dms=accepts_dms)
        self._world.users[user.id] = user
        for guild in guilds:
            guild.members[user.id] = permissions
        return Person(self._backend, user)

    def messages(self, channel: Channel) -> list[Message]:
        """All messages of a channel, ephemeral ones included, oldest first."""
        return [view(message, self._backend.writer) for message in self._world.in_channel(channel)]

    def states(self, message: Message) -> list[Message]:
        """Every state that a message has been in, oldest first; still known when it was deleted."""
        return [view(state, self._backend.writer) for state in self._world.history[message.id]]

    def remove_bot(self, guild: Guild) -> None:
        """Throw the bot out. Its commands may go on living there as a user's own install."""
        self._tell("GUILD_DELETE", {"id": str(guild.id)}, guild)
        guild.has_bot = False

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel and what was said in it."""
        del self._world.channels[channel.id]
        for message in self._world.in_channel(channel):
            del self._world.messages[message.id]
        self._tell("CHANNEL_DELETE", channel_payload(channel, self._world.bot), channel.guild)
        self._backend.signal.notify()

    def set_permissions(self, channel: Channel, permissions: int) -> None:
        """Change what the bot may do in a channel."""
        channel.permissions = permissions
        self._tell("CHANNEL_UPDATE", channel_payload(channel, self._world.bot), channel.guild)

    def set_file_limit(self, guild: Guild, max_bytes: int) -> None:
        """Change how large a file may be (boosts come and go)."""
        guild.file_limit = max_bytes

    def accept_dms(self, person: Person, *, accepts: bool) -> None:
        """Open or close a person's direct messages."""
        self._world.users[person.id].accepts_dms = accepts

    def delete_message(self, message: Message) -> None:
        """Delete a message, as any moderator might."""
        timeline.delete(self._backend, self._world.messages[message.id])

    def _tell(self, event: str, data: Json, guild: Guild | None) -> None:
        if guild is not None and guild.has_bot:
            self._backend.hub.dispatch(event, data, guild_id=guild.id, intent=Intent.GUILDS)
