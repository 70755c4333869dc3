"""A correct body for everything that Img Open can be ordered."""

from typing import Any

from bot.sandbox.upstreams.imgopen.tools import DRAWINGS, TOOLS, TRAINING
from tests.sandbox.upstreams.customers import ImgOpenCustomer, paint

MODEL = "photon_v1_84728.safetensors"
OWN_ID = "own-1"
TEXT2IMAGE, IMAGE2IMAGE, CONTROLNET = DRAWINGS
PATHS = {**{code: f"tool/{code}" for code in TOOLS}, **{code: code for code in (*DRAWINGS, TRAINING.code)}}


def picture(customer: ImgOpenCustomer, name: str = "in.png") -> str:
    """The URL of a picture that is red on the left and white on the right."""
    return customer.host.put(name, paint("red", size=(96, 80), form="PNG"))


def tool_body(customer: ImgOpenCustomer, code: str) -> dict[str, Any]:
    """For an image tool: what its page requires and no more."""
    url = picture(customer)
    needs: dict[str, dict[str, Any]] = {
        "roop": {"sourceUrl": url, "targetUrl": url},
        "v2/roop": {"sourceUrl": url, "targetUrl": url},
        "face/fusion": {"sourceUrl": [url], "targetUrl": url},
        "face/detection": {"imageUrl": url},
        "instantID": {"image": url, "prompt": "Cute ceramic doll"},
        "comfyui/text2image": {"comfyTaskType": "Flux1SchnellFP8", "prompt": "blue sea, light yellow moon"},
        "interrogate": {"image": url},
        "prompts/expand": {"mode": 0, "sourcePrompt": "a girl"},
        "identifyStyle": {"sourceImage": url},
        "imgExpand": {
            "sourceImage": url,
            "imageCount": 1,
            "verticalExpansionRatio": 1.5,
            "horizontalExpansionRatio": 1.75,
        },
        "cnt/preview": {"sourceImage": url, "preprocessor": "canny"},
    }
    return {"businessTaskId": OWN_ID, **needs[code]}


def drawing_body(
    customer: ImgOpenCustomer, code: str, *, scripts: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """For a drawing: what its page requires and no more, small. A script of None is left out."""
    always: dict[str, Any] = {"sd_model_checkpoint": MODEL, "id_task": OWN_ID, **(scripts or {})}
    needs: dict[str, Any] = {}
    if code != TEXT2IMAGE:
        always = {"image_link": picture(customer), **always}
    if code == CONTROLNET:
        always, needs = {"controlnet": {"args": [{"module": "canny"}]}, **always}, {"resize_mode": 1}
    always = {name: value for name, value in always.items() if value is not None}
    sides = {"width": 64, "height": 48}
    return {"prompt": "a forest", "batch_size": 1, **sides, **needs, "alwayson_scripts": always, **more}


def training_body(customer: ImgOpenCustomer, *, pictures: int = 10, **more: Any) -> dict[str, Any]:
    """For a training, as the page's table spells it."""
    return {"taskId": OWN_ID, "fileUrlList": [picture(customer)] * pictures, **more}


def body(customer: ImgOpenCustomer, code: str) -> dict[str, Any]:
    """For any of them."""
    if code == TRAINING.code:
        return training_body(customer)
    return drawing_body(customer, code) if code in DRAWINGS else tool_body(customer, code)
