"""Parts of pictures: cut out, removed, replaced, added."""

from collections.abc import Mapping

from bot.sandbox.upstreams.ailab.endpoint import Endpoint, Order
from bot.sandbox.upstreams.ailab.fields import choice, number, prompt, whole
from bot.sandbox.upstreams.ailab.files import ALL_FORMATS, JPEG_PNG, WITH_BMP, File
from bot.sandbox.upstreams.crafts.commission import Craft, Value

_FORMS = {"": "transparent", "mask": "mask", "whiteBK": "white", "crop": "trimmed"}
_SIDES = ("left", "top", "right", "bottom")
_RETURN_FORM = choice("return_form", ("mask", "whiteBK", "crop"))


def _cut(subject: str) -> Mapping[str, Value]:
    return {"subject": subject, "form": "transparent"}


def _cut_anything(order: Order) -> Mapping[str, Value]:
    return {"subject": "anything", "form": _FORMS[order.text("return_form")]}


def _cut_person(order: Order) -> Mapping[str, Value]:
    return {"subject": "person", "form": _FORMS[order.text("return_form")]}


def _cut_heads(order: Order) -> Mapping[str, Value]:
    return {"subject": "head", "form": _FORMS[order.text("return_form")]}


def _replacement(order: Order) -> Mapping[str, Value]:
    return {"prompt": order.text("custom_prompt"), "seed": order.number("seed"), "steps": order.number("steps")}


def _extension(order: Order) -> Mapping[str, Value]:
    """With a mask, the picture is extended as far as without."""
    shares = {side: order.number(side) for side in _SIDES}
    longest = {"max_width": order.number("max_width"), "max_height": order.number("max_height")}
    return {**shares, **longest, "prompt": order.text("custom_prompt"), "seed": order.number("seed")}


def _mask_or_sides(order: Order) -> str | None:
    sent = [side for side in _SIDES if side in order.sent]
    return f"mask: not beside {sent[0]}" if sent and "mask" in order.pictures else None


def _masked(formats: frozenset[str], *, is_strict: bool) -> tuple[File, File]:
    above = (64, 64) if is_strict else (0, 0)
    return File(formats=formats, above=above), File(name="mask", formats=formats, mask=True, grey_mask=is_strict)


CUTTING = (
    Endpoint(
        path="/api/cutout/general/universal-background-removal",
        credits=1,
        craft=Craft.CUT_OUT,
        files=(File(formats=ALL_FORMATS, megabytes=3, above=(32, 32), below=(2000, 2000)),),
        fields=(_RETURN_FORM,),
        place="data.image_url",
        plan=_cut_anything,
    ),
    Endpoint(
        path="/api/cutout/portrait/portrait-background-removal",
        credits=1,
        craft=Craft.CUT_OUT,
        files=(File(formats=ALL_FORMATS, megabytes=3, below=(2000, 2000)),),
        fields=(_RETURN_FORM,),
        place="data.image_url",
        plan=_cut_person,
    ),
    Endpoint(
        path="/api/cutout/portrait/avatar-extraction",
        credits=1,
        craft=Craft.CUT_OUT,
        files=(File(formats=WITH_BMP, megabytes=3, above=(32, 32), below=(2000, 2000)),),
        fields=(choice("return_form", ("mask",)),),
        place="data.elements[].image_url",
        needs_face=True,
        plan=_cut_heads,
    ),
    Endpoint(
        path="/api/cutout/portrait/hd-portrait-background-removal",
        credits=2,
        craft=Craft.CUT_OUT,
        files=(File(formats=ALL_FORMATS, megabytes=40, above=(32, 32), below=(6000, 6000)),),
        plan=lambda _: _cut("person"),
    ),
    Endpoint(
        path="/api/cutout/general/hd-universal-background-removal",
        credits=2,
        craft=Craft.CUT_OUT,
        files=(File(formats=WITH_BMP, megabytes=40, above=(32, 32), below=(10000, 10000)),),
        place="data.image_url",
        is_async=True,
        is_short=True,
        plan=lambda _: _cut("anything"),
    ),
    *(
        Endpoint(
            path=f"/api/image/editing/{name}",
            credits=price,
            craft=Craft.ERASE,
            files=_masked(ALL_FORMATS, is_strict=False),
            place="data.image_url",
        )
        for name, price in (("remove-objects", 5), ("remove-objects-pro", 35))
    ),
    Endpoint(
        path="/api/image/editing/remove-objects-advanced",
        credits=20,
        craft=Craft.ERASE,
        files=_masked(JPEG_PNG, is_strict=True),
        fields=(
            whole("steps", 1, default=30),
            number("strength", 0.1, 1, default=0.8),
            number("scale", 1, 20, default=7),
            whole("seed", -1, default=0),
            whole("dilate_size", 1, default=15),
            choice("quality", ("H", "M", "L"), default="M"),
        ),
        place="data.binary_data_base64[]",
        in_body=True,
    ),
    Endpoint(
        path="/api/image/editing/ai-object-replacer",
        credits=25,
        craft=Craft.REPLACE,
        files=_masked(JPEG_PNG, is_strict=True),
        fields=(
            prompt("custom_prompt", 100),
            whole("steps", 1, default=25),
            number("scale", 1, 20, default=5),
            whole("seed", -1, default=-1),
        ),
        place="data.binary_data_base64[]",
        in_body=True,
        plan=_replacement,
    ),
    Endpoint(
        path="/api/image/editing/ai-image-extender",
        credits=25,
        craft=Craft.OUTPAINT,
        files=(File(above=(64, 64)), File(name="mask", required=False, mask=True, grey_mask=True)),
        fields=(
            prompt("custom_prompt", 100),
            whole("steps", 1, default=30),
            number("strength", 0.1, 1, default=0.8),
            number("scale", 1, 20, default=7),
            whole("seed", -1, default=0),
            whole("max_height", 1, default=1920),
            whole("max_width", 1, default=1920),
            *(number(side, 0, 1, default=0.1) for side in _SIDES),
        ),
        place="data.binary_data_base64[]",
        in_body=True,
        plan=_extension,
        misfit=_mask_or_sides,
    ),
)
