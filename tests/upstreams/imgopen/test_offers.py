from dataclasses import replace

import pytest
from pydantic import ValidationError

from bot.domain.offers import Offer
from bot.domain.sentences import Reason
from bot.domain.toolbox import FaceswapOptions
from bot.upstreams.imgopen.offers import make_offers
from bot.upstreams.imgopen.settings import ImgOpenSettings
from tests.upstreams import orders

V1, V2 = make_offers(ImgOpenSettings())


def test_version_1_sends_the_three_documented_fields() -> None:
    assert V1.payload(orders.swap(task_id="own-id")) == {
        "sourceUrl": "https://pictures.test/source.png",
        "targetUrl": "https://pictures.test/target.png",
        "businessTaskId": "own-id",
    }


def test_version_1_refuses_a_fidelity() -> None:
    refusal = V1.refuses(FaceswapOptions(fidelity=0.5))
    assert refusal is not None
    assert refusal.reason is Reason.OPTION_NOT_OFFERED


@pytest.mark.parametrize(
    ("fidelity", "text"), [(0.5, "0.5"), (0.0, "0.0"), (1.0, "1.0"), (0.00001, "0.0"), (2 / 3, "0.667")]
)
def test_version_2_sends_the_fidelity_as_text(fidelity: float, text: str) -> None:
    assert V2.payload(orders.swap(fidelity=fidelity))["fidelityWeight"] == text


def test_version_2_leaves_an_unset_fidelity_out() -> None:
    assert "fidelityWeight" not in V2.payload(orders.swap())


@pytest.mark.parametrize("tool_code", ["roop", "v2/roop"])
def test_the_callback_address_goes_to_the_configured_tools_alone(tool_code: str) -> None:
    configured = make_offers(ImgOpenSettings.model_validate({"callback_tools": [tool_code]}))
    order = replace(orders.swap(), callback_url="https://bot.test/callbacks/imgopen/1/x")
    for offer in configured:
        told = offer.payload(order).get("callbackUrl")
        assert told == (order.callback_url if offer.endpoint == tool_code else None)
        assert offer.calls_back is (offer.endpoint == tool_code)
        assert "callbackUrl" not in offer.payload(orders.swap())


def test_by_default_no_tool_takes_a_callback_address() -> None:
    order = replace(orders.swap(), callback_url="https://bot.test/callbacks/imgopen/1/x")
    assert not any(offer.calls_back or "callbackUrl" in offer.payload(order) for offer in (V1, V2))


def test_a_tool_that_there_is_not_cannot_take_a_callback_address() -> None:
    with pytest.raises(ValidationError):
        ImgOpenSettings.model_validate({"callback_tools": ["v2-roop"]})


@pytest.mark.parametrize("offer", [V1, V2])
def test_both_do_a_swap_without_a_fidelity(offer: Offer) -> None:
    assert offer.refuses(FaceswapOptions()) is None
