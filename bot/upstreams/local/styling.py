"""Another look, other colours."""

from collections.abc import Collection
from typing import Any

from bot.domain.offers import Offer, Order
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import CARTOON, GRADE, LINEART, RECOLOR
from bot.domain.toolbox.art import CartoonOptions, LineartOptions, Paper
from bot.domain.toolbox.colours import REFERENCE, Footage, GradeOptions, RecolorOptions
from bot.domain.tools import Options
from bot.upstreams.local.identity import TITLE
from bot.upstreams.local.orders import as_options, on_image, unless_offered
from bot.upstreams.local.settings import LocalSettings
from bot.upstreams.local.styles import CartoonStyle

_FOOTAGE = (Footage.LOG_C,)


def make(known: dict[str, Any], settings: LocalSettings) -> tuple[Offer, ...]:  # noqa: ARG001 (one signature for all)
    """The offers; `known` is what all offers of this machine have in common."""
    return (
        Offer(
            key="local.cartoon",
            tool=CARTOON.key,
            endpoint="cartoon",
            usual_s=4,
            payload=_cartoon,
            refuses=_refuse_style,
            choices={"style": tuple(CartoonStyle)},
            **known,
        ),
        Offer(
            key="local.lineart",
            tool=LINEART.key,
            endpoint="lineart",
            usual_s=3,
            payload=_drawing,
            refuses=_refuse_words,
            **known,
        ),
        Offer(
            key="local.recolor",
            tool=RECOLOR.key,
            endpoint="recolor",
            usual_s=2,
            payload=_recolouring,
            refuses=_refuse_versions,
            misses=_miss_colours,
            **known,
        ),
        Offer(
            key="local.grade",
            tool=GRADE.key,
            endpoint="grade",
            usual_s=2,
            payload=on_image,
            refuses=_refuse_footage,
            **known,
        ),
    )


def _cartoon(order: Order) -> dict[str, Any]:
    style = as_options(order.options, CartoonOptions).style
    return on_image(order, style=CartoonStyle(style) if style else CartoonStyle.BOLD)


def _refuse_style(options: Options) -> Sentence | None:
    return unless_offered("style", as_options(options, CartoonOptions).style, tuple(CartoonStyle))


def _drawing(order: Order) -> dict[str, Any]:
    return on_image(order, paper=as_options(order.options, LineartOptions).size or Paper.AUTO)


def _refuse_words(options: Options) -> Sentence | None:
    return None if as_options(options, LineartOptions).prompt is None else _unused("prompt")


def _recolouring(order: Order) -> dict[str, Any]:
    options = as_options(order.options, RecolorOptions)
    reference = order.pictures.get(REFERENCE)
    return on_image(order, reference=reference and reference.data, colours=options.colours, strength=options.strength)


def _refuse_versions(options: Options) -> Sentence | None:
    """There is one version only, but who asks for one gets it."""
    return None if as_options(options, RecolorOptions).count in {None, 1} else _unused("count")


def _miss_colours(options: Options, slots: Collection[str]) -> Sentence | None:
    palette = bool(as_options(options, RecolorOptions).colours)
    if REFERENCE in slots:
        return _unused("palette") if palette else None
    return None if palette else Sentence.of(Reason.PICTURE_NEEDED, slot=REFERENCE)


def _refuse_footage(options: Options) -> Sentence | None:
    return unless_offered("footage", as_options(options, GradeOptions).footage, _FOOTAGE)


def _unused(option: str) -> Sentence:
    return Sentence.of(Reason.OPTION_UNUSED, option=option, provider=TITLE)
