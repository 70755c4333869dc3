"""Faces, skin and looks; the answer has the result."""

from collections.abc import Mapping

from bot.sandbox.upstreams.ailab.endpoint import Endpoint, Order
from bot.sandbox.upstreams.ailab.fields import choice, json_object, matching, number, whole
from bot.sandbox.upstreams.ailab.files import WITH_BMP, File
from bot.sandbox.upstreams.ailab.values import BASIC_EXPRESSIONS, PORTRAIT_CARTOONS
from bot.sandbox.upstreams.crafts.commission import Craft, Value

_COLOURFUL = frozenset({"P", "RGB", "RGBA", "CMYK", "YCbCr"})
_ATTRIBUTES = ("TO_KID", "TO_OLD", "TO_FEMALE", "TO_MALE", "V2_AGE", "V2_GENDER")
_AGES = {"TO_KID": 6, "TO_OLD": 75}
_MOST_AGE, _BOTH_GENDERS = 85, (0, 1)
_SHARES = ("whitening", "smoothing", "thinface", "shrink_face", "enlarge_eye", "remove_eyebrow")


def _fusion(order: Order) -> Mapping[str, Value]:
    return {"fidelity": order.values.get("source_similarity")}


def _attribute(order: Order) -> Mapping[str, Value]:
    action, target = order.text("action_type"), order.values.get("target")
    if action in {"TO_KID", "TO_OLD", "V2_AGE"}:
        return {"years": _AGES.get(action, target)}
    return {"to": "female" if action == "TO_FEMALE" or (action == "V2_GENDER" and target == 1) else "male"}


def _misses_target(order: Order) -> str | None:
    action, target = order.text("action_type"), order.values.get("target")
    if not action.startswith("V2_"):
        return None
    if target is None:
        return "target: is required"
    fits = target in _BOTH_GENDERS if action == "V2_GENDER" else 1 <= order.number("target") <= _MOST_AGE
    return None if fits else "target: is outside the action's range"


def _is_about_gender(order: Order) -> bool:
    return order.text("action_type") in {"TO_FEMALE", "TO_MALE", "V2_GENDER"}


def _smart_skin(order: Order) -> Mapping[str, Value]:
    return {"smoothing": order.number("retouch_degree") / 1.5, "whitening": order.number("whitening_degree") / 1.5}


def _smart_beauty(order: Order) -> Mapping[str, Value]:
    level = order.number("beauty_level")
    return {"smoothing": level, "whitening": level / 2, "everybody": order.text("multi_face")}


def _beauty_pro(order: Order) -> Mapping[str, Value]:
    smoothing, whitening = order.number("smoothing") / 100, order.number("whitening") / 100
    return {"smoothing": smoothing, "whitening": whitening, "filter": order.number("filter_type")}


def _filter(order: Order) -> Mapping[str, Value]:
    return {"number": int(order.text("resource_type")) - 10000, "strength": order.number("strength")}


