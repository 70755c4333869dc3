from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NoReturn, TypeVar

import httpx
import pytest

from bot.domain.ids import ProviderId
from bot.domain.offers import Offer, Order, Travel
from bot.domain.toolbox import TOOLS
from bot.domain.toolbox.marking import MASK
from bot.domain.tools import Tool
from bot.upstreams.base import Upstream
from bot.upstreams.catalogue import Catalogue, build
from bot.upstreams.local.provider import Local
from bot.upstreams.local.settings import LocalSettings
from bot.upstreams.settings import ProvidersSettings
from tests.upstreams import orders

T = TypeVar("T")
SOME: dict[str, str | int] = {
    "clothes_type": "full_body",
    "effect": "bald",
    "footage": "log_c",
    "height": 100,
    "number": 1,
    "to": "female",
    "width": 100,
}
"""Values of required options that are not just words."""


@dataclass(frozen=True)
class NoPool:
    """Nothing is run here."""

    async def run(self, _fn: Callable[..., T], /, *_args: object, timeout_s: float) -> NoReturn:
        raise NotImplementedError(timeout_s)


@pytest.fixture
def catalogue(client: httpx.AsyncClient) -> Catalogue:
    return build(ProvidersSettings(), client=client, pool=NoPool())


def test_the_providers_come_in_their_order(catalogue: Catalogue) -> None:
    assert [upstream.id for upstream in catalogue.upstreams] == ["imgopen", "ailab", "magictiger", "local"]


@pytest.mark.parametrize(
    ("tool", "offers"),
    [
        ("enhance", ["magictiger.enhance", "local.enhance"]),
        (
            "faceswap",
            [
                "imgopen.roop",
                "imgopen.v2-roop",
                "imgopen.face-fusion",
                "ailab.ai-face-swap",
                "ailab.face-fusion",
                "local.faceswap",
                "local.faceswap_largest",
            ],
        ),
        ("unheard-of", []),
    ],
)
def test_a_tool_has_the_offers_of_its_providers(catalogue: Catalogue, tool: str, offers: list[str]) -> None:
    assert [offer.key for offer in catalogue.offers_for(tool)] == offers


def test_every_offer_tool_and_provider_is_found_by_its_name(catalogue: Catalogue) -> None:
    assert [catalogue.offer(offer.key) for offer in catalogue.offers] == list(catalogue.offers)
    assert [catalogue.tool(tool.key) for tool in catalogue.tools] == list(catalogue.tools)
    assert [catalogue.upstream(upstream.id) for upstream in catalogue.upstreams] == list(catalogue.upstreams)


def test_what_is_not_there_is_a_key_error(catalogue: Catalogue) -> None:
    for find in (catalogue.offer, catalogue.tool, lambda name: catalogue.upstream(ProviderId(name))):
        with pytest.raises(KeyError):
            find("unheard-of")


def test_looking_things_up_makes_nothing_anew(catalogue: Catalogue) -> None:
    assert catalogue.offers is catalogue.offers
    assert catalogue.offers_for("enhance") is catalogue.offers_for("enhance")


def test_every_door_has_a_receipt(catalogue: Catalogue) -> None:
    doors = {upstream.id for upstream in catalogue.upstreams if upstream.door is not None}
    assert doors == {upstream.id for upstream in catalogue.upstreams if upstream.receipt} == {"imgopen", "magictiger"}


def test_every_tool_has_an_offer(catalogue: Catalogue) -> None:
    assert all(catalogue.offers_for(tool.key) for tool in catalogue.tools)


def test_the_first_tools_can_be_done_without_any_key(catalogue: Catalogue) -> None:
    keyless = {upstream.id for upstream in catalogue.upstreams if not upstream.credential_fields}
    for tool in ("enhance", "faceswap"):
        assert any(offer.provider in keyless for offer in catalogue.offers_for(tool))


def test_what_an_offer_asks_first_is_an_offer_of_another_tool_of_the_same_provider(catalogue: Catalogue) -> None:
    asking = [offer for offer in catalogue.offers if offer.asks is not None]
    assert asking
    for offer in asking:
        asked = catalogue.offer(str(offer.asks))
        assert (asked.provider, asked.off) == (offer.provider, None)
        assert asked.tool != offer.tool


def test_an_offer_ignores_slots_that_its_tool_has(catalogue: Catalogue) -> None:
    for offer in catalogue.offers:
        assert offer.ignores <= {slot.name for slot in catalogue.tool(offer.tool).slots}


def test_every_payload_can_be_made_of_its_tools_defaults(catalogue: Catalogue) -> None:
    for offer in catalogue.offers:
        if offer.off is None:
            assert offer.payload(least(catalogue.tool(offer.tool)))


def least(tool: Tool) -> Order:
    """An order with what is required, and the mask that a tool for a part of a picture is always given."""
    required = {name for name, field in tool.options.model_fields.items() if field.is_required()}
    options = {name: SOME.get(name, "words") for name in required}
    slots = [slot.name for slot in tool.slots if (slot.least or slot.name == MASK) and not slot.is_series]
    series = [f"{slot.name}-{number}" for slot in tool.slots if slot.is_series for number in range(1, slot.least + 1)]
    return orders.made(tool.options.model_validate(options), *slots, *series, data=b"x")


def test_only_what_is_free_of_charge_may_be_repeated(catalogue: Catalogue) -> None:
    assert {offer.provider for offer in catalogue.offers if offer.repeatable} == {"local"}


def test_pictures_are_uploaded_to_the_one_provider_that_takes_no_addresses(catalogue: Catalogue) -> None:
    uploading = {offer.provider for offer in catalogue.offers if offer.travel is Travel.BYTES}
    assert uploading == {"ailab", "local"}


def upstream(*offers: Offer) -> Upstream:
    made = Local(LocalSettings(), pool=NoPool())
    made.offers = offers or made.offers
    return made


def changed(**changes: Any) -> Offer:
    return replace(Local(LocalSettings(), pool=NoPool()).offers[0], **changes)


@pytest.mark.parametrize(
    ("upstreams", "complaint"),
    [
        ((upstream(), upstream()), "provider local is there twice"),
        ((upstream(changed(), changed()),), "offer local.enhance is there twice"),
        ((upstream(changed(provider=ProviderId("imgopen"))),), "says that it is imgopen's"),
        ((upstream(changed(tool="unheard-of")),), "unheard-of, which is no tool"),
        ((upstream(changed(choices={"style": ("a",)})),), r"choices for \['style'\]"),
    ],
)
def test_a_contradiction_is_refused(upstreams: tuple[Upstream, ...], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Catalogue(tools=TOOLS, upstreams=upstreams)


def test_a_tool_that_is_there_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="tool enhance is there twice"):
        Catalogue(tools=(*TOOLS, TOOLS[0]), upstreams=())
