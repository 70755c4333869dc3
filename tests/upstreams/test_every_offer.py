"""What holds for every tool and every offer, once an operator has switched on all of them."""

from math import inf, isclose

import pytest

from bot.domain.offers import Limits, Offer
from bot.domain.toolbox import TOOLS
from bot.domain.tools import Tool
from tests.upstreams.boundaries import Boundary, boundaries
from tests.upstreams.everything import everything

MOST_OF_A_DESCRIPTION = 100
"""Characters; Discord's."""


def cases() -> list[object]:
    """Every limit of every slot of every offer."""
    return [
        pytest.param(offer, slot.name, boundary, id=f"{offer.key}-{slot.name}-{boundary.reason}")
        for offer in everything().offers
        for slot in everything().tool(offer.tool).slots
        for boundary in boundaries(offer.limits_of.get(slot.name, offer.limits))
    ]


@pytest.mark.parametrize(("offer", "slot", "boundary"), cases())
def test_a_picture_at_a_limit_is_taken_and_one_beyond_it_is_told_that_limit(
    offer: Offer, slot: str, boundary: Boundary
) -> None:
    objection = offer.objection({slot: boundary.refused})

    assert offer.objection({slot: boundary.taken}) is None
    assert objection is not None
    assert objection.sentence.reason is boundary.reason
    assert objection.sentence.values["slot"] == slot
    assert objection.miss > 1


@pytest.mark.parametrize("offer", everything().offers, ids=lambda offer: offer.key)
def test_every_limit_can_be_kept(offer: Offer) -> None:
    for limits in (offer.limits, *offer.limits_of.values()):
        assert 1 <= limits.min_side <= limits.max_side
        assert limits.max_height is None or limits.min_side <= limits.max_height < limits.max_side
        assert limits.formats <= {"JPEG", "PNG", "WEBP"}


def test_what_is_refused_for_its_format_misses_by_more_than_anything_else() -> None:
    limits = Limits(formats=frozenset({"PNG"}), max_bytes=10, max_side=10)
    found = {each.reason: limits.objection("image", each.refused) for each in boundaries(limits)}

    assert sorted(isclose(each.miss, inf) for each in found.values() if each) == [False, False, True]


@pytest.mark.parametrize("offer", everything().offers, ids=lambda offer: offer.key)
def test_every_offer_is_on_and_has_a_price(offer: Offer) -> None:
    assert offer.off is None
    assert offer.price >= 0
    assert (offer.price == 0) is (offer.provider == "local")


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_every_tool_has_an_offer_and_a_summary_that_discord_shows(tool: Tool) -> None:
    assert everything().offers_for(tool.key)
    assert 1 <= len(tool.summary) <= MOST_OF_A_DESCRIPTION
    assert tool.summary.endswith(".")
    assert 1 <= len(tool.result) <= MOST_OF_A_DESCRIPTION
