"""Light, sharpness and size."""

from dataclasses import replace
from typing import Any

from bot.domain.modes import EnhanceMode
from bot.domain.offers import Limits, Offer, Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import CONTRAST, CROP, DEHAZE, ENHANCE, ENLARGE, SHARPEN, WATERMARK, EnhanceOptions
from bot.domain.toolbox.edit import Corner, CropOptions, EnlargeOptions, StrengthOptions, WatermarkOptions
from bot.domain.tools import Options
from bot.upstreams.local.orders import as_options, on_image, unless_offered
from bot.upstreams.local.settings import LocalSettings

_LEAST_FACTOR = 2
_ROOM_FOR_TEXT = 32  # pixels; that it fits is seen in the worker


def make(known: dict[str, Any], settings: LocalSettings) -> tuple[Offer, ...]:  # noqa: ARG001 (one signature for all)
    """The offers; `known` is what all offers of this machine have in common."""
    return (
        Offer(
            key="local.enhance",
            tool=ENHANCE.key,
            endpoint="enhance",
            usual_s=3,
            payload=_enhancement,
            refuses=_refuse_mode,
            choices={"mode": tuple(EnhanceMode)},
            **known,
        ),
        Offer(
            key="local.enlarge",
            tool=ENLARGE.key,
            endpoint="enlarge",
            usual_s=4,
            payload=_enlargement,
            **known | {"limits": _enlargeable(known["limits"])},
        ),
        Offer(key="local.sharpen", tool=SHARPEN.key, endpoint="sharpen", usual_s=3, payload=_by_strength, **known),
        Offer(key="local.dehaze", tool=DEHAZE.key, endpoint="dehaze", usual_s=2, payload=_by_strength, **known),
        Offer(key="local.contrast", tool=CONTRAST.key, endpoint="contrast", usual_s=2, payload=_by_strength, **known),
        Offer(
            key="local.watermark",
            tool=WATERMARK.key,
            endpoint="watermark",
            usual_s=1,
            payload=_mark,
            **known | {"limits": replace(known["limits"], min_side=_ROOM_FOR_TEXT)},
        ),
        Offer(key="local.crop", tool=CROP.key, endpoint="crop", usual_s=2, payload=_part, **known),
    )


def _enlargeable(limits: Limits) -> Limits:
    """What comes out is no larger than what goes in may be: even the least factor leaves room for that much only."""
    return replace(
        limits,
        max_side=limits.max_side // _LEAST_FACTOR,
        max_pixels=None if limits.max_pixels is None else limits.max_pixels // _LEAST_FACTOR**2,
    )


def _enhancement(order: Order) -> dict[str, Any]:
    mode = as_options(order.options, EnhanceOptions).mode
    return on_image(order, mode=EnhanceMode(mode) if mode else EnhanceMode.PHOTO)


def _refuse_mode(options: Options) -> Sentence | None:
    return unless_offered("mode", as_options(options, EnhanceOptions).mode, tuple(EnhanceMode))


def _enlargement(order: Order) -> dict[str, Any]:
    options = as_options(order.options, EnlargeOptions)
    return on_image(order, factor=options.factor or _LEAST_FACTOR, sharper=bool(options.sharpen))


def _by_strength(order: Order) -> dict[str, Any]:
    return on_image(order, strength=as_options(order.options, StrengthOptions).strength)


def _mark(order: Order) -> dict[str, Any]:
    options = as_options(order.options, WatermarkOptions)
    corner = options.corner or Corner.BOTTOM_RIGHT
    return on_image(order, text=options.text, corner=corner, strength=options.strength)


def _part(order: Order) -> dict[str, Any]:
    options = as_options(order.options, CropOptions)
    return on_image(order, width=options.width, height=options.height)