PEOPLE = (
    Endpoint(
        path="/api/portrait/effects/enhance-face",
        credits=15,
        craft=Craft.RESTORE,
        files=(File(formats=WITH_BMP, megabytes=3, above=(32, 32), below=(2048, 2048)),),
        place="data.image_url",
        needs_face=True,
    ),
    Endpoint(
        path="/api/portrait/effects/blurred-faces",
        credits=1,
        craft=Craft.BLUR_FACES,
        files=(File(formats=WITH_BMP, megabytes=3, above=(32, 32), below=(5000, 5000)),),
        place="data.image_url",
        needs_face=True,
    ),
    Endpoint(
        path="/api/portrait/effects/portrait-animation",
        credits=20,
        craft=Craft.CARTOON,
        files=(File(megabytes=3, above=(100, 100), below=(2000, 2000)),),
        fields=(choice("type", PORTRAIT_CARTOONS, required=True),),
        place="data.image_url",
        plan=lambda order: {"style": order.text("type")},
    ),
    Endpoint(
        path="/api/portrait/effects/face-fusion",
        credits=8,
        craft=Craft.FACE_SWAP,
        files=(
            File(
                name="image_target",
                formats=WITH_BMP,
                megabytes=4,
                above=(128, 128),
                colours=_COLOURFUL,
            ),
            File(name="image_template", formats=WITH_BMP, megabytes=4, above=(200, 200)),
        ),
        fields=(number("source_similarity", 0, 1),),
        place="data.image",
        in_body=True,
        needs_face=True,
        roles={"image_target": "source", "image_template": "target"},
        plan=_fusion,
    ),
    Endpoint(
        path="/api/portrait/effects/face-attribute-editing",
        credits=8,
        craft=Craft.AGE,
        files=(File(formats=WITH_BMP, megabytes=4, above=(256, 256)),),
        fields=(
            choice("action_type", _ATTRIBUTES, required=True),
            whole("target", 0, _MOST_AGE),
            choice("quality_control", ("NONE", "LOW", "NORMAL", "HIGH"), default="NONE"),
            json_object("face_location", ("left", "top", "width", "height", "rotation")),
        ),
        place="result.image",
        in_body=True,
        needs_face=True,
        plan=_attribute,
        misfit=_misses_target,
        craft_of=lambda order: Craft.GENDER if _is_about_gender(order) else Craft.AGE,
    ),
    Endpoint(
        path="/api/portrait/effects/emotion-editor",
        credits=12,
        craft=Craft.EXPRESSION,
        files=(File(name="image_target"),),
        fields=(choice("service_choice", BASIC_EXPRESSIONS, required=True),),
        place="data.image",
        in_body=True,
        is_short=True,
        needs_face=True,
        roles={"image_target": "image"},
        plan=lambda order: {"expression": f"basic {order.text('service_choice')}"},
    ),
    Endpoint(
        path="/api/portrait/effects/smart-skin",
        credits=5,
        craft=Craft.RETOUCH,
        files=(File(megabytes=6, above=(128, 128), below=(5000, 5000)),),
        fields=(
            number("retouch_degree", 0, 1.5, default=1),
            number("whitening_degree", 0, 1.5, default=1),
        ),
        place="data.image_url",
        needs_face=True,
        plan=_smart_skin,
    ),
    Endpoint(
        path="/api/portrait/effects/face-filter",
        credits=1,
        craft=Craft.FILTER,
        files=(File(formats=WITH_BMP, megabytes=3, above=(10, 10), below=(2000, 2000)),),
        fields=(
            matching("resource_type", r"100(0[1-9]|[1-6]\d|7[0-8])", required=True),
            number("strength", 0, 1, required=True),
        ),
        place="data.image_url",
        plan=_filter,
    ),
    Endpoint(
        path="/api/portrait/effects/smart-beauty",
        credits=8,
        craft=Craft.RETOUCH,
        files=(File(name="image_target", formats=WITH_BMP),),
        fields=(
            choice("multi_face", ("1",)),
            number("beauty_level", 0, 1, default=1),
            choice("task_type", ("sync", "async"), default="sync"),
        ),
        async_place="data.image_url",
        in_body=True,
        tells_type=True,
        needs_face=True,
        roles={"image_target": "image"},
        plan=_smart_beauty,
    ),
    Endpoint(
        path="/api/portrait/effects/face-beauty-pro",
        credits=15,
        craft=Craft.RETOUCH,
        files=(File(megabytes=2, above=(48, 48)),),
        fields=(
            *(whole(name, 0, 100, default=50) for name in _SHARES),
            whole("filter_type", 1, 35),
            choice("task_type", ("sync", "async"), default="sync"),
        ),
        place="result",
        async_place="result_url",
        in_body=True,
        tells_type=True,
        needs_face=True,
        plan=_beauty_pro,
    ),
)
