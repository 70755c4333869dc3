from typing import Any

import pytest

from bot.domain.sentences import Reason
from bot.domain.sizes import Ratio
from bot.domain.toolbox.generate import ImagineOptions
from tests.upstreams.imgopen.catalogue import OWN_ID, body, offered, refusal


def test_it_sends_the_least_that_is_needed() -> None:
    assert body("flux", ImagineOptions(prompt="blue sea")) == {
        "comfyTaskType": "Flux1SchnellFP8",
        "prompt": "blue sea",
        "businessTaskId": OWN_ID,
    }


def test_it_sends_every_field_that_it_has() -> None:
    options = ImagineOptions(prompt="blue sea", ratio=Ratio.SQUARE, size=512, steps=4, guidance=3.54)
    sent = body("flux", options, settings={"flux_workflow": "Flux1DevFP8"}, callback_url="https://bot.test/x")
    assert sent == {
        "comfyTaskType": "Flux1DevFP8",
        "prompt": "blue sea",
        "width": 512,
        "height": 512,
        "steps": 4,
        "fluxGuidance": 3.5,
        "businessTaskId": OWN_ID,
        "callbackUrl": "https://bot.test/x",
    }


@pytest.mark.parametrize(
    "option",
    [
        {"negative": "rain"},
        {"model": "photon"},
        {"lora": "grain"},
        {"vae": "kl"},
        {"embedding": "warm"},
        {"sampler": "Euler a"},
        {"seed": 0},
        {"count": 2},
        {"hires": True},
    ],
)
def test_it_refuses_what_its_page_does_not_list(option: dict[str, Any]) -> None:
    refused = refusal("flux", ImagineOptions(prompt="a", **option))
    assert refused == (Reason.OPTION_UNUSED, next(iter(option)))


def test_it_takes_what_changes_nothing() -> None:
    assert refusal("flux", ImagineOptions(prompt="a", count=1, hires=False, guidance=3.5, steps=4)) is None


def test_it_calls_back() -> None:
    assert offered("flux")[0].calls_back
