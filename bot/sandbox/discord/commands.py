"""The registered application commands, per scope: None is global, else a guild id."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.sandbox.discord.flags import CommandType
from bot.sandbox.discord.world import Json

Scope = int | None
_KEPT = (
    "name",
    "name_localizations",
    "description_localizations",
    "options",
    "nsfw",
    "dm_permission",
    "contexts",
    "integration_types",
    "handler",
)


@dataclass(slots=True, kw_only=True, eq=False)
class CommandStore:
    """Commands by scope and id, in Discord's response shape."""

    application_id: int
    make_id: Callable[[], int]
    today: Callable[[], date]
    _commands: dict[Scope, dict[int, Json]] = field(default_factory=dict)
    _creates: dict[tuple[Scope, date], int] = field(default_factory=dict)

    def all(self, scope: Scope) -> list[Json]:
        """The commands of a scope."""
        return list(self._commands.get(scope, {}).values())

    def get(self, scope: Scope, command_id: int) -> Json | None:
        """One command."""
        return self._commands.get(scope, {}).get(command_id)

    def named(self, scope: Scope, name: str, kind: int) -> Json | None:
        """The command of this type with this name."""
        return next((item for item in self.all(scope) if (item["name"], item["type"]) == (name, kind)), None)

    def names(self) -> set[str]:
        """The names of all commands of all scopes."""
        return {command["name"] for commands in self._commands.values() for command in commands.values()}

    def would_create(self, scope: Scope, payloads: Iterable[Mapping[str, object]]) -> int:
        """How many commands would count as created today, were these stored."""
        new = sum(self.named(scope, str(item["name"]), _kind(item)) is None for item in payloads)
        return new and new + self._creates.get((scope, self.today()), 0)

    def put(self, scope: Scope, payload: Json) -> Json:
        """Create a command, or overwrite the one with its name and type."""
        known = self.named(scope, payload["name"], _kind(payload))
        if known is None:
            key = (scope, self.today())
            self._creates[key] = self._creates.get(key, 0) + 1
        command = self._stored(scope, payload, self.make_id() if known is None else int(known["id"]))
        self._commands.setdefault(scope, {})[int(command["id"])] = command
        return command

    def replace(self, scope: Scope, payloads: Iterable[Json]) -> list[Json]:
        """Make these the only commands of the scope; a known name and type keeps its id."""
        stored = [self.put(scope, payload) for payload in payloads]
        self._commands[scope] = {int(command["id"]): command for command in stored}
        return stored

    def change(self, scope: Scope, command_id: int, payload: Json) -> Json:
        """Change some fields of a command."""
        known = self._commands[scope][command_id]
        command = self._stored(scope, known | payload | {"type": known["type"]}, command_id)
        self._commands[scope][command_id] = command
        return command

    def remove(self, scope: Scope, command_id: int) -> bool:
        """Delete a command; whether there was one."""
        return self._commands.get(scope, {}).pop(command_id, None) is not None

    def _stored(self, scope: Scope, payload: Json, command_id: int) -> Json:
        permissions = payload.get("default_member_permissions")
        command = {key: payload[key] for key in _KEPT if payload.get(key) is not None}
        return command | {
            "id": str(command_id),
            "application_id": str(self.application_id),
            "version": str(self.make_id()),
            "type": _kind(payload),
            "description": payload.get("description") or "",
            "default_member_permissions": None if permissions is None else str(permissions),
            **({} if scope is None else {"guild_id": str(scope)}),
        }


def _kind(payload: Mapping[str, object]) -> int:
    return int(str(payload.get("type") or int(CommandType.CHAT_INPUT)))
