"""Faces and the people who wear them."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.toolbox.shared import IMAGE, Negative, SmallSeed
from bot.domain.tools import Family, Hidden, NoOptions, Options, Prompt, Slot, Tool


class Asking(StrEnum):
    """Which face of the target is replaced."""

    WHEN_SEVERAL = "ask_when_several"
    LARGEST = "largest"
    ALWAYS = "always_ask"


class FaceswapOptions(Options):
    """How to swap. `faces`: the target's face (from 1, in the provider's order) for each source, once chosen."""

    fidelity: float | None = Field(
        default=None, ge=0, le=1, description="0 gives the cleanest picture, 1 the closest likeness."
    )
    face: Asking | None = Field(default=None, description="Which face of the target; I ask when there are several.")
    faces: Annotated[dict[str, int] | None, Hidden()] = None


class PortraitOptions(Options):
    """How to restyle a portrait. The picture is 960 pixels square, the one size that is documented."""

    prompt: Prompt = Field(description="The style, a ceramic doll for example.")
    negative: Negative = None
    steps: int | None = Field(default=None, ge=1, le=100, description="More steps take longer and refine more.")
    guidance: int | None = Field(default=None, ge=0, le=30, description="How closely to follow the words.")
    seed: SmallSeed = None


FACESWAP = Tool(
    key="faceswap",
    family=Family.PORTRAIT,
    summary="Put the face of one picture into another.",
    slots=(
        Slot(name="source", description="The picture that gives the face."),
        Slot(name="target", description="The picture that gets the face."),
        Slot(name="source_2", description="A second face, for a second person in the target.", least=0),
    ),
    options=FaceswapOptions,
    result="The target picture, in which a face has been replaced by the one of the source picture",
)
FACES = Tool(
    key="faces",
    family=Family.PORTRAIT,
    summary="Find the faces in a picture.",
    slots=(Slot(name=IMAGE, description="The picture to search."),),
    options=NoOptions,
    result="A face from the picture that was sent in",
)
PORTRAIT = Tool(
    key="portrait",
    family=Family.PORTRAIT,
    summary="Turn a portrait into another style, the face kept.",
    slots=(Slot(name=IMAGE, description="A clear portrait."),),
    options=PortraitOptions,
    result="The person of the portrait that was sent in, in another style",
    keeps_inputs=True,
)
RESTORE = Tool(
    key="restore",
    family=Family.PORTRAIT,
    summary="Repair the faces in a blurred or damaged picture.",
    slots=(Slot(name=IMAGE, description="The picture with the faces."),),
    options=NoOptions,
    result="The picture that was sent in, with its faces repaired",
)
