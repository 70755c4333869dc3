"""The README's tables and diagram, made from the code. `python -m tests.docs.blocks` writes them into the README."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from bot.domain.lifecycle import diagram
from bot.settings import Settings, variable

README = Path(__file__).parents[2] / "README.md"


def settings_table() -> str:
    """Every setting: variable, default, meaning."""
    rows = [f"| `{name}` | {default} | {meaning} |" for name, default, meaning in _settings(Settings, ())]
    return "\n".join(["| variable | default | meaning |", "| --- | --- | --- |", *rows])


def state_diagram() -> str:
    """The task's life."""
    return f"```mermaid\n{diagram()}\n```"


BLOCKS: Mapping[str, Callable[[], str]] = {"settings": settings_table, "states": state_diagram}


def block(text: str, name: str) -> str:
    """What stands between the markers of `name`. Raises ValueError if they are missing."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, re.DOTALL)
    if found is None:
        msg = f"README.md has no block {name}"
        raise ValueError(msg)
    return found.group(1)


def renewed(text: str) -> str:
    """The README with every block made anew."""
    for name, make in BLOCKS.items():
        text = text.replace(block(text, name), make())
    return text


def _settings(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _settings(inner, (*path, name))
        else:
            yield variable(*path, name), _default(field), field.description or ""


def _default(field: FieldInfo) -> str:
    default: Any = field.get_default(call_default_factory=True)
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    return "" if default in (None, [], {}, frozenset(), ()) else f"`{default}`"


if __name__ == "__main__":
    README.write_text(renewed(README.read_text()))
