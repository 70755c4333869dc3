"""The list of models to draw with."""

from collections.abc import Sequence
from hashlib import sha256

from bot.sandbox.upstreams.edits import Json


def model_row(number: int, name: str, checkpoint: str, base: str = "SD 1.5") -> Json:
    """One of the list's rows. Of its twelve fields the documents show the first ten; the last two are made up."""
    digest = sha256(checkpoint.encode()).hexdigest().upper()
    return {
        "id": number,
        "sdModelCheckpoint": checkpoint,
        "sdModelName": name,
        "modelBaseModel": base,
        "modelHash": digest,
        "modelType": "Checkpoint",
        "modelVersion": "v1",
        "modelStatus": 1,
        "modelUploadStatus": 2,
        "modelImgUrl2": f"https://models.example/{digest[:32].lower()}.jpeg?Expires=4102444800",
        "modelSort": number,
        "modelRemark": "",
    }


def page_of(rows: Sequence[Json], *, number: int, size: int) -> list[Json]:
    """The rows of a page, counted from 1."""
    return list(rows[(number - 1) * size : number * size])


MODELS = (
    model_row(39, "Photon", "photon_v1_84728.safetensors"),
    model_row(40, "Meadow Photo", "meadowPhoto_v3.safetensors"),
    model_row(41, "Paper Lantern Anime", "paperLanternAnime_v2.safetensors"),
    model_row(42, "Linen Watercolor", "linenWatercolor_v1.safetensors"),
    model_row(43, "Old Master Oil", "oldMasterOil_v4.safetensors"),
    model_row(44, "Woodblock Print", "woodblockPrint_v1.safetensors"),
    model_row(45, "Wide Angle XL", "wideAngleXL_v10.safetensors", "SDXL 1.0"),
    model_row(46, "Gouache XL", "gouacheXL_v2.safetensors", "SDXL 1.0"),
)
