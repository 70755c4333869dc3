"""A picture in another style, and flowers from words."""

from functools import partial
from typing import Any

from bot.domain.offers import Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import CARTOON, EMOJI, LINEART, PAINT, PHOTOSHOOT, WALLPAPER
from bot.domain.toolbox.art import CartoonOptions, EmojiOptions, LineartOptions, PaintOptions, Paper, PhotoshootOptions
from bot.domain.toolbox.generate import WallpaperOptions
from bot.domain.tools import Options
from bot.upstreams.ailab.bygone import OLD_ANIME, of_generation
from bot.upstreams.ailab.choosing import Names, choose
from bot.upstreams.ailab.direct import PAINTING, PORTRAIT_CARTOON
from bot.upstreams.ailab.form import Form, texts, with_image
from bot.upstreams.ailab.making import Made, make
from bot.upstreams.ailab.queued import ANIME, EMOJI_GRID, FLOWERS, LINE_ART, PHOTOGRAPHY
from bot.upstreams.ailab.refusals import needed, not_offered, unlisted
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.ailab.values.styles import CARTOONS, OLD_CARTOONS, PAINTINGS, PORTRAITS
from bot.upstreams.bodies import as_options

_FIRST, _AUTOMATIC = "0", "default"
"""The documented defaults of the cartoon generator's `index` and of its former `type`."""


_ANY = "AUTO"
"""The documented default of a wallpaper's `name`: a form must have something in it."""


def art_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """The portrait cartoons are for whoever names one of their styles: they have no usual one."""
    old = of_generation(OLD_ANIME, settings.retired_generation)
    return (
        make(ANIME, settings, CARTOON, **_styled(CARTOONS, "index", usual=_FIRST)),
        make(PORTRAIT_CARTOON, settings, CARTOON, **_styled(PORTRAITS, "type")),
        make(old, settings, CARTOON, key=f"{old.name}-v1", **_styled(OLD_CARTOONS, "type", usual=_AUTOMATIC)),
        make(PAINTING, settings, PAINT, **_styled(PAINTINGS, "option")),
        make(LINE_ART, settings, LINEART, payload=_lines),
        make(EMOJI_GRID, settings, EMOJI, payload=_emojis),
        make(PHOTOGRAPHY, settings, PHOTOSHOOT, payload=_photograph, refuses=_refuse_a4),
        make(FLOWERS, settings, WALLPAPER, payload=_flowers),
    )


def _styled(names: Names, field: str, *, usual: str | None = None) -> dict[str, Any]:
    """The style goes into `field`; where there is no `usual` one it must be named."""
    return {
        "payload": partial(_in_style, names=names, field=field, usual=usual),
        "refuses": partial(_refuse_style, names=names, usual=usual),
        "choices": {"style": tuple(names)},
    }


def _in_style(order: Order, *, names: Names, field: str, usual: str | None) -> Form:
    style = _style(order.options)
    return with_image(**{field: usual if style is None else choose(names, style)})


def _refuse_style(options: Options, *, names: Names, usual: str | None) -> Sentence | None:
    style = _style(options)
    return needed("style") if style is None and usual is None else unlisted("style", style, names)


def _style(options: Options) -> str | None:
    return options.style if isinstance(options, PaintOptions) else as_options(options, CartoonOptions).style


def _lines(order: Order) -> Form:
    options = as_options(order.options, LineartOptions)
    return with_image(prompt=options.prompt, image_size=options.size)


def _emojis(order: Order) -> Form:
    options = as_options(order.options, EmojiOptions)
    return with_image(expression=options.expression, style=options.style, scene=options.scene, filler=options.filler)


def _photograph(order: Order) -> Form:
    options = as_options(order.options, PhotoshootOptions)
    return with_image(style_title=options.title, style_desc=options.description, image_size=options.size)


def _refuse_a4(options: Options) -> Sentence | None:
    """Of all sizes it is the one that only line art has."""
    if as_options(options, PhotoshootOptions).size is not Paper.A4:
        return None
    return not_offered("size", Paper.A4, (size for size in Paper if size is not Paper.A4))


def _flowers(order: Order) -> Form:
    options = as_options(order.options, WallpaperOptions)
    return Form(
        fields=texts(
            name=options.name or _ANY,
            flower_elements=options.flowers,
            style=options.style,
            background=options.background,
            aspect_ratio=options.ratio,
        )
    )
