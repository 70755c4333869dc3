"""Effects, masks, filters and clothes."""

from collections.abc import Collection
from functools import partial

from bot.domain.offers import Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import EFFECT, FILTER, HALLOWEEN, TRYON
from bot.domain.toolbox.colours import REFERENCE
from bot.domain.toolbox.looks import Effect, EffectOptions, FilterOptions, HalloweenOptions, TryonOptions
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.ailab.direct import FACE_FILTER
from bot.upstreams.ailab.form import Form, given, texts, with_image
from bot.upstreams.ailab.making import Made, make
from bot.upstreams.ailab.queued import BALD, BEARD_REMOVAL, BIG_HEAD, HALLOWEEN_MASK, SQUARE_FACE, TRY_ON
from bot.upstreams.ailab.refusals import lacking, not_offered
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.bodies import as_options

_FIRST_FILTER = 10_000
_EFFECTS = {
    Effect.BIG_HEAD: BIG_HEAD,
    Effect.SQUARE_FACE: SQUARE_FACE,
    Effect.BALD: BALD,
    Effect.CLEAN_SHAVEN: BEARD_REMOVAL,
}


def effect_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """Each effect is an endpoint of its own."""
    return (
        *(
            make(endpoint, settings, EFFECT, refuses=partial(_refuse_other, effect))
            for effect, endpoint in _EFFECTS.items()
        ),
        make(HALLOWEEN_MASK, settings, HALLOWEEN, payload=_halloween, misses=_miss_mask),
        make(FACE_FILTER, settings, FILTER, payload=_filtered),
        make(TRY_ON, settings, TRYON, payload=_dressed),
    )


def _refuse_other(effect: Effect, options: Options) -> Sentence | None:
    asked = as_options(options, EffectOptions).effect
    return None if asked is effect else not_offered("effect", asked, [effect])


def _halloween(order: Order) -> Form:
    """Where both are given the number wins."""
    options = as_options(order.options, HalloweenOptions)
    return Form(
        fields=texts(mask_style=options.mask, aspect_ratio=options.ratio),
        files=given(order, image=IMAGE, image_template=REFERENCE),
    )


def _miss_mask(options: Options, slots: Collection[str]) -> Sentence | None:
    mask = as_options(options, HalloweenOptions).mask
    return lacking(REFERENCE) if mask is None and REFERENCE not in slots else None


def _filtered(order: Order) -> Form:
    options = as_options(order.options, FilterOptions)
    return with_image(resource_type=_FIRST_FILTER + options.number, strength=options.strength)


def _dressed(order: Order) -> Form:
    clothes = as_options(order.options, TryonOptions).clothes_type
    return Form(files={"person_image": "person", "clothes_image": "clothes"}, fields=texts(clothes_type=clothes))
