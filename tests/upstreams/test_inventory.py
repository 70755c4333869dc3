from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from bot.domain.clock import SystemClock
from bot.domain.offers import Coverage, Limits
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import IMAGINE, TOOLS
from bot.pool import Pool
from bot.upstreams.base import Upstream
from bot.upstreams.catalogue import Catalogue, build
from bot.upstreams.inventory import LimitsEntry, Mode, OfferEntry, ToolEntry, inventory
from bot.upstreams.local.provider import Local
from bot.upstreams.local.settings import LocalSettings
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.magictiger.settings import MagicTigerSettings
from bot.upstreams.settings import ProvidersSettings

OFF = Sentence.of(Reason.FEATURE_OFF, provider="Somebody", setting="THAT_ONE")
NO_KEY = Sentence.of(Reason.NO_OPERATOR_KEY, provider="Magic Tiger")
READY = {"base_url": "https://api.example", "api_token": "a-token"}
KEYLESS = {"base_url": READY["base_url"]}

Listing = Callable[..., OfferEntry]


@pytest.fixture
def catalogue(client: httpx.AsyncClient) -> Catalogue:
    return build(ProvidersSettings(), client=client, pool=Pool())


@pytest.fixture
def magictiger(client: httpx.AsyncClient) -> Listing:
    """How Magic Tiger's first offer is listed with these settings, and with its offer changed so."""

    def listed(settings: dict[str, Any], **changes: Any) -> OfferEntry:
        upstream = MagicTiger(MagicTigerSettings.model_validate(settings), client=client, clock=SystemClock())
        upstream.offers = (replace(upstream.offers[0], **changes),)
        return only_offer(upstream)

    return listed


def local(**changes: Any) -> OfferEntry:
    upstream = Local(LocalSettings(), pool=Pool())
    upstream.offers = (replace(upstream.offers[0], **changes),)
    return only_offer(upstream)


def only_offer(upstream: Upstream) -> OfferEntry:
    (offer,) = [offer for tool in inventory(Catalogue(tools=TOOLS, upstreams=(upstream,))) for offer in tool.offers]
    return offer


def test_every_tool_and_every_offer_is_listed_once_in_order(catalogue: Catalogue) -> None:
    tools = inventory(catalogue)

    assert [tool.key for tool in tools] == [tool.key for tool in catalogue.tools]
    for tool in tools:
        assert [offer.key for offer in tool.offers] == [offer.key for offer in catalogue.offers_for(tool.key)]


def test_a_tool_is_listed_with_its_command_family_and_output(catalogue: Catalogue) -> None:
    (imagine,) = [tool for tool in inventory(catalogue) if tool.key == IMAGINE.key]

    assert imagine.command == "/imagine"
    assert (imagine.family, imagine.summary, imagine.output) == (IMAGINE.family, IMAGINE.summary, IMAGINE.output)


def test_an_offer_is_listed_with_what_it_says_of_itself() -> None:
    limits = Limits(formats=frozenset({"PNG", "JPEG"}), max_bytes=5, min_side=2, max_side=9, max_pixels=7)

    offer = local(price=3, endpoint="there", coverage=Coverage.RETIRED, limits=limits)

    assert offer == OfferEntry(
        key="local.enhance",
        provider=Local.id,
        title=Local.title,
        endpoint="there",
        mode=Mode.HERE,
        price=3,
        per_picture=False,
        limits=LimitsEntry(formats=("JPEG", "PNG"), max_bytes=5, min_side=2, max_side=9, max_pixels=7),
        documented=Coverage.RETIRED,
        enabled=True,
        why_not=None,
    )


def test_a_tool_that_takes_no_picture_has_no_limits_for_one() -> None:
    assert local(tool=IMAGINE.key, choices={}).limits is None


@pytest.mark.parametrize(
    ("settings", "changes", "why_not"),
    [
        (READY, {}, None),
        (KEYLESS, {}, NO_KEY),
        (READY, {"off": OFF}, OFF),
        (KEYLESS, {"off": OFF}, OFF),
        ({}, {"off": OFF}, OFF),
    ],
    ids=["ready", "no key", "off", "off and no key", "off and unusable"],
)
def test_an_offer_works_unless_something_stands_in_its_way(
    magictiger: Listing, settings: dict[str, str], changes: dict[str, Any], why_not: Sentence | None
) -> None:
    offer = magictiger(settings, **changes)

    assert (offer.enabled, offer.why_not) == (why_not is None, why_not)


def test_a_provider_that_no_key_could_make_work_says_so_before_it_asks_for_a_key(magictiger: Listing) -> None:
    offer = magictiger({})

    assert not offer.enabled
    assert offer.why_not is not None
    assert offer.why_not.values["setting"] == "DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL"


@pytest.mark.parametrize(
    ("changes", "mode"),
    [
        ({}, Mode.ASYNCHRONOUS),
        ({"calls_back": True}, Mode.CALLS_BACK),
        ({"at_once": True}, Mode.SYNCHRONOUS),
    ],
)
def test_the_mode_says_how_an_answer_comes(magictiger: Listing, changes: dict[str, bool], mode: Mode) -> None:
    assert magictiger(READY, **changes).mode is mode


def test_nothing_is_lost_on_the_way_through_json(catalogue: Catalogue) -> None:
    listed = TypeAdapter(tuple[ToolEntry, ...])

    assert listed.validate_json(listed.dump_json(inventory(catalogue))) == inventory(catalogue)
