"""Which commands a person is offered where."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.flags import Permission
from bot.sandbox.discord.options import ImpossibleError
from bot.sandbox.discord.world import Channel, Json, User

_USER_INSTALL, _GUILD_INSTALL = 1, 0
_IN_GUILD, _IN_DIRECT = 0, 1


def offered(backend: Backend, user: User, channel: Channel, name: str, kind: int) -> Json:
    """The command that Discord's client would show; ImpossibleError says why there is none."""
    scopes = [channel.guild_id, None] if channel.guild is not None else [None]
    found = [backend.commands.named(scope, name, kind) for scope in scopes]
    command = next((item for item in found if item is not None), None)
    if command is None:
        raise ImpossibleError(f"no command {name!r} is registered here")
    _check_place(command, channel)
    if channel.guild is not None:
        _check_permissions(command, Permission(channel.guild.members.get(user.id, 0)))
    if command.get("nsfw") and channel.guild is not None and not channel.nsfw:
        raise ImpossibleError(f"{name!r} is offered in age-restricted channels only")
    return command


def _check_place(command: Mapping[str, Any], channel: Channel) -> None:
    context = _IN_DIRECT if channel.guild is None else _IN_GUILD
    if command.get("contexts") is not None and context not in command["contexts"]:
        raise ImpossibleError(f"{command['name']!r} is not offered in this kind of channel")
    needed = _USER_INSTALL if channel.guild is not None and not channel.guild.has_bot else None
    if needed is not None and needed not in command.get("integration_types", [_GUILD_INSTALL]):
        raise ImpossibleError(f"{command['name']!r} needs the bot in the guild")


def _check_permissions(command: Mapping[str, Any], permissions: Permission) -> None:
    if Permission.ADMINISTRATOR in permissions:
        return
    if Permission.USE_APPLICATION_COMMANDS not in permissions:
        raise ImpossibleError("this person may not use commands here")
    needed = command.get("default_member_permissions")
    if needed is not None and (needed == "0" or Permission(int(needed)) & ~permissions):
        raise ImpossibleError(f"this person is not offered {command['name']!r}")
