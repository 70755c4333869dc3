"""Working on the part of a picture that a mask shows."""

from collections.abc import Collection
from functools import partial

from bot.domain.offers import Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import ERASE, REPLACE
from bot.domain.toolbox.marking import MASK, EraseOptions, Quality, ReplaceOptions
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.ailab.direct import ERASER, ERASER_ADVANCED, ERASER_PRO, REPLACER
from bot.upstreams.ailab.form import Form, texts
from bot.upstreams.ailab.making import Made, make
from bot.upstreams.ailab.refusals import useless, wordy
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.bodies import as_options

_ERASERS = (
    (ERASER, {None, Quality.STANDARD}),
    (ERASER_ADVANCED, {Quality.HIGH}),
    (ERASER_PRO, {Quality.BEST}),
)
"""The vendor calls them plain, advanced and pro, and sells them at 5, 20 and 35 credits."""
_FILES = {IMAGE: IMAGE, MASK: MASK}


def marking_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """All of them are off until the operator tells which colour of a mask marks."""
    return (
        *(
            make(endpoint, settings, ERASE, payload=_erased, refuses=partial(_refuse_quality, qualities=qualities))
            for endpoint, qualities in _ERASERS
        ),
        make(REPLACER, settings, REPLACE, payload=_replaced, refuses=_refuse_essay),
    )


def _erased(_: Order) -> Form:
    return Form(files=_FILES)


def _refuse_quality(options: Options, *, qualities: Collection[Quality | None]) -> Sentence | None:
    quality = as_options(options, EraseOptions).quality
    return None if quality in qualities else useless("quality")


def _replaced(order: Order) -> Form:
    options = as_options(order.options, ReplaceOptions)
    return Form(
        files=_FILES,
        fields=texts(custom_prompt=options.prompt, steps=options.steps, scale=options.guidance, seed=options.seed),
    )


def _refuse_essay(options: Options) -> Sentence | None:
    return wordy("prompt", as_options(options, ReplaceOptions).prompt)
