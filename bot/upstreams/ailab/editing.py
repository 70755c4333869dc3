"""Changing a picture as a whole."""

from bot.domain.offers import Order
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import CONTRAST, CROP, DEHAZE, ENLARGE, OUTPAINT, SHARPEN, UNSTRETCH
from bot.domain.toolbox.edit import CropOptions, EnlargeOptions, OutpaintOptions
from bot.domain.tools import Options
from bot.upstreams.ailab.direct import (
    CONTRAST_ENHANCEMENT,
    CROPPING,
    DEFOGGING,
    ENLARGEMENT,
    EXTENDER,
    SHARPNESS,
    STRETCH_RECOVERY,
)
from bot.upstreams.ailab.form import Form, with_image
from bot.upstreams.ailab.making import Made, make
from bot.upstreams.ailab.refusals import not_offered, unused, wordy
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.bodies import as_options

_FACTORS = (2, 3, 4)
_MODES = {True: "enhancement", False: "base", None: None}
_MOST_EXTENDED = 3
"""Each edge moves by at most the side's own length."""
_MOST_GUIDANCE = 20


def editing_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """How strongly is not for anybody to say, where it is one picture in and one picture out."""
    return (
        *(
            make(endpoint, settings, tool, refuses=lambda options: unused(options, "strength"))
            for endpoint, tool in ((DEFOGGING, DEHAZE), (CONTRAST_ENHANCEMENT, CONTRAST), (SHARPNESS, SHARPEN))
        ),
        make(STRETCH_RECOVERY, settings, UNSTRETCH),
        make(ENLARGEMENT, settings, ENLARGE, payload=_enlarged, refuses=_refuse_factor),
        make(CROPPING, settings, CROP, payload=_cropped),
        make(EXTENDER, settings, OUTPAINT, payload=_extended, refuses=_refuse_extension),
    )


def _enlarged(order: Order) -> Form:
    options = as_options(order.options, EnlargeOptions)
    return with_image(upscale_factor=options.factor, mode=_MODES[options.sharpen])


def _refuse_factor(options: Options) -> Sentence | None:
    factor = as_options(options, EnlargeOptions).factor
    return None if factor in {None, *_FACTORS} else not_offered("factor", str(factor), _FACTORS)


def _cropped(order: Order) -> Form:
    options = as_options(order.options, CropOptions)
    return with_image(width=options.width, height=options.height)


def _extended(order: Order) -> Form:
    """That the four edges are shares of the picture's own sides is inferred: their range is 0 to 1."""
    options = as_options(order.options, OutpaintOptions)
    above, beside = (options.vertical - 1) / 2, (options.horizontal - 1) / 2
    return with_image(
        custom_prompt=options.prompt,
        steps=options.steps,
        scale=options.guidance,
        seed=options.seed,
        top=above,
        bottom=above,
        left=beside,
        right=beside,
    )


def _refuse_extension(options: Options) -> Sentence | None:
    asked = as_options(options, OutpaintOptions)
    if asked.vertical == asked.horizontal == 1:
        return Sentence.of(Reason.NOTHING_TO_EXTEND)
    if too_far := _too_far(asked):
        return too_far
    return unused(options, "negative", "count", "sampler") or wordy("prompt", asked.prompt) or _untuned(asked)


def _too_far(asked: OutpaintOptions) -> Sentence | None:
    for option in ("vertical", "horizontal"):
        if (value := getattr(asked, option)) > _MOST_EXTENDED:
            return not_offered(option, value, [f"1 to {_MOST_EXTENDED}"])
    return None


def _untuned(asked: OutpaintOptions) -> Sentence | None:
    """A page of a sibling has steps from 1; it is the stricter reading."""
    if asked.steps == 0:
        return not_offered("steps", 0, ["1 and more"])
    if asked.guidance is not None and asked.guidance > _MOST_GUIDANCE:
        return not_offered("guidance", asked.guidance, [f"1 to {_MOST_GUIDANCE}"])
    return None
