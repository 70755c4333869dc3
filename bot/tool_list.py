"""`darkroom tools`: everything that people can ask for, as a table for people and as JSON for programs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from itertools import groupby
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.domain.clock import SystemClock
from bot.domain.tools import Family
from bot.opening import open_catalogue
from bot.settings import Settings
from bot.ui.figures import megabytes, pixels
from bot.ui.messages import tell_plainly
from bot.upstreams.inventory import LimitsEntry, OfferEntry, ToolEntry, inventory

_LOCALE = "en-US"
_FAMILIES = tuple(Family)
_HEADINGS = ("command", "provider", "endpoint", "credits", "known", "works", "how", "pictures")
_NARROW, _WIDE = 6, 140
"""How many columns everybody sees, and from how many characters on the others are shown too."""
_FOLDED = {"provider": 11, "endpoint": None}
_FOLDED_IF_WIDE = {"endpoint": None, "pictures": None}
"""Whose cells may take several lines, and the most characters of one."""

_LISTS = "[providers.imgopen.endpoints.…_list] in darkroom.toml"

Notes = Mapping[str, int]
"""What keeps offers from working: each is said once, below the table, under its number."""


async def read(settings: Settings) -> tuple[ToolEntry, ...]:
    """The inventory with these settings; nobody is asked for it."""
    async with AsyncExitStack() as stack:
        return inventory(await open_catalogue(stack, settings, SystemClock()))


def as_json(tools: Iterable[ToolEntry]) -> str:
    """A list of tools with their offers; `why_not` is a sentence, and null where `enabled` is true."""
    listed = [tool.model_dump(mode="json") | {"offers": [_dumped(offer) for offer in tool.offers]} for tool in tools]
    return json.dumps(listed, indent=2)


def as_table(tools: Sequence[ToolEntry], *, width: int) -> RenderableType:
    """A row for each offer, by family; a table that is wide enough says more about them."""
    by_family = sorted(tools, key=lambda tool: _FAMILIES.index(tool.family))
    notes = _notes(by_family)
    table = _empty_table(wide=width >= _WIDE)
    for _, family in groupby(by_family, key=lambda tool: tool.family):
        table.add_section()
        for row in _rows(family, notes):
            table.add_row(*(Text(cell) for cell in row[: len(table.columns)]))
    return Group(table, *(Text(f"({number}) {note}") for note, number in notes.items()), *_missing_lists(by_family))


def _missing_lists(tools: Iterable[ToolEntry]) -> Iterator[Text]:
    """Options that can be typed and not chosen."""
    missing: dict[tuple[str, ...], list[str]] = {}
    for tool in tools:
        if tool.unlisted:
            missing.setdefault(tool.unlisted, []).append(tool.command)
    for options, commands in missing.items():
        yield Text(f"No list to choose {', '.join(options)} from in {', '.join(commands)}: {_LISTS} describes one.")


def _empty_table(*, wide: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    folded = _FOLDED_IF_WIDE if wide else _FOLDED
    for heading in _HEADINGS if wide else _HEADINGS[:_NARROW]:
        table.add_column(heading, overflow="fold", no_wrap=heading not in folded, max_width=folded.get(heading))
    return table


def _rows(tools: Iterable[ToolEntry], notes: Notes) -> Iterator[list[str]]:
    for tool in tools:
        if not tool.offers:
            yield [tool.command, "nobody"]
        for number, offer in enumerate(tool.offers):
            yield [tool.command if number == 0 else "", *_cells(offer, notes)]


def _cells(offer: OfferEntry, notes: Notes) -> list[str]:
    obstacle = _obstacle(offer)
    works = "yes" if obstacle is None else f"no ({notes[obstacle]})"
    limits = _accepted(offer.limits) if offer.limits else "none"
    return [offer.title, offer.endpoint, offer.price_label, offer.documented, works, offer.mode, limits]


def _accepted(limits: LimitsEntry) -> str:
    high = f" (at most {limits.max_height:,} high)" if limits.max_height else ""
    sides = f"{limits.min_side:,} to {pixels(limits.max_side)}{high}"
    return ", ".join([sides, megabytes(limits.max_bytes, up=False), *limits.formats])


def _notes(tools: Iterable[ToolEntry]) -> Notes:
    obstacles = (_obstacle(offer) for tool in tools for offer in tool.offers)
    said = dict.fromkeys(obstacle for obstacle in obstacles if obstacle is not None)
    return {obstacle: number for number, obstacle in enumerate(said, 1)}


def _dumped(offer: OfferEntry) -> dict[str, Any]:
    return offer.model_dump(mode="json") | {"why_not": _obstacle(offer)}


def _obstacle(offer: OfferEntry) -> str | None:
    return None if offer.why_not is None else tell_plainly(offer.why_not, _LOCALE)
