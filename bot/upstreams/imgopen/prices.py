"""What we charge for the provider's work; its own prices are in no document."""

from pydantic import BaseModel, ConfigDict, Field


def _credits(default: int, what: str) -> int:
    field: int = Field(default=default, ge=0, description=f"credits: {what}")
    return field


class Prices(BaseModel):
    """Credits per task."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text2image: int = _credits(2, "drawing")
    image2image: int = _credits(2, "redrawing")
    controlnet: int = _credits(3, "drawing along a picture")
    cnt_preview: int = _credits(1, "controlnet preview")
    flux: int = _credits(2, "drawing by Flux")
    roop: int = _credits(2, "face swap version 1")
    v2_roop: int = _credits(3, "face swap version 2, with face repair")
    face_fusion: int = _credits(3, "multiple face swap; the detection before it is added")
    face_detection: int = _credits(1, "face detection")
    instantid: int = _credits(3, "portraits")
    interrogate: int = _credits(1, "image description")
    identify_style: int = _credits(1, "style recognition")
    prompts_expand: int = _credits(1, "prompt expansion")
    outpaint: int = _credits(3, "outpainting")
    training: int = _credits(50, "training of a model")
