"""Each documented bound: what stands on it is taken, what stands beyond is refused and recorded."""

from typing import Any

import pytest

from bot.sandbox.upstreams import ImgOpen
from bot.sandbox.upstreams.imgopen.tools import TRAINING
from tests.sandbox.upstreams.customers import ImgOpenCustomer
from tests.sandbox.upstreams.imgopen.orders import CONTROLNET, IMAGE2IMAGE, PATHS, TEXT2IMAGE, body, drawing_body

Table = list[tuple[str, str, list[Any]]]

WITHIN: Table = [
    ("prompts/expand", "topK", [0, 250]),
    ("prompts/expand", "topP", [0.01, 1]),
    ("prompts/expand", "mode", [0, 1]),
    ("imgExpand", "imageCount", [1]),
    ("imgExpand", "sampleStep", [0, 50]),
    ("imgExpand", "promptGuideFactor", [1, 45]),
    ("imgExpand", "seed", [-1, 2147483647]),
    ("imgExpand", "verticalExpansionRatio", [1, 4]),
    ("imgExpand", "horizontalExpansionRatio", [1, 4]),
    ("v2/roop", "fidelityWeight", ["0", "1"]),
    ("instantID", "width", [960]),
    ("instantID", "height", [960]),
    ("instantID", "guidanceScale", [1]),
    ("face/fusion", "faceIdx", [1]),
    ("interrogate", "model", ["clip", "deepdanbooru"]),
    ("comfyui/text2image", "comfyTaskType", ["Flux1DevFP8", "Flux1SchnellFP8"]),
    ("comfyui/text2image", "fluxGuidance", [3.5]),
    (TRAINING.code, "maxEpochs", [10, 50]),
    (TRAINING.code, "batchSize", [1, 4]),
    (TRAINING.code, "learningRate", ["0.0000001", "0.0001", "1e-05"]),
    (TRAINING.code, "maxTokenLength", [0, 150, 225]),
    (TRAINING.code, "clipSkip", [1, 5]),
    (TRAINING.code, "fileUrlList", [["http://127.0.0.1/a"] * 10, ["http://127.0.0.1/a"] * 100]),
    (TRAINING.code, "lrWarmupSteps", [0, 100]),
    (TRAINING.code, "numCpuThreadsPerProcess", [1, 20]),
    (TRAINING.code, "networkDropout", [0, 0.5, 1]),
    (TEXT2IMAGE, "seed", ["-1", "1221212", "4294967295"]),
    (IMAGE2IMAGE, "seed", ["-1", "1221212"]),
    (CONTROLNET, "seed", [-1, 1221212]),
    (TEXT2IMAGE, "cfg_scale", [7, 7.5]),
    (IMAGE2IMAGE, "cfg_scale", [7]),
    (CONTROLNET, "cfg_scale", [7, 7.5]),
    (IMAGE2IMAGE, "resize_mode", [1]),
    (CONTROLNET, "resize_mode", [1, 0.5]),
]
BEYOND: Table = [
    ("prompts/expand", "topK", [-1, 251, 1.5, "1"]),
    ("prompts/expand", "topP", [0.009, "1"]),
    ("prompts/expand", "mode", [2, "0"]),
    ("imgExpand", "imageCount", [0, "1"]),
    ("imgExpand", "sampleStep", [-1, 51]),
    ("imgExpand", "promptGuideFactor", [0, 46, 7.5]),
    ("imgExpand", "seed", [-2, 2147483648, "1"]),
    ("imgExpand", "verticalExpansionRatio", [0.99, 4.01, "2"]),
    ("imgExpand", "horizontalExpansionRatio", [0.99, 4.01]),
    ("v2/roop", "fidelityWeight", ["-0.01", "1.01", "inf", 1]),
    ("instantID", "width", [512, 961]),
    ("instantID", "height", [512, "960"]),
    ("instantID", "guidanceScale", [1.5]),
    ("face/fusion", "faceIdx", [0, "1"]),
    ("face/fusion", "sourceUrl", [[], ["a", "b", "c"], "a"]),
    ("roop", "sourceUrl", [["a"]]),
    ("interrogate", "model", ["blip"]),
    ("comfyui/text2image", "comfyTaskType", ["Flux"]),
    (TRAINING.code, "maxEpochs", [9, 51, "20"]),
    (TRAINING.code, "batchSize", [0, 5]),
    (TRAINING.code, "learningRate", ["0.00000009", "0.00011", "nan", "fast", 0.0001]),
    (TRAINING.code, "maxTokenLength", [75, 226]),
    (TRAINING.code, "clipSkip", [0, 6]),
    (TRAINING.code, "fileUrlList", [["http://127.0.0.1/a"] * 9, ["http://127.0.0.1/a"] * 101]),
    (TRAINING.code, "lrWarmupSteps", [-1, 101]),
    (TRAINING.code, "numCpuThreadsPerProcess", [0, 21]),
    (TRAINING.code, "networkDropout", [-0.01, 1.01]),
    (TRAINING.code, "cacheLatents", [1, "true"]),
    (TRAINING.code, "unetLr", [0.0001, "fast"]),
    (TEXT2IMAGE, "seed", [1, "x", "-2"]),
    (IMAGE2IMAGE, "seed", [1]),
    (CONTROLNET, "seed", ["1221212"]),
    (IMAGE2IMAGE, "cfg_scale", [7.5, "7"]),
    (IMAGE2IMAGE, "resize_mode", [0.5]),
    (TEXT2IMAGE, "batch_size", [0, "1"]),
    (TEXT2IMAGE, "resize_mode", [1]),
    (TEXT2IMAGE, "image_link", ["http://127.0.0.1/a"]),
]


def each(table: Table) -> list[tuple[str, str, Any]]:
    return [(code, field, value) for code, field, values in table for value in values]


@pytest.mark.parametrize(("code", "field", "value"), each(WITHIN))
async def test_what_stands_on_a_bound_is_taken(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str, field: str, value: Any
) -> None:
    answer = await swapper.send(PATHS[code], body(swapper, code) | {field: value})

    assert answer.json["code"] == "200"
    assert imgopen.violations == []


@pytest.mark.parametrize(("code", "field", "value"), each(BEYOND))
async def test_what_stands_beyond_is_refused_and_recorded(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str, field: str, value: Any
) -> None:
    answer = await swapper.send(PATHS[code], body(swapper, code) | {field: value})

    assert answer.json["code"] == "400"
    assert answer.json["msg"].startswith(field)
    assert [violation.endpoint for violation in imgopen.violations] == [code]
    assert imgopen.paid_tasks == []


@pytest.mark.parametrize("code", [TEXT2IMAGE, IMAGE2IMAGE, CONTROLNET])
@pytest.mark.parametrize("scripts", [{"id_task": ""}, {"id_task": 7}, {"script": {}}, {"sd_vae": 1}])
async def test_the_platforms_part_of_a_drawing_is_read_as_strictly(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str, scripts: dict[str, Any]
) -> None:
    answer = await swapper.send(code, drawing_body(swapper, code, scripts=scripts))

    assert answer.json["msg"].startswith("alwayson_scripts.")
    assert len(imgopen.violations) == 1
