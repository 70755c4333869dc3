"""Entries of the inventory."""

from typing import Any

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage
from bot.domain.sentences import Reason, Sentence
from bot.domain.tools import Tool
from bot.upstreams.inventory import LimitsEntry, Mode, OfferEntry, ToolEntry

LIMITS = LimitsEntry(formats=("JPEG", "PNG"), max_bytes=5_000_000, min_side=64, max_side=2048, max_pixels=None)
KEYLESS = Sentence.of(Reason.NO_OPERATOR_KEY, provider="North Light")
OFF = Sentence.of(Reason.FEATURE_OFF, provider="North Light", setting="a table")


def tool_entry(tool: Tool, *offers: OfferEntry) -> ToolEntry:
    """The tool's own entry."""
    return ToolEntry(
        key=tool.key,
        command=f"/{tool.key}",
        family=tool.family,
        summary=tool.summary,
        output=tool.output,
        offers=offers,
    )


def offer_entry(why_not: Sentence | None = None, **changes: Any) -> OfferEntry:
    """An offer of North Light; it works where nothing is said to be in the way."""
    values = {
        "key": "north.x",
        "provider": ProviderId("north"),
        "title": "North Light",
        "endpoint": "/x",
        "mode": Mode.ASYNCHRONOUS,
        "price": 2,
        "limits": LIMITS,
        "documented": Coverage.DOCUMENTED,
        "enabled": why_not is None,
        "why_not": why_not,
    }
    return OfferEntry.model_validate(values | changes)
