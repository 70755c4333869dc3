"""What an endpoint cannot do is refused before anything is sent, and what it can do is not."""

from typing import Any, NamedTuple

import pytest

from bot.domain.sentences import Reason
from bot.domain.toolbox import FaceswapOptions
from bot.domain.toolbox.art import CartoonOptions, PaintOptions, Paper, PhotoshootOptions
from bot.domain.toolbox.colours import RecolorOptions
from bot.domain.toolbox.edit import Cutout, EnlargeOptions, OutpaintOptions, RemovebgOptions, StrengthOptions, Subject
from bot.domain.toolbox.looks import (
    AgeChange,
    AgeOptions,
    BeardOptions,
    Blemish,
    Effect,
    EffectOptions,
    ExpressionOptions,
    HairstyleOptions,
    HalloweenOptions,
    RetouchOptions,
)
from bot.domain.toolbox.marking import ReplaceOptions
from bot.domain.toolbox.portrait import Asking
from bot.domain.tools import Options
from tests.upstreams.ailab.requests import REQUESTS
from tests.upstreams.ailab.scripted import Scripted, offer

UNUSED, NEEDED, NOT_OFFERED = Reason.OPTION_UNUSED, Reason.OPTION_NEEDED, Reason.OPTION_NOT_OFFERED
ESSAY = "word " * 101


class Case(NamedTuple):
    key: str
    options: Options
    reason: Reason
    option: str


def photograph(**rest: Any) -> PhotoshootOptions:
    return PhotoshootOptions.model_validate({"title": "a", "description": "b", **rest})


CASES = [
    Case("ai-anime-generator", CartoonOptions(style="pixar"), NOT_OFFERED, "style"),
    Case("portrait-animation", CartoonOptions(), NEEDED, "style"),
    Case("portrait-animation", CartoonOptions(style="western"), NOT_OFFERED, "style"),
    Case("ai-anime-generator-v1", CartoonOptions(style="boy-28"), NOT_OFFERED, "style"),
    Case("image-style-conversion", PaintOptions(style="cubist"), NOT_OFFERED, "style"),
    Case("ai-photography", photograph(size=Paper.A4), NOT_OFFERED, "size"),
    Case("ai-face-swap", FaceswapOptions(fidelity=0.5), UNUSED, "fidelity"),
    Case("ai-face-swap", FaceswapOptions(face=Asking.ALWAYS), UNUSED, "face"),
    Case("face-fusion", FaceswapOptions(faces={"source": 2}), UNUSED, "face"),
    Case("face-attribute-editing-age", AgeOptions(), NEEDED, "age"),
    Case("face-attribute-editing-age", AgeOptions(age=5, to=AgeChange.OLD), UNUSED, "to"),
    Case("emotion-editor", ExpressionOptions(expression="natural_smile"), NOT_OFFERED, "expression"),
    Case("emotion-editor-advanced", ExpressionOptions(expression="big grin"), NOT_OFFERED, "expression"),
    Case("hairstyle-editor-pro", HairstyleOptions(color="red"), NEEDED, "style"),
    Case("hairstyle-editor-pro", HairstyleOptions(style="BobCut"), NEEDED, "color"),
    Case("hairstyle-editor-pro", HairstyleOptions(style="BobCut", color="original"), NOT_OFFERED, "color"),
    Case("hairstyle-editor-premium", HairstyleOptions(style="Mullet"), NOT_OFFERED, "style"),
    Case("hairstyle-editor-premium", HairstyleOptions(style="BobCut", color="beige"), NOT_OFFERED, "color"),
    Case("ai-beard-styling", BeardOptions(style="Gandalf"), NOT_OFFERED, "style"),
    Case("ai-bald", EffectOptions(effect=Effect.BIG_HEAD), NOT_OFFERED, "effect"),
    Case("smart-skin", RetouchOptions(fix=Blemish.ACNE), UNUSED, "fix"),
    Case("smart-beauty", RetouchOptions(whitening=0.5), UNUSED, "whitening"),
    Case("face-beauty-pro", RetouchOptions(fix=Blemish.ACNE), UNUSED, "fix"),
    Case("smart-skin-advanced", RetouchOptions(smoothing=0.5), UNUSED, "smoothing"),
    Case("smart-skin-advanced", RetouchOptions(whitening=0.5), UNUSED, "whitening"),
    Case("image-defogging", StrengthOptions(strength=0.5), UNUSED, "strength"),
    Case("image-contrast-enhancement", StrengthOptions(strength=0), UNUSED, "strength"),
    Case("image-sharpness-enhancement", StrengthOptions(strength=1), UNUSED, "strength"),
    Case("image-lossless-enlargement", EnlargeOptions(factor=5), NOT_OFFERED, "factor"),
    Case("ai-image-extender", OutpaintOptions(vertical=3.1), NOT_OFFERED, "vertical"),
    Case("ai-image-extender", OutpaintOptions(horizontal=4), NOT_OFFERED, "horizontal"),
    Case("ai-image-extender", OutpaintOptions(count=2), UNUSED, "count"),
    Case("ai-image-extender", OutpaintOptions(negative="fog"), UNUSED, "negative"),
    Case("ai-image-extender", OutpaintOptions(sampler="Euler"), UNUSED, "sampler"),
    Case("ai-image-extender", OutpaintOptions(prompt=ESSAY), NOT_OFFERED, "prompt"),
    Case("ai-image-extender", OutpaintOptions(steps=0), NOT_OFFERED, "steps"),
    Case("ai-image-extender", OutpaintOptions(guidance=21), NOT_OFFERED, "guidance"),
    Case("ai-object-replacer", ReplaceOptions(prompt=ESSAY), NOT_OFFERED, "prompt"),
    Case("universal-background-removal", RemovebgOptions(subject=Subject.PERSON), NOT_OFFERED, "subject"),
    Case("portrait-background-removal", RemovebgOptions(), NOT_OFFERED, "subject"),
    Case("avatar-extraction", RemovebgOptions(subject=Subject.HEAD, form=Cutout.WHITE), NOT_OFFERED, "form"),
    Case("hd-universal-background-removal", RemovebgOptions(form=Cutout.MASK), NOT_OFFERED, "form"),
    Case(
        "hd-portrait-background-removal",
        RemovebgOptions(subject=Subject.PERSON, form=Cutout.TRIMMED),
        NOT_OFFERED,
        "form",
    ),
    Case("photo-retouching", RecolorOptions(palette="056A6B"), UNUSED, "palette"),
    Case("photo-retouching", RecolorOptions(strength=0.5), UNUSED, "strength"),
    Case("photo-retouching", RecolorOptions(count=2), UNUSED, "count"),
    Case("image-hd-color-migration", RecolorOptions(palette="056A6B", count=2), UNUSED, "count"),
    Case("image-color-migration", RecolorOptions(strength=0.5), UNUSED, "strength"),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.key} {case.option}" for case in CASES])
