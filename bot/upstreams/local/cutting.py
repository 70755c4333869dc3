"""Cutting out and filling in: the offers."""

from typing import Any

from bot.domain.offers import Offer, Order
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import ERASE, OUTPAINT, REMOVEBG
from bot.domain.toolbox.edit import Cutout, OutpaintOptions, RemovebgOptions, Subject
from bot.domain.toolbox.marking import MASK, EraseOptions, Quality
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.local.identity import TITLE
from bot.upstreams.local.settings import LocalSettings

_FOR_MODELS = ("prompt", "negative", "steps", "guidance", "sampler")


def make(known: dict[str, Any], settings: LocalSettings) -> tuple[Offer, ...]:  # noqa: ARG001 (one signature for all)
    """The offers; `known` is what all offers of this machine have in common."""
    return (
        Offer(key="local.removebg", tool=REMOVEBG.key, endpoint="removebg", usual_s=5, payload=_cutout, **known),
        Offer(
            key="local.erase",
            tool=ERASE.key,
            endpoint="erase",
            usual_s=6,
            payload=_erasure,
            refuses=_refuse_quality,
            **known,
        ),
        Offer(
            key="local.outpaint",
            tool=OUTPAINT.key,
            endpoint="outpaint",
            usual_s=10,
            payload=_extension,
            refuses=_refuse_words,
            **known,
        ),
    )


def _cutout(order: Order) -> dict[str, Any]:
    options = order.options if isinstance(order.options, RemovebgOptions) else RemovebgOptions()
    return {
        "picture": order.pictures[IMAGE].data,
        "subject": options.subject or Subject.ANYTHING,
        "form": options.form or Cutout.TRANSPARENT,
    }


def _erasure(order: Order) -> dict[str, Any]:
    return {"picture": order.pictures[IMAGE].data, "mask": order.pictures[MASK].data}


def _extension(order: Order) -> dict[str, Any]:
    options = order.options if isinstance(order.options, OutpaintOptions) else OutpaintOptions()
    return {
        "picture": order.pictures[IMAGE].data,
        "vertical": options.vertical,
        "horizontal": options.horizontal,
        "seed": options.seed,
    }


def _refuse_quality(options: Options) -> Sentence | None:
    is_plain = not isinstance(options, EraseOptions) or options.quality in {None, Quality.STANDARD}
    return None if is_plain else Sentence.of(Reason.OPTION_UNUSED, option="quality", provider=TITLE)


def _refuse_words(options: Options) -> Sentence | None:
    """It has no model that could be told anything, and makes one picture."""
    if not isinstance(options, OutpaintOptions):
        return None
    useless = [name for name in _FOR_MODELS if getattr(options, name) is not None]
    useless += ["count"] if options.count > 1 else []
    if useless:
        return Sentence.of(Reason.OPTION_UNUSED, option=useless[0], provider=TITLE)
    return Sentence.of(Reason.NOTHING_TO_EXTEND) if options.vertical == options.horizontal == 1 else None
