import pytest
from pydantic import ValidationError

from bot.domain.offers import Travel
from bot.domain.tools import NoOptions
from bot.upstreams.imgopen.offers import make_lists, make_offers
from bot.upstreams.imgopen.settings import CALLING_BACK, ImgOpenSettings
from tests.upstreams import orders
from tests.upstreams.imgopen.catalogue import offered

OFFERS = tuple(offer for offer, _ in make_offers(ImgOpenSettings()))
OURS = "https://bot.test/callbacks/imgopen/1/x"


def test_every_offer_is_the_providers_own_and_takes_addresses() -> None:
    assert {offer.provider for offer in OFFERS} == {"imgopen"}
    assert {offer.travel for offer in OFFERS} == {Travel.URL}


@pytest.mark.parametrize(("key", "code"), [("roop", "roop"), ("v2-roop", "v2/roop")])
def test_the_callback_address_goes_to_the_configured_tools_alone(key: str, code: str) -> None:
    order = orders.swap(callback_url=OURS)
    told, _ = offered(key, callback_tools=[code])
    silent, _ = offered(key, callback_tools=[])
    assert (told.calls_back, told.payload(order).get("callbackUrl")) == (True, OURS)
    assert (silent.calls_back, silent.payload(order).get("callbackUrl")) == (False, None)
    assert "callbackUrl" not in told.payload(orders.swap())


def test_by_default_the_tools_call_back_whose_pages_say_so() -> None:
    assert {offer.endpoint for offer in OFFERS if offer.calls_back} == CALLING_BACK
    assert CALLING_BACK.isdisjoint({"roop", "v2/roop", "prompts/expand"})


def test_a_tool_that_there_is_not_cannot_take_a_callback_address() -> None:
    with pytest.raises(ValidationError):
        ImgOpenSettings.model_validate({"callback_tools": ["v2-roop"]})


def test_only_the_list_of_models_is_documented() -> None:
    assert list(make_lists(ImgOpenSettings())) == ["model"]


def test_the_options_of_another_tool_are_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="NoOptions where PreviewOptions belong"):
        offered("cnt-preview")[0].payload(orders.made(NoOptions(), "image"))


def test_what_is_known_of_samplers_and_preprocessors_is_suggested() -> None:
    assert offered("cnt-preview")[0].choices == {"preprocessor": ("canny",)}
    assert offered("text2image", samplers=["Euler a"])[0].choices == {"sampler": ("Euler a",)}
