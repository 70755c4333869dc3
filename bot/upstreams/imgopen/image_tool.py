"""An image tool of the vendor: submitted under its tool code, and asked about there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.domain.offers import Limits, Offer, Order, Travel
from bot.domain.sentences import Sentence
from bot.upstreams.bodies import Payload
from bot.upstreams.imgopen.endpoints import Endpoint
from bot.upstreams.imgopen.names import ID
from bot.upstreams.imgopen.route import Data, Question, Reading, Route, untold
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.statuses import StatusMap, failure_by

Made = tuple[Offer, Route]

_FORMATS = frozenset({"JPEG", "PNG", "WEBP"})
"""Ours: what we look at before we send it. No page names formats."""


def known(endpoint: Endpoint, settings: ImgOpenSettings) -> dict[str, Any]:
    """What every offer says alike."""
    return {
        "key": endpoint.serves,
        "provider": ID,
        "endpoint": endpoint.name,
        "coverage": endpoint.coverage,
        "limits": Limits(formats=_FORMATS, max_bytes=settings.max_bytes, max_side=settings.max_side),
        "travel": Travel.URL,
    }


def image_tool(
    endpoint: Endpoint,
    settings: ImgOpenSettings,
    *,
    payload: Payload,
    read: Reading,
    statuses: StatusMap,
    nothing: Callable[[Data], Sentence | None] = untold,
    **rest: Any,
) -> Made:
    """The offer and its route. `payload` makes the tool's own fields; `rest` is what else the offer says."""
    calls_back = endpoint.name in settings.callback_tools
    addressed = partial(_address, payload=payload, calls_back=calls_back)
    offer = Offer(payload=addressed, calls_back=calls_back, **known(endpoint, settings), **rest)
    route = Route(
        path=endpoint.known_path,
        questions=(query_of(endpoint),),
        read=read,
        failure=failure_by(statuses),
        nothing=nothing,
    )
    return offer, route


def query_of(endpoint: Endpoint) -> Question:
    """The tool's own query; slashes in a tool code stay as they are."""
    return Question(path=f"{endpoint.known_path}/queryTask", body=by_own_id)


def by_own_id(own_id: str) -> dict[str, Any]:
    """The body of every documented question."""
    return {"businessTaskId": own_id}


def _address(order: Order, *, payload: Payload, calls_back: bool) -> dict[str, Any]:
    """Under our own id, with the address to report to where the tool takes one and we have one."""
    reports = {"callbackUrl": order.callback_url} if calls_back and order.callback_url else {}
    return {**payload(order), "businessTaskId": order.own_id, **reports}
