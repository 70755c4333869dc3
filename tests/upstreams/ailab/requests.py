"""For every endpoint: what is asked of us, and the form that its page asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.toolbox import FaceswapOptions
from bot.domain.toolbox.art import CartoonOptions, EmojiOptions, LineartOptions, PaintOptions, Paper, PhotoshootOptions
from bot.domain.toolbox.colours import Footage, GradeOptions, RecolorOptions
from bot.domain.toolbox.edit import (
    CropOptions,
    Cutout,
    EnlargeOptions,
    OutpaintOptions,
    RemovebgOptions,
    StrengthOptions,
    Subject,
)
from bot.domain.toolbox.generate import WallpaperOptions
from bot.domain.toolbox.looks import (
    AgeChange,
    AgeOptions,
    BeardOptions,
    Blemish,
    Effect,
    EffectOptions,
    ExpressionOptions,
    FilterOptions,
    Garment,
    Gender,
    GenderOptions,
    HaircolorOptions,
    HairstyleOptions,
    HalloweenOptions,
    Photo,
    RetouchOptions,
    TryonOptions,
)
from bot.domain.toolbox.marking import EraseOptions, Quality, ReplaceOptions
from bot.domain.toolbox.shared import Frame
from bot.domain.tools import NoOptions, Options

_IMAGE = {"image": "image"}
_WITH_TEMPLATE = {"image": "image", "image_template": "reference"}
_MARKED = {"image": "image", "mask": "mask"}
_UNSHAPED = {"thinface": "0", "shrink_face": "0", "enlarge_eye": "0", "remove_eyebrow": "0"}


@dataclass(frozen=True, kw_only=True)
class Request:
    """`files` by part: the slot whose picture is in it. `settings` beside the usual ones."""

    key: str
    path: str
    options: Options = field(default_factory=NoOptions)
    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=lambda: _IMAGE)
    settings: Mapping[str, Any] = field(default_factory=dict)


def _of(place: str, options: Options | None = None, files: Mapping[str, str] = _IMAGE, /, **fields: str) -> Request:
    name = place.rpartition("/")[2]
    return Request(key=name, path=f"/api/{place}", options=options or NoOptions(), files=files, fields=fields)


def _age(options: Options, **fields: str) -> Request:
    key = f"face-attribute-editing-{'age' if isinstance(options, AgeOptions) else 'gender'}"
    return Request(key=key, path="/api/portrait/effects/face-attribute-editing", options=options, fields=fields)


def _anime(options: CartoonOptions, generation: str, **fields: str) -> Request:
    path, settings = "/api/image/effects/ai-anime-generator", {"retired_generation": generation}
    return Request(key="ai-anime-generator-v1", path=path, options=options, fields=fields, settings=settings)


def _hd(options: RecolorOptions, generation: str = "V1.1.0", files: Any = _IMAGE, **fields: str) -> Request:
    path, settings = "/api/image/effects/image-hd-color-migration", {"retired_generation": generation}
    return Request(
        key="image-hd-color-migration", path=path, options=options, fields=fields, settings=settings, files=files
    )


REQUESTS = [
    _of("image/effects/ai-anime-generator", CartoonOptions(), task_type="async", index="0"),
    _of("image/effects/ai-anime-generator", CartoonOptions(style="colorful cartoon"), task_type="async", index="7"),
    _of(
        "portrait/editing/ai-face-swap",
        FaceswapOptions(),
        {"image_target": "target", "image_template": "source"},
    ),
    _of(
        "portrait/effects/hairstyle-editor-pro",
        HairstyleOptions(style="buzzcut", color="light blue".replace(" ", "")),
        hair_style="BuzzCut",
        color="lightBlue",
    ),
    _of("portrait/effects/hairstyle-editor-premium", HairstyleOptions(style="PixieCut"), hair_style="PixieCut"),
    _of(
        "portrait/effects/hairstyle-editor-premium",
        HairstyleOptions(color="reference"),
        _WITH_TEMPLATE,
        color="reference",
    ),
    _of(
        "portrait/editing/ai-hair-color",
        HaircolorOptions(color="copper", description="like a new coin"),
        name="copper",
        desc="like a new coin",
    ),
    _of("cutout/general/hd-universal-background-removal", RemovebgOptions()),
    _of(
        "portrait/effects/emotion-editor-advanced",
        ExpressionOptions(expression="Natural smile"),
        expression="natural_smile",
    ),
    _of("image/effects/photo-to-line-art", LineartOptions()),
    _of(
        "image/effects/photo-to-line-art",
        LineartOptions(prompt="thin lines", size=Paper.L21_9),
        prompt="thin lines",
        image_size="21:9",
    ),
    _of(
        "image/effects/photo-to-emoji-grid",
        EmojiOptions(expression="Angry", style="3D Emoji Render", scene="Baby Shower", filler="stars"),
        expression="Angry",
        style="3D Emoji Render",
        scene="Baby Shower",
        filler="stars",
    ),
    _of(
        "image/effects/ai-photography",
        PhotoshootOptions(title="Noir", description="A street at night", size=Paper.AUTO),
        style_title="Noir",
        style_desc="A street at night",
        image_size="auto",
    ),
    _of("image/generation/ai-flower-wallpaper", WallpaperOptions(), {}, name="AUTO"),
    _of(
        "image/generation/ai-flower-wallpaper",
        WallpaperOptions(flowers="asters", style="ink", background="paper", name="Ada", ratio=Frame.P9_16),
        {},
        flower_elements="asters",
        style="ink",
        background="paper",
        name="Ada",
        aspect_ratio="9:16",
    ),
    _of("portrait/effects/ai-big-head-effect", EffectOptions(effect=Effect.BIG_HEAD)),
    _of("portrait/effects/ai-square-face-filter", EffectOptions(effect=Effect.SQUARE_FACE)),
    _of("portrait/editing/ai-bald", EffectOptions(effect=Effect.BALD)),
    _of("portrait/editing/ai-beard-removal", EffectOptions(effect=Effect.CLEAN_SHAVEN)),
    _of("portrait/editing/ai-beard-styling", BeardOptions(style="vandyke"), beard="VanDyke"),
    _of("portrait/editing/ai-beard-styling", BeardOptions(), _WITH_TEMPLATE),
    _of(
        "portrait/effects/ai-halloween-mask",
        HalloweenOptions(mask=85, ratio=Frame.AUTO),
        mask_style="85",
        aspect_ratio="auto",
    ),
    _of("portrait/effects/ai-halloween-mask", HalloweenOptions(), _WITH_TEMPLATE),
    _of("portrait/effects/smart-skin-advanced", RetouchOptions(), smart_skin="1"),
    _of("portrait/effects/smart-skin-advanced", RetouchOptions(fix=Blemish.ACNE), acne_removal="1"),
    _of("portrait/effects/smart-skin-advanced", RetouchOptions(fix=Blemish.SPOTS), spot_correction="1"),
    _of("portrait/effects/smart-skin-advanced", RetouchOptions(fix=Blemish.DULLNESS), skin_brightening="1"),
    _of("portrait/effects/smart-skin-advanced", RetouchOptions(fix=Blemish.ROUGHNESS), skin_smoothing="1"),
    _of("portrait/effects/smart-skin-advanced", RetouchOptions(fix=Blemish.PORES), pore_control="1"),
    _of("portrait/effects/smart-skin-advanced", RetouchOptions(fix=Blemish.WRINKLES), wrinkle_reduction="1"),
    _of("portrait/effects/smart-skin-advanced", RetouchOptions(fix=Blemish.UNDER_EYES), under_eye_correction="1"),
    _of("portrait/effects/smart-skin-advanced", RetouchOptions(fix=Blemish.SCARS), scar_reduction="1"),
    _of(
        "portrait/editing/try-on-clothes",
        TryonOptions(clothes_type=Garment.UPPER_BODY),
        {"person_image": "person", "clothes_image": "clothes"},
        clothes_type="upper_body",
        task_type="async",
    ),
    _of("image/effects/image-colorization"),
    _of("image/enhance/image-defogging", StrengthOptions()),
    _of("image/enhance/image-contrast-enhancement", StrengthOptions()),
    _of("image/enhance/image-sharpness-enhancement", StrengthOptions()),
    _of("image/enhance/stretch-image-recovery"),
    _of("portrait/effects/enhance-face"),
    _of("portrait/effects/blurred-faces"),
    _of("cutout/portrait/hd-portrait-background-removal", RemovebgOptions(subject=Subject.PERSON)),
    _of("image/enhance/image-lossless-enlargement", EnlargeOptions()),
    _of(
        "image/enhance/image-lossless-enlargement",
        EnlargeOptions(factor=4, sharpen=True),
        upscale_factor="4",
        mode="enhancement",
    ),
    _of("image/enhance/image-lossless-enlargement", EnlargeOptions(sharpen=False), mode="base"),
    _of("cutout/general/universal-background-removal", RemovebgOptions(form=Cutout.TRANSPARENT)),
    _of("cutout/general/universal-background-removal", RemovebgOptions(form=Cutout.TRIMMED), return_form="crop"),
    _of("cutout/general/universal-background-removal", RemovebgOptions(form=Cutout.WHITE), return_form="whiteBK"),
    _of(
        "cutout/portrait/portrait-background-removal",
        RemovebgOptions(subject=Subject.PERSON, form=Cutout.MASK),
        return_form="mask",
    ),
    _of("cutout/portrait/avatar-extraction", RemovebgOptions(subject=Subject.HEAD)),
    _of("portrait/effects/portrait-animation", CartoonOptions(style="Pixar Pro"), type="pixar_plus"),
    _of("portrait/effects/portrait-animation", CartoonOptions(style="claborate"), type="claborate"),
    _of("image/effects/image-style-conversion", PaintOptions(style="Kanagawa wave"), option="wave"),
    _of(
        "portrait/effects/face-fusion",
        FaceswapOptions(fidelity=0.25),
        {"image_target": "source", "image_template": "target"},
        source_similarity="0.25",
    ),
    _age(AgeOptions(age=85), action_type="V2_AGE", target="85"),
    _age(AgeOptions(to=AgeChange.CHILD, photo=Photo.HIGH), action_type="TO_KID", quality_control="HIGH"),
    _age(AgeOptions(to=AgeChange.OLD, photo=Photo.ANY), action_type="TO_OLD", quality_control="NONE"),
    _age(GenderOptions(to=Gender.MALE), action_type="V2_GENDER", target="0"),
    _age(GenderOptions(to=Gender.FEMALE), action_type="V2_GENDER", target="1"),
    _of(
        "portrait/effects/emotion-editor",
        ExpressionOptions(expression="opening eyes"),
        {"image_target": "image"},
        service_choice="100",
    ),
    _of("image/editing/remove-objects", EraseOptions(), _MARKED),
    _of("image/editing/remove-objects-pro", EraseOptions(quality=Quality.BEST), _MARKED),
    _of("image/editing/remove-objects-advanced", EraseOptions(quality=Quality.HIGH), _MARKED),
    _of(
        "image/editing/ai-object-replacer",
        ReplaceOptions(prompt="a red ball", steps=30, guidance=7.5, seed=0),
        _MARKED,
        custom_prompt="a red ball",
        steps="30",
        scale="7.5",
        seed="0",
    ),
    _of(
        "image/editing/ai-image-extender",
        OutpaintOptions(vertical=3, horizontal=1.5, prompt="hills", steps=1, guidance=20, seed=5),
        custom_prompt="hills",
        steps="1",
        scale="20",
        seed="5",
        top="1",
        bottom="1",
        left="0.25",
        right="0.25",
    ),
    _of("image/enhance/image-color-enhancement", GradeOptions(footage=Footage.LOG_C), output_format="png", mode="LogC"),
    _of(
        "image/enhance/image-color-enhancement",
        GradeOptions(footage=Footage.REC_709),
        output_format="png",
        mode="Rec709",
    ),
    _of("image/editing/photo-retouching", RecolorOptions(), {"image": "image", "style": "reference"}),
    _of("image/editing/image-cropping", CropOptions(width=300, height=200), width="300", height="200"),
    _of("portrait/effects/smart-skin", RetouchOptions()),
    _of(
        "portrait/effects/smart-skin",
        RetouchOptions(smoothing=1, whitening=0.5),
        retouch_degree="1.5",
        whitening_degree="0.75",
    ),
    _of("portrait/effects/face-filter", FilterOptions(number=78, strength=0.3), resource_type="10078", strength="0.3"),
    _of(
        "portrait/effects/smart-beauty",
        RetouchOptions(smoothing=0.4),
        {"image_target": "image"},
        task_type="sync",
        multi_face="1",
        beauty_level="0.4",
    ),
    _of("portrait/effects/face-beauty-pro", RetouchOptions(), task_type="sync", **_UNSHAPED),
    _of(
        "portrait/effects/face-beauty-pro",
        RetouchOptions(smoothing=0, whitening=1),
        task_type="sync",
        smoothing="0",
        whitening="100",
        **_UNSHAPED,
    ),
    _anime(CartoonOptions(), "V1.0.0", type="default"),
    _anime(CartoonOptions(style="girls-3"), "V1.1.0", type="girls-3", task_type="async"),
    _hd(RecolorOptions(count=8, strength=0.4), mode="AUTO", color_count="8", degree="0.4", task_type="async"),
    _hd(
        RecolorOptions(palette="#056a6b, 0A0B0C", strength=1),
        "V1.0.0",
        mode="TEMPLATE",
        color_template="056A6B,0A0B0C",
        degree="1",
    ),
    _hd(
        RecolorOptions(),
        files={"image": "image", "ref": "reference"},
        mode="REF_PIC",
        degree="0.8",
        task_type="async",
    ),
    _of("image/effects/image-color-migration", RecolorOptions(), mode="AUTO"),
]
