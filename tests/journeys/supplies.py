"""What an operator has found out beyond Img Open's documents, and a vendor of whom it is true: all names are ours."""

import tomllib
from typing import Any

from bot.sandbox.upstreams import ImgOpen
from bot.sandbox.upstreams.imgopen import MODELS, InventedEndpoint, InventedList
from bot.sandbox.upstreams.imgopen.tools import TRAINING
from bot.upstreams.imgopen.settings import ImgOpenSettings, TrainingPace
from bot.upstreams.settings import ProvidersSettings
from tests.journeys.fixture import Stage

ROOT = "/AIGCImgOpenServ/saas/found"
TABLES = """
[hairstyle]
path = "/AIGCImgOpenServ/saas/found/barber"
query = "/AIGCImgOpenServ/saas/found/barber/ask"
body = { portrait = "{image}", cut = "{style}", businessTaskId = "{task}" }
result = "data.hairUrl"
price = 3

[face_restoration]
path = "/AIGCImgOpenServ/saas/found/mend"
body = { photo = "{image}" }
result = "data.mended[].url"
price = 1

[super_resolution]
path = "/AIGCImgOpenServ/saas/found/sharper"
body = { photo = "{image}" }
result = "data.sharpUrl"
price = 1

[image_enlarge]
path = "/AIGCImgOpenServ/saas/found/larger"
query = "/AIGCImgOpenServ/saas/found/larger/ask"
query_body = { job = { name = "{task}" } }
body = { picture = { link = "{image}", times = "{factor}" }, name = "{task}" }
result = "data.largeUrl"
progress = "data.percent"
failed = { "data.state" = ["broken", 7] }

[object_removal]
path = "/AIGCImgOpenServ/saas/found/eraser"
query = "/AIGCImgOpenServ/saas/found/eraser/ask"
body = { photo = "{image}", holes = "{mask}", businessTaskId = "{task}" }
result = "data.cleanUrl"

[background_remove]
path = "/AIGCImgOpenServ/saas/found/scissors"
query = "/AIGCImgOpenServ/saas/found/scissors/ask"
body = { photo = "{image}", businessTaskId = "{task}" }
result = "data.layers[].url"

[image_watermark]
path = "/AIGCImgOpenServ/saas/found/stamp"
body = { photo = "{image}", ink = { words = "{text}" } }
result = "data.stampedUrl"

[lora_list]
path = "/AIGCImgOpenServ/saas/found/loras"
rows = "data.items[]"
value = "file"
label = "title"

[training_result]
query = "/AIGCImgOpenServ/saas/found/trained"
query_body = { taskId = "{task}" }
result = "data.modelFile"
progress = "data.percent"
makes = "lora"
listed = false

[extra.pixelate]
summary = "Turn a picture into blocks."
pictures = ["photo"]
options = { blocks = "integer" }
path = "/AIGCImgOpenServ/saas/found/blocks"
query = "/AIGCImgOpenServ/saas/found/blocks/ask"
body = { source = "{photo}", across = "{blocks}", businessTaskId = "{task}" }
result = "data.blocksUrl"

[extra.title]
summary = "Find a title for a picture."
family = "understand"
pictures = ["photo"]
output = "texts"
path = "/AIGCImgOpenServ/saas/found/titles"
body = { source = "{photo}" }
result = "data.titles"
"""
"""As they stand below `providers.imgopen.endpoints` in an operator's file; one of each kind."""

LORAS = [
    {"file": "pressedFlowers_v2", "title": "Pressed Flowers"},
    {"file": "chalkDrawing_v1", "title": "Chalk Drawing"},
]
_ENDPOINTS = (
    InventedEndpoint(
        path=f"{ROOT}/barber",
        query_path=f"{ROOT}/barber/ask",
        required=("portrait", "cut"),
        result="data.hairUrl",
    ),
    InventedEndpoint(path=f"{ROOT}/mend", required=("photo",), own_id=None, result="data.mended[].url"),
    InventedEndpoint(path=f"{ROOT}/sharper", required=("photo",), own_id=None, result="data.sharpUrl"),
    InventedEndpoint(
        path=f"{ROOT}/larger",
        query_path=f"{ROOT}/larger/ask",
        required=("picture.link",),
        optional=("picture.times",),
        own_id="name",
        query_id="job.name",
        result="data.largeUrl",
        progress="data.percent",
        failed=("data.state", "broken"),
    ),
    InventedEndpoint(
        path=f"{ROOT}/eraser", query_path=f"{ROOT}/eraser/ask", required=("photo", "holes"), result="data.cleanUrl"
    ),
    InventedEndpoint(
        path=f"{ROOT}/scissors", query_path=f"{ROOT}/scissors/ask", required=("photo",), result="data.layers[].url"
    ),
    InventedEndpoint(path=f"{ROOT}/stamp", required=("photo", "ink.words"), own_id=None, result="data.stampedUrl"),
    InventedEndpoint(
        of=TRAINING.code,
        query_path=f"{ROOT}/trained",
        query_id="taskId",
        result="data.modelFile",
        progress="data.percent",
    ),
    InventedEndpoint(
        path=f"{ROOT}/blocks",
        query_path=f"{ROOT}/blocks/ask",
        required=("source",),
        optional=("across",),
        result="data.blocksUrl",
    ),
    InventedEndpoint(
        path=f"{ROOT}/titles", required=("source",), own_id=None, makes="text", count=2, result="data.titles[]"
    ),
)
_QUICK = TrainingPace(poll_initial_s=0.05, poll_factor=1.2, poll_max_s=0.2, max_requests_per_s=1000)


def supply(stage: Stage, **changes: Any) -> None:
    """The vendor has these endpoints, and the operator has described them; `changes` are of the provider's settings."""
    invent(stage.vendors.imgopen)
    stage.settings["providers"] = supplied(stage.settings["providers"], **changes)


def invent(vendor: ImgOpen) -> None:
    """The vendor has endpoints that no document names."""
    for endpoint in (*_ENDPOINTS, InventedList(path=f"{ROOT}/loras", rows=LORAS, result="data.items", optional=())):
        vendor.invent(endpoint)


def supplied(providers: ProvidersSettings, **changes: Any) -> ProvidersSettings:
    """The settings of an operator who has described all that is above; what needs no model is drawn by Flux."""
    described: dict[str, Any] = {
        "endpoints": tomllib.loads(TABLES),
        "training_pace": _QUICK,
        "lora_prompt": "<lora:{name}:1>",
        "default_model": MODELS[0]["sdModelCheckpoint"],
        "prices": {"flux": 1},
        "resize_mode": 1,
        "controlnet": {"units": [{"link": "{image}", "module": "{preprocessor}", "weight": "{strength}"}]},
    }
    given = dict(providers.imgopen) | described | changes
    return providers.model_copy(update={"imgopen": ImgOpenSettings.model_validate(given)})
