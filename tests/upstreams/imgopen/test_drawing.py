from typing import Any

import pytest

from bot.domain.offers import Coverage, Shape
from bot.domain.sentences import Reason
from bot.domain.sizes import Ratio
from bot.domain.toolbox.generate import ControlOptions, DrawingOptions, ImagineOptions, ReimagineOptions
from tests.upstreams.imgopen.catalogue import OWN_ID, PICTURE, body, offered, refusal

MODEL = "photon_v1_84728.safetensors"
IMAGE, MASK = PICTURE.format("image"), PICTURE.format("mask")
TEMPLATE = {"args": [{"module": "{preprocessor}", "image": "{image}", "weight": "{strength}", "enabled": True}]}
KINDS: list[tuple[str, type[DrawingOptions]]] = [
    ("text2image", ImagineOptions),
    ("image2image", ReimagineOptions),
    ("controlnet", ControlOptions),
]
CONTROL: dict[str, Any] = {"controlnet": TEMPLATE, "resize_mode": 1}


def test_text2image_sends_the_least_that_is_needed() -> None:
    assert body("text2image", ImagineOptions(prompt="a hill", model=MODEL)) == {
        "prompt": "a hill",
        "n_iter": 1,
        "batch_size": 1,
        "alwayson_scripts": {"sd_model_checkpoint": MODEL, "id_task": OWN_ID},
    }


def test_text2image_sends_every_option_under_its_name_and_in_its_type() -> None:
    options = ImagineOptions(
        prompt="a hill",
        negative="rain",
        model=MODEL,
        vae="kl-f8.vae.pt",
        ratio=Ratio.LANDSCAPE,
        size=960,
        count=4,
        steps=25,
        guidance=7.5,
        sampler="DPM++ 2M Karras",
        seed=2**32 - 1,
        hires=True,
    )
    assert body("text2image", options) == {
        "prompt": "a hill",
        "negative_prompt": "rain",
        "n_iter": 1,
        "batch_size": 4,
        "steps": 25,
        "cfg_scale": 7.5,
        "sampler_index": "DPM++ 2M Karras",
        "width": 960,
        "height": 640,
        "seed": "4294967295",
        "enable_hr": True,
        "alwayson_scripts": {"sd_model_checkpoint": MODEL, "id_task": OWN_ID, "sd_vae": "kl-f8.vae.pt"},
    }


@pytest.mark.parametrize(
    ("options", "sides"),
    [
        ({"ratio": Ratio.SQUARE}, (768, 768)),
        ({"ratio": Ratio.TALL}, (432, 768)),
        ({"size": 512}, (512, 512)),
        ({}, (None, None)),
    ],
)
def test_a_size_is_sent_where_something_was_said_about_it(options: dict[str, Any], sides: tuple[Any, Any]) -> None:
    sent = body("text2image", ImagineOptions(prompt="a", model=MODEL, **options))
    assert (sent.get("width"), sent.get("height")) == sides


def test_image2image_sends_the_picture_beside_the_model() -> None:
    options = ReimagineOptions(prompt="a hill", model=MODEL, strength=0.55, guidance=7.0, seed=1221212)
    assert body("image2image", options, "image") == {
        "prompt": "a hill",
        "n_iter": 1,
        "batch_size": 1,
        "cfg_scale": 7,
        "seed": "1221212",
        "denoising_strength": 0.55,
        "alwayson_scripts": {"sd_model_checkpoint": MODEL, "id_task": OWN_ID, "image_link": IMAGE},
    }


def test_a_mask_makes_it_inpainting() -> None:
    sent = body("image2image", ReimagineOptions(prompt="a", model=MODEL), "image", "mask")
    assert sent["alwayson_scripts"]["image_link"] == IMAGE
    assert sent["alwayson_scripts"]["mask_link"] == MASK


def test_a_whole_guidance_is_sent_as_a_whole_number() -> None:
    sent = body("image2image", ReimagineOptions(prompt="a", model=MODEL, guidance=7.0), "image")
    assert type(sent["cfg_scale"]) is int


def test_image2image_takes_no_fraction_as_guidance() -> None:
    options = ReimagineOptions(prompt="a", model=MODEL, guidance=7.5)
    assert refusal("image2image", options) == (Reason.OPTION_NOT_OFFERED, "guidance")


def test_controlnet_is_off_until_the_operator_says_what_its_object_looks_like() -> None:
    offer, _ = offered("controlnet")
    assert offer.off is not None
    assert offer.off.values["setting"] == "DARKROOM_PROVIDERS__IMGOPEN__CONTROLNET"
    assert offered("controlnet", controlnet=TEMPLATE)[0].off is not None
    assert offered("controlnet", **CONTROL)[0].off is None


