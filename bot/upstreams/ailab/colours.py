"""The colours of a picture."""

from collections.abc import Collection

from bot.domain.offers import Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import COLORIZE, GRADE, RECOLOR
from bot.domain.toolbox.colours import REFERENCE, Footage, GradeOptions, RecolorOptions
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.ailab.bygone import HD_MIGRATION, MIGRATION, of_generation
from bot.upstreams.ailab.direct import COLORIZATION, COLOUR_ENHANCEMENT, PHOTO_RETOUCHING
from bot.upstreams.ailab.form import Form, given, texts, with_image
from bot.upstreams.ailab.making import Made, make
from bot.upstreams.ailab.refusals import lacking, unused, useless
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.bodies import as_options

_MODES = {Footage.LOG_C: "LogC", Footage.REC_709: "Rec709", Footage.LN17_256: "ln17_256"}


def colour_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """What is left of recolouring wants a reference; palettes and free colours are retired."""
    hd = of_generation(HD_MIGRATION, settings.retired_generation)
    return (
        make(COLORIZATION, settings, COLORIZE),
        make(COLOUR_ENHANCEMENT, settings, GRADE, payload=_graded),
        make(
            PHOTO_RETOUCHING,
            settings,
            RECOLOR,
            payload=lambda _: Form(files={"image": IMAGE, "style": REFERENCE}),
            refuses=lambda options: unused(options, "palette", "strength", "count"),
            misses=_miss_reference,
        ),
        make(hd, settings, RECOLOR, payload=_migrated, refuses=_refuse_count, misses=_refuse_both),
        make(MIGRATION, settings, RECOLOR, payload=_migrated_plainly, refuses=_refuse_degree, misses=_refuse_both),
    )


def _graded(order: Order) -> Form:
    return with_image(mode=_MODES[as_options(order.options, GradeOptions).footage])


def _migrated(order: Order) -> Form:
    options = as_options(order.options, RecolorOptions)
    plain = _migrated_plainly(order)
    return Form(files=plain.files, fields={**plain.fields, **texts(degree=options.strength)})


def _migrated_plainly(order: Order) -> Form:
    """The palette is called ARGB and shown with six digits; those are sent."""
    options = as_options(order.options, RecolorOptions)
    colours = ",".join(options.colours) or None
    mode = "REF_PIC" if REFERENCE in order.pictures else "TEMPLATE" if colours else "AUTO"
    return Form(
        files=given(order, image=IMAGE, ref=REFERENCE),
        fields=texts(mode=mode, color_template=colours, color_count=options.count),
    )


def _miss_reference(_: Options, slots: Collection[str]) -> Sentence | None:
    return None if REFERENCE in slots else lacking(REFERENCE)


def _refuse_both(options: Options, slots: Collection[str]) -> Sentence | None:
    """The colours come from one place, and several versions only where they are free."""
    return unused(options, "palette", "count") if REFERENCE in slots else None


def _refuse_count(options: Options) -> Sentence | None:
    asked = as_options(options, RecolorOptions)
    return useless("count") if asked.palette is not None and asked.count is not None else None


def _refuse_degree(options: Options) -> Sentence | None:
    return unused(options, "strength") or _refuse_count(options)
