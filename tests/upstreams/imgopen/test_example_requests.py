"""What is sent, word for word as the vendor's pages show it."""

from typing import Any

import pytest

from bot.domain.sizes import Ratio
from bot.domain.toolbox import FaceswapOptions
from bot.domain.toolbox.edit import OutpaintOptions
from bot.domain.toolbox.generate import ImagineOptions, PreviewOptions, ReimagineOptions, TrainOptions
from bot.domain.toolbox.portrait import PortraitOptions
from bot.domain.toolbox.understand import DescribeOptions, Describer, PromptOptions
from bot.domain.tools import NoOptions, Options
from bot.upstreams.imgopen.endpoints import ROOP, SD_TASK_V1, SD_TASK_V2
from bot.upstreams.imgopen.image_tool import query_of
from bot.upstreams.imgopen.listing import MODELS
from bot.upstreams.imgopen.settings import ImgOpenSettings
from tests.upstreams import orders
from tests.upstreams.imgopen.catalogue import offered

DOLL = "https://dbt-aigc.oss-cn-hangzhou.aliyuncs.com/Output-Img2/dalle_face.png"
INPUT = "https://dbt-aigc.oss-cn-hangzhou.aliyuncs.com/Output-Img2/111.png"
FASHION = "https://aigcoss.zhiqiteai.cn/api-model-file/lora-img-file/jk fashion_v2_130370.png"
TEST_IMAGE = "https://aigcoss.zhiqiteai.cn/Output-Img2/bbbb/test_image.PNG"
RECEIVER = "https://ic-pre.un.com/AIGCImgComServ/drawing/task/callback/tool/v1"
MODEL = "photon_v1_84728.safetensors"

