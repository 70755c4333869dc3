"""The README's tables and diagram, made from the code. `python -m tests.docs.blocks` writes them into the README."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr

from bot.domain.lifecycle import diagram
from bot.pool import Pool
from bot.settings import Settings, variable
from bot.upstreams.catalogue import Catalogue, build
from bot.upstreams.http import new_client
from bot.upstreams.imgopen.endpoints import ENDPOINTS, Endpoint, Role
from bot.upstreams.imgopen.names import ID
from bot.upstreams.imgopen.supplied import switch
from bot.upstreams.inventory import LimitsEntry, OfferEntry, ToolEntry, inventory
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
    rows = [_offer_row(tool, offer) for tool in inventory(_catalogue()) for offer in tool.offers]
    head = "| tool | provider | endpoint | credits | pictures it takes | how well it is known |"
    return "\n".join([head, "| --- | --- | --- | ---: | --- | --- |", *rows])


def endpoints_table() -> str:
    """Every endpoint of Img Open, what it is for us, and whether it works once there is a key."""
    catalogue = _catalogue()
    rows = [_endpoint_row(endpoint, catalogue) for endpoint in ENDPOINTS]
    head = "| # | endpoint | path after `/AIGCImgOpenServ/saas/` | how well it is known | what for | with a key |"
    return "\n".join([head, "| ---: | --- | --- | --- | --- | --- |", *rows])


def _catalogue() -> Catalogue:
    return build(ProvidersSettings(), client=new_client(), pool=Pool())


def _offer_row(tool: ToolEntry, offer: OfferEntry) -> str:
    limits = _pictures(offer.limits) if offer.limits else ""
    endpoint = f"`{offer.endpoint}`"
    return f"| `{tool.command}` | {offer.title} | {endpoint} | {offer.price_label} | {limits} | {offer.documented} |"


def _pictures(limits: LimitsEntry) -> str:
    high = f" (at most {limits.max_height:,} high)" if limits.max_height else ""
    return f"{limits.min_side} to {limits.max_side:,} px per side{high}, at most {limits.max_bytes / 1e6:.1f} MB"


def _endpoint_row(endpoint: Endpoint, catalogue: Catalogue) -> str:
    path = f"`{endpoint.path}`" if endpoint.path else ""
    serves, setting = _service(endpoint, catalogue)
    state = f"off until there is {setting}" if setting else "works"
    return f"| {endpoint.number} | {endpoint.title} | {path} | {endpoint.coverage} | {serves} | {state} |"


def _service(endpoint: Endpoint, catalogue: Catalogue) -> tuple[str, str | None]:
    """What an endpoint is for, and what would turn it on if it is off."""
    match endpoint.role:
        case Role.OFFER:
            offer = catalogue.offer(endpoint.serves)
            return f"`/{offer.tool}`", None if offer.off is None else str(offer.off.values["setting"])
        case Role.LIST:
            is_there = endpoint.serves in catalogue.upstream(ID).lists
            return f"what to choose as `{endpoint.serves}`", None if is_there else switch(f"{endpoint.serves}_list")
        case Role.QUERY:
            return f"asking about {endpoint.serves}", None if endpoint.path else switch("training_result")


def state_diagram() -> str:
    """The task's life."""
    return f"```mermaid\n{diagram()}\n```"


BLOCKS: Mapping[str, Callable[[], str]] = {
    "settings": settings_table,
    "tools": tools_table,
    "endpoints": endpoints_table,
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
    if shown in (None, "", (), [], {}, frozenset()):
        return ""
    if isinstance(shown, frozenset):
        shown = sorted(shown)
    return f"`{json.dumps(shown)}`" if isinstance(shown, tuple | list | dict) else f"`{shown}`"


if __name__ == "__main__":
    README.write_text(renewed(README.read_text()))
