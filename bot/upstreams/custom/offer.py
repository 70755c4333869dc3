"""From an operator's table to an offer."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage, Limits, Offer, Order, Travel
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox.marking import MARKS, MASK, MarkingOptions
from bot.domain.tools import Hidden, Options, Tool
from bot.upstreams.custom.table import CALLBACK, TASK, Endpoint
from bot.upstreams.custom.template import fill, placeholders


def names(tool: Tool) -> frozenset[str]:
    """What a body for this tool may speak of: its pictures and its options."""
    return _slots(tool) | _options(tool)


def needed(tool: Tool) -> frozenset[str]:
    """What a body for this tool must speak of: the pictures and options that are always there."""
    options = frozenset(name for name, field in tool.options.model_fields.items() if field.is_required())
    marked = frozenset({MASK}) if _is_marked(tool) else frozenset[str]()
    return options | marked | frozenset(slot.name for slot in tool.slots if slot.least > 0)


def make_offer(
    table: Endpoint, tool: Tool, *, key: str, provider: ProviderId, title: str, endpoint: str, limits: Limits
) -> Offer:
    """The offer for what the table describes; `limits` hold where the table sets none."""
    used = placeholders(table.body)
    return Offer(
        key=key,
        tool=tool.key,
        provider=provider,
        endpoint=endpoint,
        price=table.price,
        limits=Limits(max_bytes=table.max_bytes or limits.max_bytes, max_side=table.max_side or limits.max_side),
        travel=Travel.URL,
        coverage=Coverage.OPERATOR_SUPPLIED,
        usual_s=table.usual_s,
        payload=partial(_payload, table=table, tool=tool),
        refuses=_refusing(used | MARKS if _is_marked(tool) else used, title=title),
        calls_back=table.calls_back,
        at_once=table.query is None,
        ignores=_slots(tool) - used,
    )


def _payload(order: Order, *, table: Endpoint, tool: Tool) -> dict[str, Any]:
    return fill(table.body, _values(order, tool))


def _values(order: Order, tool: Tool) -> dict[str, Any]:
    single = {slot.name: order.pictures[slot.name].url for slot in tool.slots if slot.name in order.pictures}
    several = {slot.name: [each.url for each in order.series(slot.name)] for slot in tool.slots if slot.is_series}
    ours = {TASK: order.own_id, CALLBACK: order.callback_url}
    return {**order.options.model_dump(mode="json"), **single, **several, **ours}


def _refusing(used: frozenset[str], *, title: str) -> Callable[[Options], Sentence | None]:
    """Nobody pays for an option that would not be sent."""

    def refuse(options: Options) -> Sentence | None:
        for name, field in type(options).model_fields.items():
            if name not in used and getattr(options, name) != field.default:
                return Sentence.of(Reason.OPTION_UNUSED, option=name, provider=title)
        return None

    return refuse


def _slots(tool: Tool) -> frozenset[str]:
    return frozenset(slot.name for slot in tool.slots)


def _options(tool: Tool) -> frozenset[str]:
    fields = tool.options.model_fields.items()
    shown = frozenset(name for name, field in fields if not any(isinstance(mark, Hidden) for mark in field.metadata))
    return shown - MARKS if _is_marked(tool) else shown


def _is_marked(tool: Tool) -> bool:
    """Whether a part of the picture is worked on: the mask is always there, what it was made of stays with us."""
    return issubclass(tool.options, MarkingOptions)
