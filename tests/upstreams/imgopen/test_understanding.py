import pytest

from bot.domain.toolbox.understand import DescribeOptions, Describer, PromptModel, PromptOptions
from bot.domain.tools import NoOptions
from tests.upstreams.imgopen.catalogue import OWN_ID, PICTURE, body, offered

IMAGE = PICTURE.format("image")
OURS = "https://bot.test/x"


@pytest.mark.parametrize("style", Describer)
def test_a_description_sends_its_model_by_name(style: Describer) -> None:
    sent = body("interrogate", DescribeOptions(style=style), "image", callback_url=OURS)
    assert sent == {"image": IMAGE, "model": style.value, "businessTaskId": OWN_ID, "callbackUrl": OURS}


def test_a_description_leaves_the_model_to_the_vendor() -> None:
    assert body("interrogate", DescribeOptions(), "image") == {"image": IMAGE, "businessTaskId": OWN_ID}


def test_style_recognition_sends_the_picture() -> None:
    sent = body("identify-style", NoOptions(), "image", callback_url=OURS)
    assert sent == {"sourceImage": IMAGE, "businessTaskId": OWN_ID, "callbackUrl": OURS}


@pytest.mark.parametrize(("model", "mode"), [(PromptModel.SD, 0), (PromptModel.SDXL, 1)])
def test_prompt_expansion_numbers_the_kinds_of_model(model: PromptModel, mode: int) -> None:
    sent = body("prompts-expand", PromptOptions(prompt="a girl", model=model))
    assert sent == {"mode": mode, "sourcePrompt": "a girl", "businessTaskId": OWN_ID}


def test_prompt_expansion_sends_every_option_and_no_callback_address() -> None:
    options = PromptOptions(prompt="a girl", top_k=0, top_p=0.01, count=3)
    assert body("prompts-expand", options, callback_url=OURS) == {
        "mode": 0,
        "sourcePrompt": "a girl",
        "topK": 0,
        "topP": 0.01,
        "sequencesNum": 3,
        "businessTaskId": OWN_ID,
    }


def test_prompt_expansion_alone_answers_at_once() -> None:
    assert offered("prompts-expand")[0].at_once
    assert not offered("interrogate")[0].at_once
