"""Registering application commands, globally and per guild."""

from typing import Any

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.commands import Scope
from bot.sandbox.discord.refusals import Code, invalid_form, refusal
from bot.sandbox.discord.rest.call import Call, Reply, Route
from bot.sandbox.discord.world import Json

_LOCALIZATIONS = ("name_localizations", "description_localizations")


async def listing(backend: Backend, call: Call) -> Reply:
    """Get Commands: without the localisations unless asked for."""
    found = backend.commands.all(_scope(backend, call))
    if not call.flag("with_localizations"):
        found = [_without_localizations(command) for command in found]
    return Reply(body=found)


async def replace(backend: Backend, call: Call) -> Reply:
    """Bulk Overwrite Commands."""
    scope, payloads = _scope(backend, call), _payloads(call.body)
    backend.rulebook.commands(payloads)
    backend.rules.creates(backend.commands.would_create(scope, payloads))
    stored = backend.commands.replace(scope, payloads)
    backend.signal.notify()
    return Reply(body=stored)


async def create(backend: Backend, call: Call) -> Reply:
    """Create Command: 201 when new, 200 when it overwrites its namesake."""
    scope, payload = _scope(backend, call), call.form()
    backend.rulebook.commands([payload])
    created = backend.commands.would_create(scope, [payload])
    backend.rules.creates(created)
    command = backend.commands.put(scope, payload)
    backend.signal.notify()
    return Reply(status=201 if created else 200, body=command)


async def get(backend: Backend, call: Call) -> Reply:
    """Get Command."""
    return Reply(body=_known(backend, call))


async def change(backend: Backend, call: Call) -> Reply:
    """Edit Command: the whole result is checked."""
    known = _known(backend, call)
    backend.rulebook.commands([_requestable(known) | call.form()])
    return Reply(body=backend.commands.change(_scope(backend, call), int(known["id"]), call.form()))


async def delete(backend: Backend, call: Call) -> Reply:
    """Delete Command."""
    known = _known(backend, call)
    backend.commands.remove(_scope(backend, call), int(known["id"]))
    return Reply(status=204)


def _scope(backend: Backend, call: Call) -> Scope:
    if call.id("application_id") != backend.world.bot.id:
        raise refusal(Code.MISSING_ACCESS)
    if "guild_id" not in call.params:
        return None
    guild = backend.world.guilds.get(call.id("guild_id"))
    if guild is None or not guild.has_bot:
        raise refusal(Code.MISSING_ACCESS)
    return guild.id


def _known(backend: Backend, call: Call) -> Json:
    command = backend.commands.get(_scope(backend, call), call.id("command_id"))
    if command is None:
        raise refusal(Code.UNKNOWN_COMMAND)
    return command


def _payloads(body: Any) -> list[Json]:
    if not isinstance(body, list) or not all(isinstance(item, dict) and "name" in item for item in body):
        raise invalid_form("_misc", "LIST_TYPE_CONVERT", "Only iterables of commands may be used.")
    return body


def _requestable(command: Json) -> Json:
    return {key: value for key, value in command.items() if key not in {"id", "application_id", "version", "guild_id"}}


def _without_localizations(item: Json) -> Json:
    kept = {key: value for key, value in item.items() if key not in _LOCALIZATIONS}
    for key in ("options", "choices"):
        if isinstance(kept.get(key), list):
            kept[key] = [_without_localizations(child) for child in kept[key]]
    return kept


def _routes(base: str) -> tuple[Route, ...]:
    return (
        Route("GET", base, listing),
        Route("PUT", base, replace),
        Route("POST", base, create),
        Route("GET", f"{base}/{{command_id}}", get),
        Route("PATCH", f"{base}/{{command_id}}", change),
        Route("DELETE", f"{base}/{{command_id}}", delete),
    )


ROUTES = (
    *_routes("/applications/{application_id}/commands"),
    *_routes("/applications/{application_id}/guilds/{guild_id}/commands"),
)
