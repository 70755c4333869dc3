from typing import Any

import pytest
from pydantic import ValidationError

from bot.upstreams.imgopen.settings import ImgOpenSettings


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ({"lora_prompt": "<lora:1>"}, "must hold {name} once"),
        ({"embedding_prompt": "{name} {name}"}, "must hold {name} once"),
        ({"controlnet": {"module": "{preprocessor}"}}, "must hold {image}"),
        ({"controlnet": {"image": "{image}", "model": "{model}"}}, "{model} stands for nothing here"),
        ({"flux_workflow": "Flux2"}, "Flux1DevFP8"),
        ({"pair_order": "right_to_left"}, "left_to_right"),
        ({"empty_answers": 0}, "greater than or equal to 1"),
        ({"status_maps": {"unheard_of": {}}}, "not permitted"),
        ({"prices": {"unheard_of": 1}}, "not permitted"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_and_says_why(setting: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        ImgOpenSettings.model_validate(setting)


def test_a_status_map_leaves_the_others_as_they_are() -> None:
    settings = ImgOpenSettings.model_validate({"status_maps": {"roop": {"2": "failed"}}})
    assert settings.status_maps.sd == {2: "failed"}
    assert settings.status_maps.v2_roop == {}
