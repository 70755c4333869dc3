from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NoReturn, TypeVar

import httpx
import pytest

from bot.domain.ids import ProviderId
from bot.domain.offers import Offer, Travel
from bot.domain.toolbox import TOOLS
from bot.upstreams.base import Upstream
from bot.upstreams.catalogue import Catalogue, build
from bot.upstreams.local.provider import Local
from bot.upstreams.local.settings import LocalSettings
from bot.upstreams.settings import ProvidersSettings
from tests.upstreams import orders

T = TypeVar("T")


@dataclass(frozen=True)
class NoPool:
    """Nothing is run here."""

    async def run(self, _fn: Callable[..., T], /, *_args: object, timeout_s: float) -> NoReturn:
        raise NotImplementedError(timeout_s)


@pytest.fixture
def catalogue(client: httpx.AsyncClient) -> Catalogue:
    return build(ProvidersSettings(), client=client, pool=NoPool())


def test_the_providers_come_in_their_order(catalogue: Catalogue) -> None:
    assert [upstream.id for upstream in catalogue.upstreams] == ["imgopen", "magictiger", "local"]


@pytest.mark.parametrize(
    ("tool", "offers"),
    [
        ("enhance", ["magictiger.enhance", "local.enhance"]),
        ("faceswap", ["imgopen.roop", "imgopen.v2-roop", "local.faceswap"]),
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


def test_every_tool_can_be_done_without_any_key(catalogue: Catalogue) -> None:
    keyless = {upstream.id for upstream in catalogue.upstreams if not upstream.credential_fields}
    for tool in catalogue.tools:
        assert any(offer.provider in keyless for offer in catalogue.offers_for(tool.key))


def test_every_payload_can_be_made_of_its_tools_defaults(catalogue: Catalogue) -> None:
    made = {"enhance": orders.enhancement(data=b"x"), "faceswap": orders.swap(data=b"x")}
    assert all(offer.payload(made[offer.tool]) for offer in catalogue.offers)


def test_only_what_is_free_of_charge_may_be_repeated(catalogue: Catalogue) -> None:
    assert {offer.provider for offer in catalogue.offers if offer.repeatable} == {"local"}
    assert all(offer.travel is Travel.URL for offer in catalogue.offers if not offer.repeatable)


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
        ((upstream(changed(tool="cartoon")),), "cartoon, which is no tool"),
        ((upstream(changed(choices={"style": ("a",)})),), r"choices for \['style'\]"),
    ],
)
def test_a_contradiction_is_refused(upstreams: tuple[Upstream, ...], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Catalogue(tools=TOOLS, upstreams=upstreams)


def test_a_tool_that_is_there_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="tool enhance is there twice"):
        Catalogue(tools=(*TOOLS, TOOLS[0]), upstreams=())
