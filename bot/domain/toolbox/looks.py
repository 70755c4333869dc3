"""How somebody looks: hair, beard, age, face and clothes."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.toolbox.colours import REFERENCE
from bot.domain.toolbox.shared import IMAGE, Frame, Free, MaybeFree
from bot.domain.tools import NOT_BLANK, Family, NoOptions, Options, Slot, Tool

_PORTRAIT = Slot(name=IMAGE, description="A clear portrait.")


class HairstyleOptions(Options):
    """Which hairstyle."""

    style: MaybeFree = Field(default=None, description="The hairstyle, by the provider's own name; start typing.")
    color: MaybeFree = Field(default=None, description="The colour; start typing.")


class HaircolorOptions(Options):
    """Which colour."""

    color: Annotated[str, NOT_BLANK] = Field(
        min_length=1, max_length=100, description="The colour, copper for example."
    )
    description: Annotated[str | None, Field(min_length=1, max_length=1000), NOT_BLANK] = Field(
        default=None, description="More about it."
    )


class BeardOptions(Options):
    """Which beard."""

    style: MaybeFree = Field(default=None, description="The beard; start typing.")


class Photo(StrEnum):
    """How good a photo must be to be worked on."""

    ANY = "any"
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


_PHOTO = "How good the photo must be; a poor one is refused."


class AgeChange(StrEnum):
    """To which age."""

    CHILD = "child"
    OLD = "old"


class AgeOptions(Options):
    """To which age, in years or in a word."""

    age: int | None = Field(default=None, ge=1, le=85, description="How old, 1 to 85 years.")
    to: AgeChange | None = Field(default=None, description="Or in a word.")
    photo: Photo | None = Field(default=None, description=_PHOTO)


class Gender(StrEnum):
    """To which gender."""

    FEMALE = "female"
    MALE = "male"


class GenderOptions(Options):
    """To which gender."""

    to: Gender = Field(description="Which one.")
    photo: Photo | None = Field(default=None, description=_PHOTO)


class ExpressionOptions(Options):
    """Which expression."""

    expression: Free = Field(description="The expression; start typing.")


class Effect(StrEnum):
    """What happens to a face or head."""

    BIG_HEAD = "big_head"
    SQUARE_FACE = "square_face"
    BALD = "bald"
    CLEAN_SHAVEN = "clean_shaven"


class EffectOptions(Options):
    """Which effect."""

    effect: Effect = Field(description="Which effect.")


class HalloweenOptions(Options):
    """Which mask."""

    mask: int | None = Field(default=None, ge=1, le=85, description="The mask's number, 1 to 85.")
    ratio: Frame | None = Field(default=None, description="Width to height.")


class FilterOptions(Options):
    """Which filter."""

    number: int = Field(ge=1, le=78, description="The filter's number, 1 to 78.")
    strength: float = Field(default=0.8, ge=0, le=1, description="0 is hardly anything, 1 as much as there is.")


class Blemish(StrEnum):
    """What a retouch takes care of."""

    ACNE = "acne"
    SPOTS = "spots"
    DULLNESS = "dullness"
    ROUGHNESS = "roughness"
    PORES = "pores"
    WRINKLES = "wrinkles"
    UNDER_EYES = "under_eyes"
    SCARS = "scars"


class RetouchOptions(Options):
    """How to retouch skin."""

    fix: Blemish | None = Field(default=None, description="What to take care of; everything a little, if empty.")
    smoothing: float | None = Field(default=None, ge=0, le=1, description="How smooth, 0 to 1.")
    whitening: float | None = Field(default=None, ge=0, le=1, description="How bright, 0 to 1.")


class Garment(StrEnum):
    """What kind of clothes."""

    UPPER_BODY = "upper_body"
    LOWER_BODY = "lower_body"
    FULL_BODY = "full_body"


class TryonOptions(Options):
    """Which part is dressed."""

    clothes_type: Garment = Field(description="What kind of clothes.")


HAIRSTYLE = Tool(
    key="hairstyle",
    family=Family.PORTRAIT,
    summary="Change the hairstyle of a portrait.",
    slots=(_PORTRAIT, Slot(name=REFERENCE, description="Somebody with the hairstyle you like.", least=0)),
    options=HairstyleOptions,
    result="The portrait that was sent in, with another hairstyle",
    one_of=("style", REFERENCE),
)
HAIRCOLOR = Tool(
    key="haircolor",
    family=Family.PORTRAIT,
    summary="Dye the hair of a portrait.",
    slots=(_PORTRAIT,),
    options=HaircolorOptions,
    result="The portrait that was sent in, with another hair colour",
)
BEARD = Tool(
    key="beard",
    family=Family.PORTRAIT,
    summary="Give a portrait a beard.",
    slots=(_PORTRAIT, Slot(name=REFERENCE, description="Somebody with the beard you like.", least=0)),
    options=BeardOptions,
    result="The portrait that was sent in, with a beard",
    one_of=("style", REFERENCE),
)
AGE = Tool(
    key="age",
    family=Family.PORTRAIT,
    summary="Make a portrait younger or older.",
    slots=(_PORTRAIT,),
    options=AgeOptions,
    result="The person of the portrait that was sent in, at another age",
    one_of=("age", "to"),
)
GENDER = Tool(
    key="gender",
    family=Family.PORTRAIT,
    summary="See a portrait as another gender.",
    slots=(_PORTRAIT,),
    options=GenderOptions,
    result="The person of the portrait that was sent in, as another gender",
)
EXPRESSION = Tool(
    key="expression",
    family=Family.PORTRAIT,
    summary="Change the expression of a face.",
    slots=(_PORTRAIT,),
    options=ExpressionOptions,
    result="The portrait that was sent in, with another expression",
)
EFFECT = Tool(
    key="effect",
    family=Family.PORTRAIT,
    summary="Give a portrait a big head, a square face, a bald head or a clean shave.",
    slots=(_PORTRAIT,),
    options=EffectOptions,
    result="The portrait that was sent in, with an effect",
)
HALLOWEEN = Tool(
    key="halloween",
    family=Family.PORTRAIT,
    summary="Paint a Halloween mask onto a portrait.",
    slots=(_PORTRAIT, Slot(name=REFERENCE, description="A mask that you like.", least=0)),
    options=HalloweenOptions,
    result="The portrait that was sent in, with a Halloween mask",
    one_of=("mask", REFERENCE),
)
FILTER = Tool(
    key="filter",
    family=Family.PORTRAIT,
    summary="Put a face filter onto a portrait.",
    slots=(_PORTRAIT,),
    options=FilterOptions,
    result="The portrait that was sent in, with a filter",
)
RETOUCH = Tool(
    key="retouch",
    family=Family.PORTRAIT,
    summary="Retouch the skin in a portrait.",
    slots=(_PORTRAIT,),
    options=RetouchOptions,
    result="The portrait that was sent in, retouched",
)
BLURFACES = Tool(
    key="blurfaces",
    family=Family.PORTRAIT,
    summary="Make every face in a picture unrecognisable.",
    slots=(Slot(name=IMAGE, description="The picture with the faces."),),
    options=NoOptions,
    result="The picture that was sent in, with its faces blurred",
)
TRYON = Tool(
    key="tryon",
    family=Family.PORTRAIT,
    summary="See somebody in other clothes.",
    slots=(
        Slot(name="person", description="Somebody, whole and from the front."),
        Slot(name="clothes", description="The clothes."),
    ),
    options=TryonOptions,
    result="The person of the picture that was sent in, in other clothes",
)
