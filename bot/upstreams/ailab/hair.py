"""Hairstyles, hair colours and beards."""

from collections.abc import Collection

from bot.domain.offers import Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import BEARD, HAIRCOLOR, HAIRSTYLE
from bot.domain.toolbox.colours import REFERENCE
from bot.domain.toolbox.looks import BeardOptions, HaircolorOptions, HairstyleOptions
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.ailab.choosing import Names, choose
from bot.upstreams.ailab.form import Form, given, texts, with_image
from bot.upstreams.ailab.making import Made, make
from bot.upstreams.ailab.queued import BEARD_STYLING, HAIR_COLOUR, HAIR_PREMIUM, HAIR_PRO
from bot.upstreams.ailab.refusals import lacking, needed, unlisted
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.ailab.values.hair import BEARDS, COLOURS, PREMIUM_COLOURS, STYLES, TAKEN_OVER
from bot.upstreams.bodies import as_options


def hair_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """The pro endpoint dyes hair blonde that nobody asked to be dyed, so it is for whoever names a colour too."""
    return (
        make(
            HAIR_PRO,
            settings,
            HAIRSTYLE,
            payload=_pro,
            refuses=_refuse_pro,
            ignores=frozenset({REFERENCE}),
            choices={"style": tuple(STYLES), "color": tuple(COLOURS)},
        ),
        make(
            HAIR_PREMIUM,
            settings,
            HAIRSTYLE,
            payload=_premium,
            refuses=lambda options: _refuse_names(options, PREMIUM_COLOURS),
            misses=_miss_reference,
            choices={"style": tuple(STYLES), "color": tuple(PREMIUM_COLOURS)},
        ),
        make(HAIR_COLOUR, settings, HAIRCOLOR, payload=_dyed),
        make(
            BEARD_STYLING,
            settings,
            BEARD,
            payload=_bearded,
            refuses=lambda options: unlisted("style", as_options(options, BeardOptions).style, BEARDS),
            misses=_miss_beard,
            choices={"style": tuple(BEARDS)},
        ),
    )


def _pro(order: Order) -> Form:
    options = as_options(order.options, HairstyleOptions)
    return with_image(hair_style=_sent(STYLES, options.style), color=_sent(COLOURS, options.color))


def _premium(order: Order) -> Form:
    options = as_options(order.options, HairstyleOptions)
    return Form(
        fields=texts(hair_style=_sent(STYLES, options.style), color=_sent(PREMIUM_COLOURS, options.color)),
        files=given(order, image=IMAGE, image_template=REFERENCE),
    )


def _dyed(order: Order) -> Form:
    options = as_options(order.options, HaircolorOptions)
    return with_image(name=options.color, desc=options.description)


def _bearded(order: Order) -> Form:
    """Where both are given the style wins."""
    style = as_options(order.options, BeardOptions).style
    return Form(fields=texts(beard=_sent(BEARDS, style)), files=given(order, image=IMAGE, image_template=REFERENCE))


def _sent(names: Names, name: str | None) -> str | None:
    return None if name is None else choose(names, name)


def _refuse_pro(options: Options) -> Sentence | None:
    hair = as_options(options, HairstyleOptions)
    if hair.style is None or hair.color is None:
        return needed("style" if hair.style is None else "color")
    return _refuse_names(options, COLOURS)


def _refuse_names(options: Options, colours: Names) -> Sentence | None:
    hair = as_options(options, HairstyleOptions)
    return unlisted("style", hair.style, STYLES) or unlisted("color", hair.color, colours)


def _miss_reference(options: Options, slots: Collection[str]) -> Sentence | None:
    hair = as_options(options, HairstyleOptions)
    is_needed = hair.style is None or _sent(PREMIUM_COLOURS, hair.color) == TAKEN_OVER
    return lacking(REFERENCE) if is_needed and REFERENCE not in slots else None


def _miss_beard(options: Options, slots: Collection[str]) -> Sentence | None:
    style = as_options(options, BeardOptions).style
    return lacking(REFERENCE) if style is None and REFERENCE not in slots else None
