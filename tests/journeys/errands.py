"""One command for each of Img Open's endpoints that do work, by the vendor's own name."""

from typing import Any

import pytest

from tests.journeys.pictures import png

_PHOTON = "photon_v1_84728.safetensors"
_ERRANDS: dict[str, tuple[str, dict[str, Any]]] = {
    "comfyui/text2image": ("imagine", {"prompt": "a kite"}),
    "sd/v2/text2image": ("imagine", {"prompt": "a kite", "model": _PHOTON}),
    "sd/v2/image2image": ("reimagine", {"image": png(), "prompt": "a kite", "model": _PHOTON}),
    "sd/v2/controlnet": ("control", {"image": png(), "prompt": "a kite", "model": _PHOTON}),
    "instantID": ("portrait", {"image": png(), "prompt": "a doll"}),
    "interrogate": ("describe", {"image": png()}),
    "identifyStyle": ("style", {"image": png()}),
    "prompts/expand": ("prompt", {"prompt": "a kite"}),
    "imgExpand": ("outpaint", {"image": png(), "vertical": 1.5, "horizontal": 1.5}),
    "cnt/preview": ("preview", {"image": png()}),
    "face/detection": ("faces", {"image": png()}),
    "roop": ("faceswap", {"source": png(name="face.png"), "target": png(), "face": "largest"}),
    "v2/roop": ("faceswap", {"source": png(name="face.png"), "target": png(), "face": "largest", "fidelity": 0.5}),
}
DRAWINGS = frozenset({"sd/v2/text2image", "sd/v2/image2image", "sd/v2/controlnet"})
CALLING_BACK = (
    "comfyui/text2image",
    "instantID",
    "interrogate",
    "face/detection",
    "identifyStyle",
    "imgExpand",
    "cnt/preview",
)
"""Those whose pages list `callbackUrl`, but for the multiple face swap, before which a person is asked."""


def errand(endpoint: str) -> dict[str, Any]:
    """The arguments of `works.make`."""
    command, options = _ERRANDS[endpoint]
    return {"command": command, "at": endpoint, **options}


def at_each(*endpoints: str) -> pytest.MarkDecorator:
    """One case per endpoint, as `endpoint`; without any, for all of them."""
    return pytest.mark.parametrize("endpoint", endpoints or tuple(_ERRANDS))