def test_what_an_endpoint_cannot_do_is_refused(vendor: Scripted, case: Case) -> None:
    refusal = offer(vendor.upstream(), case.key).refuses(case.options)
    assert refusal is not None
    assert (refusal.reason, refusal.values["option"]) == (case.reason, case.option)


@pytest.mark.parametrize("request_", REQUESTS, ids=[request.key for request in REQUESTS])
def test_what_an_endpoint_can_do_is_not_refused(vendor: Scripted, request_: Any) -> None:
    made = offer(vendor.upstream(), request_.key)
    assert made.refuses(request_.options) is None
    assert made.misses(request_.options, set(request_.files.values())) is None


@pytest.mark.parametrize(
    ("key", "options"),
    [
        ("hairstyle-editor-premium", HairstyleOptions()),
        ("hairstyle-editor-premium", HairstyleOptions(style="BobCut", color="Reference")),
        ("ai-beard-styling", BeardOptions()),
        ("ai-halloween-mask", HalloweenOptions()),
        ("photo-retouching", RecolorOptions()),
    ],
)
def test_a_reference_that_is_needed_is_asked_for(vendor: Scripted, key: str, options: Options) -> None:
    made = offer(vendor.upstream(), key)
    missed = made.misses(options, {"image"})
    assert missed is not None
    assert (missed.reason, missed.values["slot"]) == (Reason.PICTURE_NEEDED, "reference")
    assert made.misses(options, {"image", "reference"}) is None


@pytest.mark.parametrize("key", ["image-hd-color-migration", "image-color-migration"])
@pytest.mark.parametrize(("options", "option"), [({"palette": "056A6B"}, "palette"), ({"count": 2}, "count")])
def test_a_reference_leaves_no_colours_to_choose(
    vendor: Scripted, key: str, options: dict[str, Any], option: str
) -> None:
    missed = offer(vendor.upstream(), key).misses(RecolorOptions.model_validate(options), {"image", "reference"})
    assert missed is not None
    assert (missed.reason, missed.values["option"]) == (UNUSED, option)


def test_nothing_is_extended_by_nothing(vendor: Scripted) -> None:
    refusal = offer(vendor.upstream(), "ai-image-extender").refuses(OutpaintOptions(vertical=1, horizontal=1))
    assert refusal is not None
    assert refusal.reason is Reason.NOTHING_TO_EXTEND


def test_a_refusal_names_no_more_values_than_can_be_read(vendor: Scripted) -> None:
    refusal = offer(vendor.upstream(), "hairstyle-editor-premium").refuses(HairstyleOptions(style="Mullet"))
    assert refusal is not None
    accepted = str(refusal.values["accepted"])
    assert accepted.startswith("BuzzCut, UnderCut")
    assert accepted.endswith(", …")


def test_a_hundred_words_are_not_too_many(vendor: Scripted) -> None:
    assert offer(vendor.upstream(), "ai-object-replacer").refuses(ReplaceOptions(prompt="word " * 100)) is None
