"""The tools that there are."""

from pydantic import Field

from bot.domain.tools import Family, Options, Slot, Tool


class EnhanceOptions(Options):
    """How to enhance."""

    mode: str | None = Field(
        default=None, min_length=1, max_length=40, description="What to bring out; start typing to see what there is."
    )


class FaceswapOptions(Options):
    """How to swap."""

    fidelity: float | None = Field(
        default=None, ge=0, le=1, description="0 gives the cleanest picture, 1 the closest likeness."
    )


ENHANCE = Tool(
    key="enhance",
    family=Family.EDIT,
    summary="Make a picture larger, cleaner and sharper.",
    slots=(Slot(name="image", description="The picture to enhance."),),
    options=EnhanceOptions,
    result="The picture that was sent in, larger, with less noise and more detail",
)
FACESWAP = Tool(
    key="faceswap",
    family=Family.PORTRAIT,
    summary="Put the face of one picture into another.",
    slots=(
        Slot(name="source", description="The picture that gives the face."),
        Slot(name="target", description="The picture that gets the face."),
    ),
    options=FaceswapOptions,
    result="The target picture, in which the largest face has been replaced by the one of the source picture",
)
TOOLS = (ENHANCE, FACESWAP)
