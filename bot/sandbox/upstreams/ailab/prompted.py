"""Pictures from words and photos; all are fetched with the current query."""

from collections.abc import Mapping

from bot.sandbox.upstreams.ailab.endpoint import Endpoint, Order
from bot.sandbox.upstreams.ailab.fields import choice, words
from bot.sandbox.upstreams.ailab.files import WITH_WEBP, File
from bot.sandbox.upstreams.ailab.values import PAPER_RATIOS, RATIOS
from bot.sandbox.upstreams.crafts.commission import Craft, Value

_LARGE = File(formats=WITH_WEBP, megabytes=10)


def _line_art(order: Order) -> Mapping[str, Value]:
    return {"ratio": order.text("image_size"), "prompt": order.text("prompt")}


def _photograph(order: Order) -> Mapping[str, Value]:
    title, description = order.text("style_title"), order.text("style_desc")
    return {"title": title, "description": description, "ratio": order.text("image_size")}


def _wallpaper(order: Order) -> Mapping[str, Value]:
    spoken = ("flower_elements", "style", "background", "name")
    prompt = ", ".join(order.text(name) for name in spoken if order.text(name) != "AUTO")
    return {"prompt": f"flowers, {prompt}", "ratio": order.text("aspect_ratio")}


PROMPTED = (
    Endpoint(
        path="/api/image/effects/photo-to-line-art",
        credits=15,
        craft=Craft.LINE_ART,
        files=(_LARGE,),
        fields=(words("prompt", 3000), choice("image_size", ("A4", *PAPER_RATIOS), default="A4")),
        is_async=True,
        tells_type=True,
        plan=_line_art,
    ),
    Endpoint(
        path="/api/image/effects/photo-to-emoji-grid",
        credits=15,
        craft=Craft.EMOJI,
        files=(_LARGE,),
        fields=(
            *(words(name, 100, required=True) for name in ("expression", "style", "scene")),
            words("filler", 20),
        ),
        is_async=True,
        tells_type=True,
        needs_face=True,
    ),
    Endpoint(
        path="/api/image/effects/ai-photography",
        credits=15,
        craft=Craft.PHOTOSHOOT,
        files=(_LARGE,),
        fields=(
            words("style_title", 500, required=True),
            words("style_desc", 1000, required=True),
            choice("image_size", PAPER_RATIOS, default="auto"),
        ),
        is_async=True,
        tells_type=True,
        plan=_photograph,
    ),
    Endpoint(
        path="/api/image/generation/ai-flower-wallpaper",
        credits=15,
        craft=Craft.WALLPAPER,
        files=(),
        fields=(
            words("name", 500, default="AUTO"),
            words("flower_elements", 4000, default="AUTO"),
            words("style", 4000, default="soft watercolor floral illustration"),
            words("background", 4000, default="pastel gradient background"),
            choice("aspect_ratio", RATIOS, default="auto"),
        ),
        place="data.result_urls[]",
        is_async=True,
        is_short=True,
        plan=_wallpaper,
    ),
)
