"""What an operator can set."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.upstreams.ailab.bygone import Generation
from bot.upstreams.ailab.settings import AilabSettings
from tests.upstreams.ailab.scripted import SECRET, Scripted, offer


def made(**given: Any) -> AilabSettings:
    return AilabSettings.model_validate(given)


def test_nothing_that_is_not_documented_has_a_default() -> None:
    assert (made().mask_marks, made().retired, made().api_key) == (None, False, None)


def test_the_address_is_the_documented_one() -> None:
    assert made().base_url == "https://www.ailabapi.com"


def test_questions_come_as_the_documents_advise() -> None:
    assert (made().pace.poll_initial_s, made().pace.max_in_flight) == (5, 3)


@pytest.mark.parametrize(
    "given",
    [
        {"base_url": "http://www.ailabapi.com"},
        {"mask_marks": "grey"},
        {"retired_generation": "V2.0.0"},
        {"prices": {"ai-fat-filter": 8}},
        {"prices": {"ai-bald": -1}},
        {"submit_timeout_s": 0},
        {"max_answer_bytes": 0},
        {"call_back": True},
    ],
)
def test_a_bad_setting_is_refused_without_a_word_of_the_key(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        made(**given, api_key=SECRET)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("generation", list(Generation))
def test_a_retired_generation_is_named_as_the_vendor_does(generation: Generation) -> None:
    assert made(retired_generation=generation.value).retired_generation is generation


def test_a_price_that_has_changed_is_set_for_every_tool_of_its_endpoint(vendor: Scripted) -> None:
    upstream = vendor.upstream(prices={"face-attribute-editing": 9})
    assert {offer(upstream, f"face-attribute-editing-{tool}").price for tool in ("age", "gender")} == {9}
    assert offer(upstream, "ai-bald").price == 15


def test_the_key_is_in_no_repr() -> None:
    assert SECRET not in repr(made(api_key=SECRET))
