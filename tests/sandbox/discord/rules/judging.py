"""Short ways to write down what is put before the rulebook."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.sandbox.discord.rules import Rulebook
from bot.sandbox.discord.rules.messages import Route

Json = dict[str, Any]
Case = Callable[[Rulebook], None]

V2 = 1 << 15


def commands(*payload: Json) -> Case:
    return lambda rulebook: rulebook.commands(payload)


def message(
    payload: Json, *, route: Route = "channel", uploads: Sequence[str] = (), before: Mapping[str, Any] | None = None
) -> Case:
    return lambda rulebook: rulebook.message(payload, route=route, uploads=uploads, before=before)


def callback(
    kind: int,
    data: Any = None,
    *,
    to: int = 2,
    uploads: Sequence[str] = (),
    before: Mapping[str, Any] | None = None,
) -> Case:
    payload = {"type": kind, "data": data}
    return lambda rulebook: rulebook.callback(payload, interaction_type=to, uploads=uploads, before=before)


def chat(*options: Json, **changes: Any) -> Json:
    return {"type": 1, "name": "enhance", "description": "Make it sharp", "options": list(options)} | changes


def option(kind: int = 3, name: str = "style", **changes: Any) -> Json:
    return {"type": kind, "name": name, "description": "Which one"} | changes


def v2(*components: Json, uploads: Sequence[str] = ()) -> Case:
    return message({"flags": V2, "components": list(components)}, uploads=uploads)


def text(content: str = "Hello") -> Json:
    return {"type": 10, "content": content}


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(**changes: Any) -> Json:
    return {"type": 2, "style": 1, "custom_id": "again", "label": "Again"} | changes


def select(*options: Json, **changes: Any) -> Json:
    return {"type": 3, "custom_id": "tool", "options": list(options) or [choice()]} | changes


def choice(**changes: Any) -> Json:
    return {"label": "Cartoon", "value": "cartoon"} | changes


def modal(*components: Json, **changes: Any) -> Case:
    return callback(9, {"custom_id": "keys", "title": "Your keys", "components": list(components)} | changes)


def label(component: Json, **changes: Any) -> Json:
    return {"type": 18, "label": "The key", "component": component} | changes


def entry(**changes: Any) -> Json:
    return {"type": 4, "custom_id": "key", "style": 1} | changes