Urls = dict[str, str]
REQUESTS: list[tuple[str, Options, Urls, dict[str, Any], dict[str, Any]]] = [
    (
        "text2image",
        ImagineOptions(
            prompt="masterpiece, original, 1girl",
            negative="lowres, bad anatomy",
            model=MODEL,
            size=768,
            steps=25,
            guidance=7,
            sampler="DPM++ 2M Karras",
            seed=1221212,
            hires=False,
        ),
        {},
        {"task_id": "my-id-0000"},
        {
            "prompt": "masterpiece, original, 1girl",
            "n_iter": 1,
            "batch_size": 1,
            "steps": 25,
            "seed": "1221212",
            "enable_hr": False,
            "width": 768,
            "height": 768,
            "negative_prompt": "lowres, bad anatomy",
            "cfg_scale": 7,
            "sampler_index": "DPM++ 2M Karras",
            "alwayson_scripts": {"sd_model_checkpoint": MODEL, "id_task": "my-id-0000"},
        },
    ),
    (
        "image2image",
        ReimagineOptions(
            prompt="masterpiece, original, 1girl", model=MODEL, size=768, steps=25, seed=1221212, strength=0.55
        ),
        {"image": "https://example.com/in.png"},
        {"task_id": "my-id-0001"},
        {
            "prompt": "masterpiece, original, 1girl",
            "n_iter": 1,
            "batch_size": 1,
            "steps": 25,
            "seed": "1221212",
            "width": 768,
            "height": 768,
            "denoising_strength": 0.55,
            "alwayson_scripts": {
                "sd_model_checkpoint": MODEL,
                "id_task": "my-id-0001",
                "image_link": "https://example.com/in.png",
            },
        },
    ),
    (
        "training",
        TrainOptions(name="x", epochs=20, batch=2, learning_rate=0.0001, repeats=10),
        {f"pictures-{number}": f"https://example.com/{number}.png" for number in range(1, 11)},
        {"task_id": "train-0001"},
        {
            "taskId": "train-0001",
            "fileUrlList": [f"https://example.com/{number}.png" for number in range(1, 11)],
            "maxEpochs": 20,
            "batchSize": 2,
            "learningRate": "0.0001",
            "repeats": 10,
        },
    ),
    (
        "flux",
        ImagineOptions(prompt="blue sea, light yellow moon", ratio=Ratio.SQUARE, size=512, steps=4),
        {},
        {"task_id": "11"},
        {
            "businessTaskId": "11",
            "comfyTaskType": "Flux1SchnellFP8",
            "prompt": "blue sea, light yellow moon",
            "width": 512,
            "height": 512,
            "steps": 4,
        },
    ),
    (
        "roop",
        FaceswapOptions(),
        {"source": "https://example.com/face.png", "target": "https://example.com/scene.png"},
        {"task_id": "my-id-0002"},
        {
            "sourceUrl": "https://example.com/face.png",
            "targetUrl": "https://example.com/scene.png",
            "businessTaskId": "my-id-0002",
        },
    ),
    (
        "v2-roop",
        FaceswapOptions(fidelity=0.5),
        {"source": "https://example.com/face.png", "target": "https://example.com/scene.png"},
        {"task_id": "my-id-0004"},
        {
            "sourceUrl": "https://example.com/face.png",
            "targetUrl": "https://example.com/scene.png",
            "businessTaskId": "my-id-0004",
            "fidelityWeight": "0.5",
        },
    ),
    (
        "instantid",
        PortraitOptions(prompt="Cute ceramic doll", negative="1", steps=1, guidance=1, seed=1),
        {"image": DOLL},
        {"task_id": "10086111"},
        {
            "businessTaskId": "10086111",
            "image": DOLL,
            "prompt": "Cute ceramic doll",
            "height": 960,
            "width": 960,
            "negativePrompt": "1",
            "steps": 1,
            "guidanceScale": 1,
            "seed": 1,
        },
    ),
    (
        "interrogate",
        DescribeOptions(style=Describer.CLIP),
        {"image": INPUT},
        {"task_id": "1008641511"},
        {"businessTaskId": "1008641511", "image": INPUT, "model": "clip"},
    ),
    (
        "face-fusion",
        FaceswapOptions(faces={"source": 2}),
        {"source": "https://example.com/a.png", "target": "https://example.com/group.png"},
        {"task_id": "my-id-0003", "callback_url": "https://example.com/cb"},
        {
            "sourceUrl": ["https://example.com/a.png"],
            "targetUrl": "https://example.com/group.png",
            "faceIdx": 2,
            "businessTaskId": "my-id-0003",
            "callbackUrl": "https://example.com/cb",
        },
    ),
    (
        "face-detection",
        NoOptions(),
        {"image": DOLL},
        {"task_id": "10086996"},
        {"businessTaskId": "10086996", "imageUrl": DOLL},
    ),
    (
        "prompts-expand",
        PromptOptions(prompt="a girl"),
        {},
        {"task_id": "1008699601"},
        {"mode": 0, "sourcePrompt": "a girl", "businessTaskId": "1008699601"},
    ),
    (
        "identify-style",
        NoOptions(),
        {"image": FASHION},
        {"task_id": "100869960120240609", "callback_url": RECEIVER},
        {"sourceImage": FASHION, "businessTaskId": "100869960120240609", "callbackUrl": RECEIVER},
    ),
    (
        "outpaint",
        OutpaintOptions(vertical=1.5, horizontal=1.75, count=2),
        {"image": TEST_IMAGE},
        {"task_id": "100869960120240609", "callback_url": RECEIVER},
        {
            "verticalExpansionRatio": 1.5,
            "horizontalExpansionRatio": 1.75,
            "imageCount": 2,
            "sourceImage": TEST_IMAGE,
            "businessTaskId": "100869960120240609",
            "callbackUrl": RECEIVER,
        },
    ),
    (
        "cnt-preview",
        PreviewOptions(preprocessor="canny"),
        {"image": TEST_IMAGE},
        {"task_id": "B-0001", "callback_url": RECEIVER},
        {
            "businessTaskId": "B-0001",
            "preprocessor": "canny",
            "sourceImage": TEST_IMAGE,
            "callbackUrl": RECEIVER,
        },
    ),
]


@pytest.mark.parametrize(("key", "options", "urls", "names", "sent"), REQUESTS, ids=[row[0] for row in REQUESTS])
def test_a_request_is_sent_as_the_page_shows_it(
    key: str, options: Options, urls: Urls, names: dict[str, Any], sent: dict[str, Any]
) -> None:
    made = offered(key)[0].payload(orders.made(options, *urls, urls=urls, **names))
    assert made == sent
    assert {name: type(value) for name, value in made.items()} == {name: type(value) for name, value in sent.items()}


def test_each_query_asks_as_its_page_shows() -> None:
    _, drawing = offered("text2image")
    assert [question.path for question in drawing.questions] == [SD_TASK_V2.known_path, SD_TASK_V1.known_path]
    assert drawing.questions[0].body("test10086555513") == {"businessTaskId": "test10086555513"}
    assert drawing.questions[1].body("string") == {"businessTaskId": "string"}
    style = offered("identify-style")[1].questions[0]
    assert style.path == "/AIGCImgOpenServ/saas/tool/identifyStyle/queryTask"
    assert style.body("100869960120240603") == {"businessTaskId": "100869960120240603"}
    assert query_of(ROOP).path.endswith("/tool/roop/queryTask")


def test_the_model_list_is_asked_for_by_the_two_fields_that_it_requires() -> None:
    sent = MODELS.body(1)
    assert set(sent) == {"pageSize", "pageNum"}
    assert sent["pageNum"] == 1


def test_the_address_is_the_documented_one() -> None:
    assert ImgOpenSettings().base_url == "https://api.zhiqite.com"