def test_controlnet_fills_the_operators_object_and_sends_its_seed_as_a_number() -> None:
    options = ControlOptions(prompt="a hill", model=MODEL, preprocessor="canny", strength=0.8, seed=2**32 - 1)
    assert body("controlnet", options, "image", settings=CONTROL) == {
        "prompt": "a hill",
        "n_iter": 1,
        "batch_size": 1,
        "seed": 4294967295,
        "resize_mode": 1,
        "alwayson_scripts": {
            "sd_model_checkpoint": MODEL,
            "id_task": OWN_ID,
            "controlnet": {"args": [{"module": "canny", "image": IMAGE, "weight": 0.8, "enabled": True}]},
        },
    }


def test_what_was_not_given_is_left_out_of_the_operators_object() -> None:
    sent = body("controlnet", ControlOptions(prompt="a", model=MODEL), "image", settings=CONTROL)
    assert sent["alwayson_scripts"]["controlnet"] == {"args": [{"image": IMAGE, "enabled": True}]}


@pytest.mark.parametrize("option", [{"preprocessor": "canny"}, {"strength": 0.0}])
def test_what_the_operators_object_has_no_place_for_is_refused(option: dict[str, Any]) -> None:
    options = ControlOptions(prompt="a", model=MODEL, **option)
    refused = refusal("controlnet", options, controlnet={"image": "{image}"})
    assert refused == (Reason.OPTION_UNUSED, next(iter(option)))


@pytest.mark.parametrize(("key", "options"), KINDS)
def test_no_drawing_goes_without_a_model(key: str, options: type[DrawingOptions]) -> None:
    assert refusal(key, options(prompt="a"), **CONTROL) == (Reason.OPTION_NEEDED, "model")
    assert refusal(key, options(prompt="a", model=MODEL), **CONTROL) is None


@pytest.mark.parametrize(("key", "options"), KINDS)
def test_the_operators_model_stands_in(key: str, options: type[DrawingOptions]) -> None:
    settings = {**CONTROL, "default_model": "standard.ckpt"}
    assert refusal(key, options(prompt="a"), **settings) is None
    sent = body(key, options(prompt="a"), "image", settings=settings)
    assert sent["alwayson_scripts"]["sd_model_checkpoint"] == "standard.ckpt"


@pytest.mark.parametrize(("key", "options"), KINDS)
@pytest.mark.parametrize("option", ["lora", "embedding"])
def test_what_no_document_writes_into_a_prompt_is_off(key: str, options: type[DrawingOptions], option: str) -> None:
    asked = options.model_validate({"prompt": "a", "model": MODEL, option: "grain"})
    setting = f"DARKROOM_PROVIDERS__IMGOPEN__{option.upper()}_PROMPT"
    assert refusal(key, asked, **CONTROL) == (Reason.FEATURE_OFF, setting)
    assert refusal(key, asked, **CONTROL, **{f"{option}_prompt": "{name}"}) is None


@pytest.mark.parametrize(("key", "options"), KINDS)
def test_the_operators_templates_write_into_the_prompt(key: str, options: type[DrawingOptions]) -> None:
    settings = {**CONTROL, "lora_prompt": "<lora:{name}:1>", "embedding_prompt": "({name})"}
    asked = options(prompt="a hill", model=MODEL, lora="gra{in}", embedding="warm")
    assert body(key, asked, "image", settings=settings)["prompt"] == "a hill, <lora:gra{in}:1>, (warm)"


@pytest.mark.parametrize(("key", "options"), KINDS)
def test_no_drawing_sends_a_callback_address(key: str, options: type[DrawingOptions]) -> None:
    sent = body(key, options(prompt="a", model=MODEL), "image", settings=CONTROL, callback_url="https://bot.test/x")
    assert "bot.test" not in str(sent)
    assert not offered(key)[0].calls_back


@pytest.mark.parametrize(("key", "options"), KINDS)
def test_a_second_round_goes_under_a_name_of_its_own(key: str, options: type[DrawingOptions]) -> None:
    sent = body(key, options(prompt="a", model=MODEL), "image", settings=CONTROL, number=2)
    assert sent["alwayson_scripts"]["id_task"] == f"{OWN_ID}-2"


def test_they_are_known_in_part() -> None:
    assert {offered(key)[0].coverage for key, _ in KINDS} == {Coverage.PARTIAL}


def test_a_picture_is_redrawn_in_its_own_proportions() -> None:
    shape = Shape(format="PNG", size_bytes=1, width=451, height=300)
    sent = body("image2image", ReimagineOptions(prompt="a", model=MODEL), "image", shape=shape)
    assert (sent["width"], sent["height"]) == (768, 504)


def test_a_size_alone_keeps_the_proportions_and_a_ratio_wins() -> None:
    shape = Shape(format="PNG", size_bytes=1, width=300, height=600)
    longer = body("image2image", ReimagineOptions(prompt="a", model=MODEL, size=1024), "image", shape=shape)
    square = body("image2image", ReimagineOptions(prompt="a", model=MODEL, ratio=Ratio.SQUARE), "image", shape=shape)
    assert (longer["width"], longer["height"]) == (512, 1024)
    assert (square["width"], square["height"]) == (768, 768)
