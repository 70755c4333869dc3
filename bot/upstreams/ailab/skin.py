"""Retouched skin, by four endpoints of which each takes other options."""

from bot.domain.offers import Order
from bot.domain.toolbox import RETOUCH
from bot.domain.toolbox.looks import Blemish, RetouchOptions
from bot.domain.toolbox.shared import IMAGE
from bot.upstreams.ailab.direct import BEAUTY, BEAUTY_PRO, SKIN
from bot.upstreams.ailab.form import Form, texts, with_image
from bot.upstreams.ailab.making import Made, make
from bot.upstreams.ailab.queued import SKIN_ADVANCED
from bot.upstreams.ailab.refusals import unused
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.bodies import as_options

_MOST_DEGREE = 1.5
_PERCENT = 100
_SWITCHES = {
    None: "smart_skin",
    Blemish.ACNE: "acne_removal",
    Blemish.SPOTS: "spot_correction",
    Blemish.DULLNESS: "skin_brightening",
    Blemish.ROUGHNESS: "skin_smoothing",
    Blemish.PORES: "pore_control",
    Blemish.WRINKLES: "wrinkle_reduction",
    Blemish.UNDER_EYES: "under_eye_correction",
    Blemish.SCARS: "scar_reduction",
}


def skin_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """Our 0 to 1 is stretched over each endpoint's own range."""
    return (
        make(SKIN, settings, RETOUCH, payload=_skin, refuses=lambda options: unused(options, "fix")),
        make(BEAUTY, settings, RETOUCH, payload=_beauty, refuses=lambda options: unused(options, "fix", "whitening")),
        make(BEAUTY_PRO, settings, RETOUCH, payload=_pro, refuses=lambda options: unused(options, "fix")),
        make(
            SKIN_ADVANCED,
            settings,
            RETOUCH,
            payload=_advanced,
            refuses=lambda options: unused(options, "smoothing", "whitening"),
        ),
    )


def _skin(order: Order) -> Form:
    options = as_options(order.options, RetouchOptions)
    return with_image(
        retouch_degree=_scaled(options.smoothing, _MOST_DEGREE),
        whitening_degree=_scaled(options.whitening, _MOST_DEGREE),
    )


def _beauty(order: Order) -> Form:
    level = as_options(order.options, RetouchOptions).smoothing
    return Form(files={"image_target": IMAGE}, fields=texts(beauty_level=level))


def _pro(order: Order) -> Form:
    options = as_options(order.options, RetouchOptions)
    return with_image(smoothing=_percent(options.smoothing), whitening=_percent(options.whitening))


def _advanced(order: Order) -> Form:
    return with_image(**{_SWITCHES[as_options(order.options, RetouchOptions).fix]: 1})


def _scaled(share: float | None, most: float) -> float | None:
    return None if share is None else share * most


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * _PERCENT)
