"""Cutting out: anything, people, and heads."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from bot.domain.offers import Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import REMOVEBG
from bot.domain.toolbox.edit import Cutout, RemovebgOptions, Subject
from bot.domain.tools import Options
from bot.upstreams.ailab.direct import CUTOUT, HD_PERSON_CUTOUT, HEAD_CUTOUT, PERSON_CUTOUT
from bot.upstreams.ailab.form import Form, with_image
from bot.upstreams.ailab.making import Made, make
from bot.upstreams.ailab.queued import HD_CUTOUT
from bot.upstreams.ailab.refusals import not_offered
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.bodies import as_options

_FORMS: Mapping[Cutout | None, str] = {Cutout.TRIMMED: "crop", Cutout.WHITE: "whiteBK", Cutout.MASK: "mask"}
"""`return_form`; without one it is transparent."""
_TRANSPARENT = (Cutout.TRANSPARENT,)
_TRANSPARENT_OR_MASK = (Cutout.TRANSPARENT, Cutout.MASK)


def cutting_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """The dearer two are for large pictures."""
    return (
        make(CUTOUT, settings, REMOVEBG, **_cutting(Subject.ANYTHING, tuple(Cutout))),
        make(PERSON_CUTOUT, settings, REMOVEBG, **_cutting(Subject.PERSON, tuple(Cutout))),
        make(HEAD_CUTOUT, settings, REMOVEBG, **_cutting(Subject.HEAD, _TRANSPARENT_OR_MASK)),
        make(HD_CUTOUT, settings, REMOVEBG, **_cutting(Subject.ANYTHING, _TRANSPARENT)),
        make(HD_PERSON_CUTOUT, settings, REMOVEBG, **_cutting(Subject.PERSON, _TRANSPARENT)),
    )


def _cutting(subject: Subject, forms: Collection[Cutout]) -> dict[str, Any]:
    return {"payload": _cut, "refuses": partial(_refuse, subject, forms)}


def _cut(order: Order) -> Form:
    return with_image(return_form=_FORMS.get(as_options(order.options, RemovebgOptions).form))


def _refuse(subject: Subject, forms: Collection[Cutout], options: Options) -> Sentence | None:
    asked = as_options(options, RemovebgOptions)
    if (asked.subject or Subject.ANYTHING) is not subject:
        return not_offered("subject", asked.subject or Subject.ANYTHING, [subject])
    return None if asked.form is None or asked.form in forms else not_offered("form", asked.form, forms)
