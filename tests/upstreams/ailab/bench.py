"""Asking and paying in one line."""

from typing import Any

from bot.domain.offers import Offer, Order
from bot.domain.outcomes import Outcome
from bot.upstreams.ailab.endpoints import ENDPOINTS
from bot.upstreams.ailab.provider import JOB_QUERY, TASK_QUERY, Ailab
from tests.upstreams import orders
from tests.upstreams.ailab import pictures
from tests.upstreams.ailab.requests import REQUESTS
from tests.upstreams.ailab.scripted import KEY, TASK_ID, Scripted


def offer_for(upstream: Ailab, name: str) -> Offer:
    """The first offer of that endpoint."""
    return next(each for each in upstream.offers if each.endpoint == name)


def order_for(offer: Offer, **rest: Any) -> Order:
    request = next(each for each in REQUESTS if f"ailab.{each.key}" == offer.key)
    data = pictures.mask("L", 255)
    return orders.made(request.options, *request.files.values(), **{"data": data, "credentials": KEY, **rest})


async def paid_for(vendor: Scripted, name: str, answer: Any, *, status: int = 200, **settings: Any) -> Outcome:
    """What a submission comes to."""
    vendor.answer(ENDPOINTS[name].path, answer, status=status)
    upstream = vendor.upstream(**settings)
    offer = offer_for(upstream, name)
    return await upstream.submit(offer, order_for(offer))


async def asked_for(vendor: Scripted, name: str, answer: Any, *, status: int = 200, **settings: Any) -> Outcome:
    """What the current query comes to."""
    vendor.answer(TASK_QUERY, answer, status=status)
    upstream = vendor.upstream(**settings)
    offer = offer_for(upstream, name)
    return await upstream.poll(offer, order_for(offer, upstream_id=TASK_ID))


async def asked_about_job(vendor: Scripted, job: str, answer: Any, *, name: str, status: int = 200) -> Outcome:
    """What the retired query comes to."""
    vendor.answer(JOB_QUERY, answer, status=status)
    upstream = vendor.upstream(retired_generation="V1.0.0")
    offer = next(each for each in reversed(upstream.offers) if each.endpoint == name)
    return await upstream.poll(offer, order_for(offer, upstream_id="THE-REQUEST", memo={"job": job}))
