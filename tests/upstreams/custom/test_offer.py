from typing import Any

import pytest

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage, Limits, Offer, Shape
from bot.domain.sentences import Reason
from bot.domain.toolbox import ENLARGE, ERASE, FACESWAP, HAIRCOLOR, TOOLS, TRAIN, FaceswapOptions
from bot.domain.toolbox.edit import EnlargeOptions
from bot.domain.toolbox.generate import TrainOptions
from bot.domain.toolbox.portrait import Asking
from bot.domain.tools import Tool
from bot.upstreams.custom.offer import make_offer, names, needed
from bot.upstreams.custom.table import OURS, Endpoint
from tests.upstreams import orders

LIMITS = Limits(max_bytes=1000, max_side=100)


def an_offer(tool: Tool, body: dict[str, Any], **more: Any) -> Offer:
    table = Endpoint.model_validate({"path": "/x", "result": "data.url", "body": body, **more})
    return make_offer(table, tool, key="v.x", provider=ProviderId("v"), title="Vendor", endpoint="/x", limits=LIMITS)


def test_a_body_speaks_of_the_pictures_the_options_and_the_submission() -> None:
    offer = an_offer(ENLARGE, {"i": "{image}", "by": "{factor}", "id": "{task}", "tell": "{callback}"}, calls_back=True)
    order = orders.made(EnlargeOptions(factor=4), "image", task_id="task-1", number=2, callback_url="https://us.test/c")

    assert offer.payload(order) == {
        "i": "https://pictures.test/image.png",
        "by": 4,
        "id": "task-1-2",
        "tell": "https://us.test/c",
    }


def test_what_was_not_given_is_not_sent() -> None:
    offer = an_offer(FACESWAP, {"a": "{source}", "b": "{target}", "c": "{source_2}", "d": "{fidelity}", "e": "{face}"})

    body = offer.payload(orders.made(FaceswapOptions(face=Asking.LARGEST), "source", "target"))

    assert body == {"a": "https://pictures.test/source.png", "b": "https://pictures.test/target.png", "e": "largest"}


def test_a_series_of_pictures_is_a_list_in_its_order() -> None:
    offer = an_offer(TRAIN, {"files": "{pictures}", "name": "{name}"})
    slots = [f"pictures-{number}" for number in (1, 2, 10)]

    body = offer.payload(orders.made(TrainOptions(name="me"), *reversed(slots)))

    assert body == {"files": [f"https://pictures.test/{slot}.png" for slot in slots], "name": "me"}


def test_an_option_that_would_not_be_sent_is_refused_before_anything_is_paid() -> None:
    offer = an_offer(ENLARGE, {"i": "{image}"})

    refusal = offer.refuses(EnlargeOptions(factor=4))

    assert refusal is not None
    assert (refusal.reason, refusal.values) == (Reason.OPTION_UNUSED, {"option": "factor", "provider": "Vendor"})
    assert offer.refuses(EnlargeOptions()) is None
    assert an_offer(ENLARGE, {"by": "{factor}"}).refuses(EnlargeOptions(factor=4)) is None


def test_a_choice_of_faces_is_nothing_that_a_body_can_speak_of() -> None:
    offer = an_offer(FACESWAP, {"a": "{source}", "b": "{target}"})

    assert "faces" not in names(FACESWAP)
    assert offer.refuses(FaceswapOptions(faces={"source": 1})) is not None


def test_a_picture_that_would_not_be_sent_is_ignored() -> None:
    assert an_offer(FACESWAP, {"a": "{source}", "b": "{target}"}).ignores == {"source_2"}


@pytest.mark.parametrize(
    ("tool", "wanted"), [(ENLARGE, {"image"}), (ERASE, {"image", "mask"}), (HAIRCOLOR, {"image", "color"})]
)
def test_what_is_always_there_is_needed(tool: Tool, wanted: set[str]) -> None:
    assert needed(tool) == wanted


def test_the_providers_limits_hold_where_the_table_sets_none() -> None:
    too_wide = Shape(format="PNG", size_bytes=10, width=101, height=10)

    assert an_offer(ENLARGE, {}).limits == LIMITS
    assert an_offer(ENLARGE, {}).limits.objection("image", too_wide)
    assert an_offer(ENLARGE, {}, max_side=200, max_bytes=2000).limits == Limits(max_bytes=2000, max_side=200)


def test_an_offer_says_how_it_answers_and_how_well_it_is_known() -> None:
    at_once, asked = an_offer(ENLARGE, {}), an_offer(ENLARGE, {}, query="/q", calls_back=True, price=7, usual_s=3)

    assert (at_once.at_once, asked.at_once) == (True, False)
    assert (at_once.calls_back, asked.calls_back) == (False, True)
    assert (asked.price, asked.usual_s) == (7, 3)
    assert at_once.coverage is Coverage.OPERATOR_SUPPLIED


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_no_tools_name_means_something_else_in_a_body(tool: Tool) -> None:
    assert not names(tool) & OURS
