"""Every request at a vendor that refuses each field which no page has, and bills what succeeds."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from PIL import Image

from bot.domain.clock import ShiftedClock
from bot.domain.errors import Rejected
from bot.domain.offers import Offer, Order
from bot.domain.outcomes import Broke, Finished, Outcome, Pending
from bot.domain.sentences import Reason
from bot.domain.tools import NoOptions
from bot.sandbox.upstreams import AilabTools, LocalVendors
from bot.upstreams.ailab.provider import Ailab
from bot.upstreams.ailab.settings import AilabSettings
from tests.sandbox.upstreams.customers import paint
from tests.upstreams import orders
from tests.upstreams.ailab import pictures
from tests.upstreams.ailab.requests import REQUESTS, Request
from tests.upstreams.ailab.scripted import SETTINGS, offer

SIZE = (320, 280)
MASK = pictures.saved(Image.new("RGBA", SIZE, (255, 255, 255, 255)))
GENERATIONS: dict[str, dict[str, Any]] = {
    "V1.0.0": {"cartoon": "1.0.0", "hd_migration": "1.0.0"},
    "V1.1.0": {"cartoon": "1.1.0", "hd_migration": "1.1.0"},
}


@pytest.fixture
def shop(vendors: LocalVendors) -> AilabTools:
    vendors.ailab.config = replace(vendors.ailab.config, processing_s=0, retired_live=True)
    return vendors.ailab


def upstream(shop: AilabTools, client: httpx.AsyncClient, clock: ShiftedClock, **given: Any) -> Ailab:
    made = AilabSettings.model_validate({**SETTINGS, "base_url": shop.base_url, **given})
    return Ailab(made, client=client, clock=clock)


def order(shop: AilabTools, request: Request) -> Order:
    key = orders.sealed(api_key=shop.api_key)
    made = orders.made(request.options, *request.files.values(), data=paint(size=SIZE), credentials=key)
    marked = {slot: replace(picture, data=MASK) for slot, picture in made.pictures.items() if slot == "mask"}
    return replace(made, pictures={**made.pictures, **marked})


async def carried_out(shop: AilabTools, provider: Ailab, made: Offer, order: Order) -> Outcome:
    outcome = await provider.submit(made, order)
    if isinstance(outcome, Pending):
        await shop.idle()
        return await provider.poll(made, replace(order, upstream_id=outcome.upstream_id, memo=outcome.memo))
    return outcome


@pytest.mark.parametrize("request_", REQUESTS, ids=[f"{request.key} {request.fields}"[:60] for request in REQUESTS])
async def test_every_request_is_carried_out_and_billed(
    shop: AilabTools, client: httpx.AsyncClient, clock: ShiftedClock, request_: Request
) -> None:
    generation = request_.settings.get("retired_generation")
    shop.config = replace(shop.config, **GENERATIONS.get(str(generation), {}))
    provider = upstream(shop, client, clock, **request_.settings)
    made = offer(provider, request_.key)
    outcome = await carried_out(shop, provider, made, order(shop, request_))
    assert isinstance(outcome, Finished), outcome
    assert all(found.url or found.data for found in outcome.found)
    assert shop.violations == []
    if made.endpoint != "image-color-migration":  # its price is in no document
        assert shop.spent == made.price


@pytest.mark.parametrize("envelope", ["short", "full", "observed"])
@pytest.mark.parametrize("place", ["top", "data"])
async def test_either_envelope_and_either_place_of_the_status_will_do(
    shop: AilabTools, client: httpx.AsyncClient, clock: ShiftedClock, envelope: Any, place: Any
) -> None:
    shop.config = replace(shop.config, envelope=envelope, status_place=place)
    provider = upstream(shop, client, clock)
    request = next(each for each in REQUESTS if each.key == "ai-face-swap")
    made = offer(provider, request.key)
    assert isinstance(await carried_out(shop, provider, made, order(shop, request)), Finished)


async def test_what_the_vendor_has_switched_off_is_retired(
    shop: AilabTools, client: httpx.AsyncClient, clock: ShiftedClock
) -> None:
    shop.config = replace(shop.config, retired_live=False)
    provider = upstream(shop, client, clock)
    request = next(each for each in REQUESTS if each.key == "image-hd-color-migration")
    with pytest.raises(Rejected, match=Reason.TOOL_RETIRED):
        await provider.submit(offer(provider, request.key), order(shop, request))


async def test_a_task_that_nobody_knows_has_failed(
    shop: AilabTools, client: httpx.AsyncClient, clock: ShiftedClock
) -> None:
    provider = upstream(shop, client, clock)
    key = orders.sealed(api_key=shop.api_key)
    asked = orders.made(NoOptions(), upstream_id="nobodys", credentials=key)
    assert isinstance(await provider.poll(offer(provider, "ai-bald"), asked), Broke)


async def test_the_vendors_key_is_taken_and_another_is_not(
    shop: AilabTools, client: httpx.AsyncClient, clock: ShiftedClock
) -> None:
    provider = upstream(shop, client, clock)
    assert await provider.check(orders.sealed(api_key=shop.api_key)) is True
    assert await provider.check(orders.sealed(api_key="another")) is False
