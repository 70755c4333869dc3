"""The `data` of interactions: what a person chose, typed, uploaded, and the objects that this names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.catalogue import offered
from bot.sandbox.discord.components import walk
from bot.sandbox.discord.files import StoredFile, Upload, keep
from bot.sandbox.discord.flags import CommandType, ComponentType
from bot.sandbox.discord.modals import choose, fill_form
from bot.sandbox.discord.options import ImpossibleError, fill
from bot.sandbox.discord.payloads.messages import attachment
from bot.sandbox.discord.payloads.users import member
from bot.sandbox.discord.payloads.users import user as user_payload
from bot.sandbox.discord.world import Channel, Json, StoredMessage, User

SELECTS = frozenset(
    {
        ComponentType.STRING_SELECT,
        ComponentType.USER_SELECT,
        ComponentType.ROLE_SELECT,
        ComponentType.MENTIONABLE_SELECT,
        ComponentType.CHANNEL_SELECT,
    }
)


def slash(
    backend: Backend,
    user: User,
    channel: Channel,
    command: str,
    values: Mapping[str, Any],
    *,
    focused: str | None = None,
) -> Json:
    """A slash command with its options; the words after the first name a subcommand."""
    name, *path = command.split()
    found = offered(backend, user, channel, name, CommandType.CHAT_INPUT)
    filled = fill(found, path, values, focused=focused)
    files = [keep_input(backend, upload) for _, upload in filled.uploads]
    for (option, _), file in zip(filled.uploads, files, strict=True):
        option["value"] = str(file.id)
    resolved = people(backend, channel, filled.users) | attachments(backend, channel, files)
    return _command(found, {"options": filled.options} if filled.options else {}, resolved)


def on_message(backend: Backend, user: User, target: StoredMessage, command: str) -> Json:
    """A context-menu command on a message."""
    found = offered(backend, user, target.channel, command, CommandType.MESSAGE)
    return _command(found, {"target_id": str(target.id)}, {"messages": {str(target.id): backend.writer.write(target)}})


def on_person(backend: Backend, user: User, channel: Channel, target: User, command: str) -> Json:
    """A context-menu command on a person."""
    found = offered(backend, user, channel, command, CommandType.USER)
    return _command(found, {"target_id": str(target.id)}, people(backend, channel, [target.id]))


def _command(found: Json, chosen: Json, resolved: Json) -> Json:
    data = {key: found[key] for key in ("id", "name", "type", "guild_id") if key in found}
    return data | chosen | ({"resolved": resolved} if resolved else {})


def button(message: StoredMessage, name: str) -> Json:
    """A press on the button with this label or custom_id."""
    found = _component(message, {ComponentType.BUTTON}, name, ("label", "custom_id"))
    if "custom_id" not in found:
        raise ImpossibleError(f"{name!r} is a link: it tells the application nothing")
    return _chosen(found)


def select(backend: Backend, message: StoredMessage, name: str, values: Sequence[str]) -> Json:
    """A choice in the select with this custom_id or placeholder."""
    found = _component(message, SELECTS, name, ("custom_id", "placeholder"))
    if not found.get("min_values", 1) <= len(values) <= found.get("max_values", 1):
        raise ImpossibleError(f"{name!r} does not take {len(values)} values")
    data = _chosen(found) | {"values": [choose(found, value) for value in values]}
    if found["type"] == ComponentType.USER_SELECT:
        data["resolved"] = people(backend, message.channel, [int(value) for value in values])
    return data


def _chosen(component: Json) -> Json:
    return {key: component[key] for key in ("custom_id", "id")} | {"component_type": component["type"]}


def _component(message: StoredMessage, kinds: Collection[int], name: str, keys: Iterable[str]) -> Json:
    fits = [part for part in walk(message.components) if part.get("type") in kinds]
    found = [part for part in fits if name in {part.get(key) for key in keys}]
    if len(found) != 1:
        raise ImpossibleError(f"the message has {len(found)} of {name!r}")
    if found[0].get("disabled"):
        raise ImpossibleError(f"{name!r} is disabled")
    return found[0]


def modal(backend: Backend, channel: Channel, form: Mapping[str, Any], values: Mapping[str, Any]) -> Json:
    """A form, filled in and submitted."""
    filled = fill_form(form, values, lambda upload: keep_input(backend, upload))
    data: Json = {"custom_id": form["custom_id"], "components": filled.components}
    if filled.files:
        data["resolved"] = attachments(backend, channel, filled.files)
    return data


def keep_input(backend: Backend, upload: Upload) -> StoredFile:
    """Store a file that a person hands to the application; it belongs to no message."""
    file = keep(upload, file_id=backend.snowflakes.make())
    backend.world.files[file.id] = file
    return file


def attachments(backend: Backend, channel: Channel, files: Iterable[StoredFile]) -> Json:
    """`resolved` attachments: ephemeral, under signed addresses."""
    shown = {
        str(file.id): attachment(file, backend.links.to(file, channel.id, ephemeral=True), ephemeral=True)
        for file in files
    }
    return {"attachments": shown} if shown else {}


def people(backend: Backend, channel: Channel, user_ids: Iterable[int]) -> Json:
    """`resolved` users, and members where there is a guild."""
    known = [backend.world.users[user_id] for user_id in user_ids]
    if not known:
        return {}
    users = {str(user.id): user_payload(user) for user in known}
    if channel.guild is None:
        return {"users": users}
    permissions = channel.guild.members
    members = {
        str(user.id): member(channel.guild) | {"permissions": str(permissions.get(user.id, 0))} for user in known
    }
    return {"users": users, "members": members}
