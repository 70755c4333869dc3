from bot.domain.sentences import Reason
from bot.domain.toolbox.edit import OutpaintOptions
from bot.domain.toolbox.generate import PreviewOptions
from tests.upstreams.imgopen.catalogue import OWN_ID, PICTURE, body, refusal

IMAGE = PICTURE.format("image")


def test_a_preview_sends_the_picture_and_the_preprocessor() -> None:
    assert body("cnt-preview", PreviewOptions(preprocessor="depth"), "image", callback_url="https://bot.test/x") == {
        "sourceImage": IMAGE,
        "preprocessor": "depth",
        "businessTaskId": OWN_ID,
        "callbackUrl": "https://bot.test/x",
    }


def test_outpainting_sends_the_fields_that_it_needs() -> None:
    assert body("outpaint", OutpaintOptions(vertical=1, horizontal=4), "image") == {
        "sourceImage": IMAGE,
        "verticalExpansionRatio": 1,
        "horizontalExpansionRatio": 4,
        "imageCount": 1,
        "businessTaskId": OWN_ID,
    }


def test_outpainting_sends_every_option() -> None:
    options = OutpaintOptions(
        vertical=1.5,
        horizontal=1.75,
        prompt="a meadow",
        negative="rain",
        count=2,
        steps=0,
        guidance=45,
        sampler="Euler a",
        seed=2147483647,
    )
    assert body("outpaint", options, "image") == {
        "sourceImage": IMAGE,
        "verticalExpansionRatio": 1.5,
        "horizontalExpansionRatio": 1.75,
        "imageCount": 2,
        "prompt": "a meadow",
        "negativePrompt": "rain",
        "sampleStep": 0,
        "sampler": "Euler a",
        "promptGuideFactor": 45,
        "seed": 2147483647,
        "businessTaskId": OWN_ID,
    }


def test_extending_by_nothing_is_refused() -> None:
    assert refusal("outpaint", OutpaintOptions(vertical=1, horizontal=1)) == (Reason.NOTHING_TO_EXTEND, None)
    assert refusal("outpaint", OutpaintOptions(vertical=1, horizontal=1.01)) is None
