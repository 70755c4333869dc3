"""Each documented limit at, below and above its boundary; what is not accepted is never sent."""

from typing import Any, NamedTuple

import pytest
from pydantic import ValidationError

from bot.domain.toolbox import FaceswapOptions
from bot.domain.toolbox.edit import OutpaintOptions
from bot.domain.toolbox.generate import TrainOptions
from bot.domain.toolbox.portrait import PortraitOptions
from bot.domain.toolbox.understand import DescribeOptions, PromptOptions
from bot.domain.tools import Options
from tests.upstreams.imgopen.catalogue import body

SERIES = tuple(f"pictures-{number}" for number in range(1, 11))


class Limit(NamedTuple):
    """An option of an offer, the field that it is sent as, and values inside and outside."""

    key: str
    options: type[Options]
    rest: dict[str, Any]
    option: str
    field: str
    inside: list[Any]
    outside: list[Any]


LIMITS = [
    Limit("prompts-expand", PromptOptions, {"prompt": "a"}, "top_k", "topK", [0, 250], [-1, 251, 0.5]),
    Limit("prompts-expand", PromptOptions, {"prompt": "a"}, "top_p", "topP", [0.01, 1], [0.009, 0]),
    Limit("outpaint", OutpaintOptions, {}, "vertical", "verticalExpansionRatio", [1, 4], [0.99, 4.01]),
    Limit("outpaint", OutpaintOptions, {}, "horizontal", "horizontalExpansionRatio", [1, 4], [0.99, 4.01]),
    Limit("outpaint", OutpaintOptions, {}, "steps", "sampleStep", [0, 50], [-1, 51]),
    Limit("outpaint", OutpaintOptions, {}, "guidance", "promptGuideFactor", [1, 45], [0, 46]),
    Limit("outpaint", OutpaintOptions, {}, "seed", "seed", [0, 2147483647], [-2, 2147483648]),
    Limit("training", TrainOptions, {"name": "a"}, "epochs", "maxEpochs", [10, 50], [9, 51]),
    Limit("training", TrainOptions, {"name": "a"}, "batch", "batchSize", [1, 4], [0, 5]),
    Limit("training", TrainOptions, {"name": "a"}, "clip_skip", "clipSkip", [1, 5], [0, 6]),
]


@pytest.mark.parametrize("limit", LIMITS, ids=[f"{limit.key} {limit.option}" for limit in LIMITS])
def test_a_documented_limit_holds_on_both_sides(limit: Limit) -> None:
    for value in limit.inside:
        options = limit.options.model_validate({**limit.rest, limit.option: value})
        assert body(limit.key, options, "image", *SERIES)[limit.field] == value
    for value in limit.outside:
        with pytest.raises(ValidationError):
            limit.options.model_validate({**limit.rest, limit.option: value})


@pytest.mark.parametrize(("rate", "text"), [(0.0000001, "0.0000001"), (0.0001, "0.0001")])
def test_the_ends_of_the_learning_rate_are_sent(rate: float, text: str) -> None:
    assert body("training", TrainOptions(name="a", learning_rate=rate), *SERIES)["learningRate"] == text


@pytest.mark.parametrize("rate", [0.00000009, 0.00011, 0, -0.0001])
def test_a_learning_rate_beyond_its_ends_is_refused(rate: float) -> None:
    with pytest.raises(ValidationError):
        TrainOptions(name="a", learning_rate=rate)


@pytest.mark.parametrize(("fidelity", "text"), [(0, "0.0"), (1, "1.0")])
def test_the_ends_of_the_fidelity_are_sent(fidelity: float, text: str) -> None:
    sent = body("v2-roop", FaceswapOptions(fidelity=fidelity), "source", "target")
    assert sent["fidelityWeight"] == text


@pytest.mark.parametrize("fidelity", [-0.01, 1.01])
def test_a_fidelity_beyond_its_ends_is_refused(fidelity: float) -> None:
    with pytest.raises(ValidationError):
        FaceswapOptions(fidelity=fidelity)


@pytest.mark.parametrize("style", ["blip", "CLIP", ""])
def test_a_describer_that_the_page_does_not_name_is_refused(style: str) -> None:
    with pytest.raises(ValidationError):
        DescribeOptions.model_validate({"style": style})


@pytest.mark.parametrize("guidance", [1.5, "strong"])
def test_a_portraits_guidance_is_a_whole_number(guidance: Any) -> None:
    with pytest.raises(ValidationError):
        PortraitOptions.model_validate({"prompt": "a", "guidance": guidance})
