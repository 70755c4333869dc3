from typing import Any

import pytest

from bot.domain.offers import Offer, Shape
from bot.domain.sentences import Reason
from bot.domain.toolbox import EnhanceOptions
from bot.upstreams.magictiger.offers import make_offers
from bot.upstreams.magictiger.settings import MagicTigerSettings
from tests.upstreams import orders


def offer(**given: Any) -> Offer:
    return make_offers(MagicTigerSettings.model_validate(given))[0]


def test_the_payload_holds_the_three_documented_fields() -> None:
    order = orders.enhancement(mode="enhance", task_id="own-id")
    assert offer(enhance_types={"enhance": 4}).payload(order) == {
        "picurl": "https://pictures.test/image.png",
        "type": 4,
        "chtaskid": "own-id",
    }


@pytest.mark.parametrize("mode", [None, "sketch"])
def test_a_type_that_nobody_configured_is_refused_with_what_is_accepted(mode: str | None) -> None:
    refusal = offer(enhance_types={"enhance": 1, "colour": 2}).refuses(EnhanceOptions(mode=mode))
    assert refusal is not None
    assert refusal.reason is Reason.OPTION_NOT_OFFERED
    assert refusal.values == {
        "option": "mode",
        "value": mode or "left empty",
        "accepted": "enhance, colour, a type number",
    }


def test_numbers_are_not_taken_where_the_operator_says_so() -> None:
    closed = offer(enhance_types={"enhance": 1, "colour": 2}, enhance_numbers=False)
    refusal = closed.refuses(EnhanceOptions(mode="7"))
    assert refusal is not None
    assert refusal.values["accepted"] == "enhance, colour"
    assert closed.refuses(EnhanceOptions(mode="colour")) is None


def test_the_configured_names_are_suggested() -> None:
    assert offer(enhance_types={"enhance": 1, "colour": 2}).choices == {"mode": ("enhance", "colour")}


@pytest.mark.parametrize(
    ("width", "height", "size_bytes", "reason"),
    [
        (64, 9216, 20_000_000, None),
        (63, 100, 1, Reason.SIDE_TOO_SMALL),
        (9217, 100, 1, Reason.SIDE_TOO_LARGE),
        (64, 64, 20_000_001, Reason.FILE_TOO_LARGE),
    ],
)
def test_the_documented_limits_are_checked_here(
    width: int, height: int, size_bytes: int, reason: Reason | None
) -> None:
    shape = Shape(format="JPEG", size_bytes=size_bytes, width=width, height=height)
    objection = offer().objection({"image": shape})
    assert (objection and objection.sentence.reason) == reason
