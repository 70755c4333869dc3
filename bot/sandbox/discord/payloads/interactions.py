"""Interactions on the wire, as INTERACTION_CREATE carries them, and the answer to their callback."""

from bot.sandbox.discord.flags import EVERY_PERMISSION, CallbackType
from bot.sandbox.discord.payloads.guilds import partial_channel
from bot.sandbox.discord.payloads.messages import MessageWriter
from bot.sandbox.discord.payloads.users import member, user
from bot.sandbox.discord.world import Interaction, Json, StoredMessage, World

_GUILD_CONTEXT, _BOT_DM_CONTEXT = 0, 1
_SHOWS_MESSAGE = {CallbackType.MESSAGE, CallbackType.UPDATE}


def interaction(record: Interaction, world: World, writer: MessageWriter) -> Json:
    """The event that the application receives."""
    place = record.channel
    permissions = EVERY_PERMISSION if place.guild is None else place.guild.members.get(record.user.id, 0)
    body: Json = {
        "id": str(record.id),
        "application_id": str(world.bot.id),
        "type": int(record.type),
        "token": record.token,
        "version": 1,
        "data": record.data,
        "channel_id": str(place.id),
        "channel": partial_channel(place, world.bot, permissions),
        "app_permissions": str(place.permissions),
        "locale": record.user.locale,
        "entitlements": [],
        "authorizing_integration_owners": record.owners,
        "context": _BOT_DM_CONTEXT if place.guild is None else _GUILD_CONTEXT,
        "attachment_size_limit": place.file_limit,
    }
    if record.source is not None:
        body["message"] = writer.write(world.messages.get(record.source.id, record.source))
    return body | _who(record, permissions)


def _who(record: Interaction, permissions: int) -> Json:
    guild = record.channel.guild
    if guild is None:
        return {"user": user(record.user)}
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "member": member(guild) | {"user": user(record.user), "permissions": str(permissions)},
    }


def callback_response(record: Interaction, message: StoredMessage | None, writer: MessageWriter) -> Json:
    """What `with_response` answers; the message itself comes only for types 4 and 7."""
    about: Json = {"id": str(record.id), "type": int(record.type)}
    if message is not None:
        about |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
    body: Json = {"interaction": about}
    if record.answered_with is None:
        return body
    if message is not None and record.answered_with in _SHOWS_MESSAGE:
        body["resource"] = {"type": int(record.answered_with), "message": writer.write(message)}
    return body
