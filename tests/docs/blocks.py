"""The README's tables and diagram, made from the code. `python -m tests.docs.blocks` writes them into the README."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr

from bot.domain.lifecycle import diagram
from bot.domain.offers import Offer
from bot.domain.tools import Tool
from bot.pool import Pool
from bot.settings import Settings, variable
from bot.upstreams.catalogue import Catalogue, build
from bot.upstreams.http import new_client
from bot.upstreams.settings import ProvidersSettings

README = Path(__file__).parents[2] / "README.md"


def settings_table() -> str:
    """Every setting: variable, default, meaning."""
    rows = [
        f"| `{name}` | {default} | {meaning} |" for name, default, meaning in _settings(Settings.model_construct(), ())
    ]
    return "\n".join(["| variable | default | meaning |", "| --- | --- | --- |", *rows])


def tools_table() -> str:
    """Every offer of every tool, with the operator's defaults."""
    catalogue = build(ProvidersSettings(), client=new_client(), pool=Pool())
    rows = [_offer_row(tool, offer, catalogue) for tool in catalogue.tools for offer in catalogue.offers_for(tool.key)]
    head = "| tool | provider | endpoint | credits | picture limits | how well it is known |"
    return "\n".join([head, "| --- | --- | --- | --- | --- | --- |", *rows])


def _offer_row(tool: Tool, offer: Offer, catalogue: Catalogue) -> str:
    limits = offer.limits
    sides = f"{limits.min_side} to {limits.max_side:,} px per side, at most {limits.max_bytes / 1e6:.1f} MB"
    title = catalogue.upstream(offer.provider).title
    return f"| `/{tool.key}` | {title} | `{offer.endpoint}` | {offer.price} | {sides} | {offer.coverage} |"


def state_diagram() -> str:
    """The task's life."""
    return f"```mermaid\n{diagram()}\n```"


BLOCKS: Mapping[str, Callable[[], str]] = {
    "settings": settings_table,
    "tools": tools_table,
    "states": state_diagram,
}


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
        old, new = _framed(name, block(text, name)), _framed(name, make())
        text = text.replace(old, new)
    return text


def _framed(name: str, content: str) -> str:
    return f"<!-- {name} -->\n{content}\n<!-- /{name} -->"


def _settings(defaults: BaseModel, path: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for name, field in type(defaults).model_fields.items():
        value = getattr(defaults, name)
        if isinstance(value, BaseModel):
            yield from _settings(value, (*path, name))
        else:
            yield variable(*path, name), _default(value), field.description or ""


def _default(value: Any) -> str:
    shown = value.get_secret_value() if isinstance(value, SecretStr) else value
    if isinstance(shown, tuple):
        shown = json.dumps(shown)
    return "" if shown in (None, "", [], {}, frozenset()) else f"`{shown}`"


if __name__ == "__main__":
    README.write_text(renewed(README.read_text()))
