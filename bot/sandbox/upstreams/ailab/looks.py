"""Hair, beards, expressions, effects and clothes; all are fetched with the current query."""

from collections.abc import Callable, Mapping

from bot.sandbox.upstreams.ailab.endpoint import Endpoint, Order
from bot.sandbox.upstreams.ailab.fields import choice, task_type, whole, words
from bot.sandbox.upstreams.ailab.files import WITH_WEBP, File
from bot.sandbox.upstreams.ailab.values import (
    BEARDS,
    EXPRESSIONS,
    HAIR_COLOURS,
    HAIR_STYLES,
    RATIOS,
)
from bot.sandbox.upstreams.crafts.commission import Craft, Value

_LARGE = File(formats=WITH_WEBP, megabytes=10)
_PORTRAIT = File(above=(200, 200), below=(4090, 4090))
_TEMPLATE = "image_template"
_CARES = ("smart_skin", "acne_removal", "spot_correction", "skin_brightening", "skin_smoothing", "pore_control")
_MORE_CARES = ("wrinkle_reduction", "under_eye_correction", "scar_reduction")
_BRIGHTENING = "skin_brightening"


def _hair(order: Order) -> Mapping[str, Value]:
    return {"style": order.text("hair_style"), "colour": order.text("color")}


def _hair_colour(order: Order) -> Mapping[str, Value]:
    return {"colour": order.text("name"), "description": order.text("desc")}


def _care(order: Order) -> Mapping[str, Value]:
    cares = [name for name in (*_CARES, *_MORE_CARES) if order.number(name)]
    return {
        "smoothing": min(1.0, 0.25 * len([name for name in cares if name != _BRIGHTENING])),
        "whitening": 0.5 if _BRIGHTENING in cares else 0.0,
        "cares": " ".join(cares),
    }


def _needs_one_of(field: str, file: str) -> Callable[[Order], str | None]:
    def misfit(order: Order) -> str | None:
        is_there = field in order.sent or file in order.pictures
        return None if is_there else f"{field}: is required where there is no {file}"

    return misfit


LOOKS = (
    Endpoint(
        path="/api/portrait/editing/ai-face-swap",
        credits=5,
        craft=Craft.FACE_SWAP,
        files=(File(name="image_target"), File(name=_TEMPLATE)),
        place="data.image",
        is_async=True,
        tells_type=True,
        needs_face=True,
        roles={"image_target": "target", _TEMPLATE: "source"},
    ),
    Endpoint(
        path="/api/portrait/effects/hairstyle-editor-pro",
        credits=10,
        craft=Craft.HAIRSTYLE,
        files=(_PORTRAIT,),
        fields=(choice("hair_style", HAIR_STYLES, required=True), choice("color", HAIR_COLOURS, default="blonde")),
        place="data.images[]",
        is_async=True,
        is_short=True,
        needs_face=True,
        plan=_hair,
    ),
    Endpoint(
        path="/api/portrait/effects/hairstyle-editor-premium",
        credits=15,
        craft=Craft.HAIRSTYLE,
        files=(_PORTRAIT, File(name=_TEMPLATE, above=(200, 200), below=(4090, 4090), required=False)),
        fields=(
            choice("hair_style", HAIR_STYLES),
            choice("color", HAIR_COLOURS | {"original", "reference"}, default="original"),
        ),
        place="data.image",
        is_async=True,
        is_short=True,
        needs_face=True,
        judges_names=True,
        roles={_TEMPLATE: "reference"},
        plan=_hair,
        misfit=_needs_one_of("hair_style", _TEMPLATE),
    ),
    Endpoint(
        path="/api/portrait/editing/ai-hair-color",
        credits=15,
        craft=Craft.HAIR_COLOUR,
        files=(_LARGE,),
        fields=(words("name", 500), words("desc", 1000)),
        place="data.result_urls[]",
        is_async=True,
        is_short=True,
        needs_face=True,
        plan=_hair_colour,
    ),
    Endpoint(
        path="/api/portrait/effects/emotion-editor-advanced",
        credits=15,
        craft=Craft.EXPRESSION,
        files=(_LARGE,),
        fields=(choice("expression", EXPRESSIONS, required=True),),
        place="data.result_urls[]",
        is_async=True,
        is_short=True,
        needs_face=True,
    ),
    *(
        Endpoint(
            path=f"/api/portrait/effects/{name}",
            credits=8,
            craft=Craft.EFFECT,
            place="data.image",
            is_async=True,
            needs_face=True,
            plan=plan,
        )
        for name, plan in (
            ("ai-big-head-effect", lambda _: {"effect": "big_head"}),
            ("ai-square-face-filter", lambda _: {"effect": "square_face"}),
        )
    ),
    *(
        Endpoint(
            path=f"/api/portrait/editing/{name}",
            credits=15,
            craft=Craft.EFFECT,
            files=(_LARGE,),
            place="data.result_urls[]",
            is_async=True,
            is_short=True,
            needs_face=True,
            plan=plan,
        )
        for name, plan in (
            ("ai-bald", lambda _: {"effect": "bald"}),
            ("ai-beard-removal", lambda _: {"effect": "clean_shaven"}),
        )
    ),
    Endpoint(
        path="/api/portrait/editing/ai-beard-styling",
        credits=15,
        craft=Craft.BEARD,
        files=(_LARGE, File(name=_TEMPLATE, formats=WITH_WEBP, megabytes=10, required=False)),
        fields=(choice("beard", BEARDS),),
        place="data.result_urls[]",
        is_async=True,
        is_short=True,
        needs_face=True,
        roles={_TEMPLATE: "reference"},
        plan=lambda order: {"style": order.text("beard")},
        misfit=_needs_one_of("beard", _TEMPLATE),
    ),
    Endpoint(
        path="/api/portrait/effects/ai-halloween-mask",
        credits=15,
        craft=Craft.HALLOWEEN,
        files=(_LARGE, File(name=_TEMPLATE, formats=WITH_WEBP, megabytes=10, required=False)),
        fields=(whole("mask_style", 1, 85), choice("aspect_ratio", RATIOS, default="auto")),
        place="data.result_urls[]",
        is_async=True,
        is_short=True,
        needs_face=True,
        roles={_TEMPLATE: "reference"},
        plan=lambda order: {"number": order.values.get("mask_style"), "ratio": order.text("aspect_ratio")},
        misfit=_needs_one_of("mask_style", _TEMPLATE),
    ),
    Endpoint(
        path="/api/portrait/effects/smart-skin-advanced",
        credits=15,
        craft=Craft.RETOUCH,
        files=(_LARGE,),
        fields=tuple(whole(name, 0, 1, default=0) for name in (*_CARES, *_MORE_CARES)),
        place="data.result_urls[]",
        is_async=True,
        is_short=True,
        needs_face=True,
        plan=_care,
    ),
    Endpoint(
        path="/api/portrait/editing/try-on-clothes",
        credits=10,
        craft=Craft.TRY_ON,
        files=(File(name="person_image", megabytes=3), File(name="clothes_image", megabytes=3)),
        fields=(
            choice("clothes_type", ("upper_body", "lower_body", "full_body"), required=True),
            task_type("async"),
        ),
        place="data.image",
        is_async=True,
        tells_type=True,
        roles={"person_image": "person", "clothes_image": "clothes"},
        plan=lambda order: {"kind": order.text("clothes_type")},
    ),
)
