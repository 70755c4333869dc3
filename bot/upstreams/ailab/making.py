"""An offer of an endpoint."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from bot.domain.offers import Coverage, Offer, Order, Travel
from bot.domain.pace import Pace
from bot.domain.sentences import Sentence
from bot.domain.tools import Options, Tool
from bot.upstreams.ailab.endpoint import Endpoint
from bot.upstreams.ailab.form import Payload, one_picture
from bot.upstreams.ailab.names import ID
from bot.upstreams.ailab.refusals import off
from bot.upstreams.ailab.settings import AilabSettings

Made = tuple[Offer, Endpoint]
Refuses = Callable[[Options], Sentence | None]
Misses = Callable[[Options, Collection[str]], Sentence | None]

_JOB_LIVES_S = 1800
"""Of the retired query; documented."""


def make(
    endpoint: Endpoint,
    settings: AilabSettings,
    tool: Tool,
    *,
    payload: Payload = one_picture,
    key: str | None = None,
    **rest: Any,
) -> Made:
    """The offer, and the endpoint that it is asked of. `rest` is what else the offer says."""
    offer = Offer(
        key=f"{ID}.{key or endpoint.name}",
        tool=tool.key,
        provider=ID,
        endpoint=endpoint.name,
        price=settings.prices.get(endpoint.name, endpoint.price or 0),
        limits=endpoint.limits,
        limits_of=endpoint.limits_of,
        travel=Travel.BYTES,
        coverage=endpoint.coverage,
        usual_s=endpoint.usual_s,
        payload=partial(_body, payload, endpoint),
        at_once=endpoint.at_once,
        off=_off(endpoint, settings),
        pace=_pace(endpoint, settings.pace),
        **rest,
    )
    return offer, endpoint


def _body(payload: Payload, endpoint: Endpoint, order: Order) -> dict[str, Any]:
    form = payload(order)
    return {"fields": {**endpoint.fixed, **form.fields}, "files": dict(form.files)}


def _off(endpoint: Endpoint, settings: AilabSettings) -> Sentence | None:
    if endpoint.coverage is Coverage.RETIRED and not settings.retired:
        return off("retired")
    if endpoint.marked and settings.mask_marks is None:
        return off("mask_marks")
    if endpoint.price is None and endpoint.name not in settings.prices:
        return off("prices")
    return None


def _pace(endpoint: Endpoint, pace: Pace) -> Pace | None:
    """Not longer than the vendor remembers the task."""
    if endpoint.job is None:
        return None
    return pace.model_copy(update={"poll_deadline_s": min(pace.poll_deadline_s, _JOB_LIVES_S)})
