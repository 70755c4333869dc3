"""Message components: numbering, walking, and media that names an upload."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from bot.sandbox.discord.flags import ComponentType
from bot.sandbox.discord.world import Json

_DEFAULTS: dict[int, Json] = {
    ComponentType.STRING_SELECT: {"min_values": 1, "max_values": 1, "options": []},
    ComponentType.USER_SELECT: {"min_values": 1, "max_values": 1},
    ComponentType.ROLE_SELECT: {"min_values": 1, "max_values": 1},
    ComponentType.MENTIONABLE_SELECT: {"min_values": 1, "max_values": 1},
    ComponentType.CHANNEL_SELECT: {"min_values": 1, "max_values": 1},
    ComponentType.SEPARATOR: {"spacing": 1, "divider": True},
    ComponentType.CONTAINER: {"accent_color": None, "spoiler": False},
    ComponentType.THUMBNAIL: {"description": None, "spoiler": False},
    ComponentType.FILE: {"name": None, "size": None, "spoiler": False},
}
_SINGLE_CHILDREN = ("accessory", "component")
_NULLABLE = {"accent_color", "description", "name", "size"}


def walk(components: Iterable[Json]) -> Iterator[Json]:
    """Every component in reading order, parents first."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        for key in _SINGLE_CHILDREN:
            if isinstance(component.get(key), dict):
                yield from walk((component[key],))


def number(components: Sequence[Json]) -> tuple[Json, ...]:
    """The components as Discord stores them: defaults filled in, and an `id` for each that has none."""
    taken = {component.get("id") for component in walk(components)}
    free = (candidate for candidate in count(1) if candidate not in taken)
    return tuple(_complete(component, free) for component in components)


def _complete(component: Json, free: Iterator[int]) -> Json:
    given = {key: value for key, value in component.items() if value is not None or key in _NULLABLE}
    done = _DEFAULTS.get(component.get("type", 0), {}) | given
    done["id"] = component.get("id") or next(free)
    if "components" in done:
        done["components"] = [_complete(child, free) for child in done["components"]]
    for key in _SINGLE_CHILDREN:
        if isinstance(done.get(key), dict):
            done[key] = _complete(done[key], free)
    if "items" in done:
        done["items"] = [{"description": None, "spoiler": False} | item for item in done["items"]]
    return done


def media(components: Iterable[Json]) -> Iterator[str]:
    """The address of every picture or file shown by the components."""
    for component in walk(components):
        for item in (component, *(component.get("items") or ())):
            for key in ("media", "file"):
                if isinstance(item.get(key), dict):
                    yield str(item[key].get("url", ""))


def with_media(component: Json, resolve: Callable[[str], Json]) -> Json:
    """A copy with every media item replaced by what `resolve` makes of its address."""
    return {key: _resolved(key, value, resolve) for key, value in component.items()}


def _resolved(key: str, value: Any, resolve: Callable[[str], Json]) -> Any:
    if key in {"media", "file"} and isinstance(value, dict):
        return resolve(str(value.get("url", "")))
    if isinstance(value, dict):
        return with_media(value, resolve)
    if isinstance(value, list):
        return [with_media(item, resolve) if isinstance(item, dict) else item for item in value]
    return value
