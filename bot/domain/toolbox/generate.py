"""Pictures from words, and models to make them with."""

from typing import Annotated

from pydantic import Field

from bot.domain.sizes import Ratio
from bot.domain.toolbox.shared import (
    IMAGE,
    Embedding,
    Frame,
    Free,
    Lora,
    MaybeFree,
    MaybePrompt,
    Model,
    Negative,
    Seed,
    Vae,
)
from bot.domain.tools import NOT_BLANK, Family, Options, Output, Prompt, Slot, Tool


class DrawingOptions(Options):
    """What every drawing from words takes. `lora` and `embedding` are added to the prompt."""

    prompt: Prompt = Field(description="What to draw.")
    negative: Negative = None
    model: Model = None
    lora: Lora = None
    vae: Vae = None
    embedding: Embedding = None
    ratio: Ratio | None = Field(default=None, description="Width to height.")
    size: int | None = Field(default=None, ge=256, le=2048, description="The longer side in pixels.")
    count: int = Field(default=1, ge=1, le=4, description="How many pictures.")
    steps: int | None = Field(default=None, ge=1, le=100, description="More steps take longer and refine more.")
    guidance: float | None = Field(default=None, ge=0, le=30, description="How closely to follow the words.")
    sampler: MaybeFree = Field(default=None, description="The sampling method, by the model's own name for it.")
    seed: Seed = None


class ImagineOptions(DrawingOptions):
    """How to draw."""

    hires: bool | None = Field(default=None, description="A second pass for fine detail.")


class ReimagineOptions(DrawingOptions):
    """How to redraw a picture, or the masked part of it."""

    strength: float | None = Field(default=None, ge=0, le=1, description="0 keeps the picture, 1 redraws it all.")


class ControlOptions(DrawingOptions):
    """How to draw along a picture's outlines, depth or pose."""

    preprocessor: MaybeFree = Field(default=None, description="What to take from the picture; /preview shows it.")
    strength: float | None = Field(default=None, ge=0, le=1, description="How closely to follow the picture.")


class PreviewOptions(Options):
    """Which preprocessor to look at."""

    preprocessor: Free = Field(default="canny", description="What to take from the picture, canny for example.")


class TrainOptions(Options):
    """How to train. The bounds are Img Open's own."""

    name: Annotated[str, NOT_BLANK] = Field(
        min_length=1,
        max_length=40,
        pattern=r"^[\w .-]+$",
        description="What to call it here: letters, digits, spaces, . - and _.",
    )
    epochs: int | None = Field(default=None, ge=10, le=50, description="Rounds over all pictures, 10 to 50.")
    batch: int | None = Field(default=None, ge=1, le=4, description="Pictures at a time, 1 to 4.")
    learning_rate: float | None = Field(
        default=None, ge=0.0000001, le=0.0001, description="0.0000001 to 0.0001; smaller is slower and finer."
    )
    clip_skip: int | None = Field(default=None, ge=1, le=5, description="1 to 5 layers of the text model from the end.")
    repeats: int | None = Field(default=None, ge=1, le=100, description="How often each picture is seen in a round.")


class WallpaperOptions(Options):
    """Which flowers, on what."""

    flowers: MaybePrompt = Field(default=None, description="Which flowers.")
    style: MaybePrompt = Field(default=None, description="How they are painted; in soft watercolour, if empty.")
    background: MaybePrompt = Field(default=None, description="What is behind them; a pastel gradient, if empty.")
    name: Annotated[str | None, Field(min_length=1, max_length=500), NOT_BLANK] = Field(
        default=None, description="A name to write with them."
    )
    ratio: Frame | None = Field(default=None, description="Width to height.")


IMAGINE = Tool(
    key="imagine",
    family=Family.GENERATE,
    summary="Draw a picture from words.",
    slots=(),
    options=ImagineOptions,
    result="A picture drawn from words",
)
REIMAGINE = Tool(
    key="reimagine",
    family=Family.GENERATE,
    summary="Redraw a picture, or the masked part of it, from words.",
    slots=(
        Slot(name=IMAGE, description="The picture to redraw."),
        Slot(name="mask", description="White where to redraw, black where to keep; as large as the picture.", least=0),
    ),
    options=ReimagineOptions,
    result="The picture that was sent in, redrawn from words",
    keeps_inputs=True,
)
CONTROL = Tool(
    key="control",
    family=Family.GENERATE,
    summary="Draw from words along a picture's outlines, depth or pose.",
    slots=(Slot(name=IMAGE, description="The picture to follow."),),
    options=ControlOptions,
    result="A picture drawn from words along the picture that was sent in",
    keeps_inputs=True,
)
PREVIEW = Tool(
    key="preview",
    family=Family.GENERATE,
    summary="See what /control would take from a picture, and go on from there.",
    slots=(Slot(name=IMAGE, description="The picture to look at."),),
    options=PreviewOptions,
    result="What a preprocessor takes from the picture that was sent in",
    keeps_inputs=True,
)
TRAIN = Tool(
    key="train",
    family=Family.GENERATE,
    summary="Train a model of your own from 10 or more pictures. It takes hours.",
    slots=(Slot(name="pictures", description="Pictures of one subject or style.", least=10, most=100),),
    options=TrainOptions,
    result="A model that was trained from pictures",
    output=Output.MODEL,
)
WALLPAPER = Tool(
    key="wallpaper",
    family=Family.GENERATE,
    summary="Make a wallpaper of flowers.",
    slots=(),
    options=WallpaperOptions,
    result="A wallpaper of flowers",
)
