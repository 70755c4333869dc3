"""Flux: one picture from words."""

from functools import partial
from typing import Any

from bot.domain.offers import Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import IMAGINE
from bot.domain.toolbox.generate import ImagineOptions
from bot.domain.tools import Options
from bot.upstreams.bodies import as_options, given, plain
from bot.upstreams.imgopen.endpoints import FLUX
from bot.upstreams.imgopen.image_tool import Made, image_tool
from bot.upstreams.imgopen.prompt import sides
from bot.upstreams.imgopen.readings import pictures
from bot.upstreams.imgopen.refusals import unused, useless
from bot.upstreams.imgopen.settings import ImgOpenSettings

_UNDOCUMENTED = ("negative", "model", "lora", "vae", "embedding", "sampler", "seed")


def flux_offer(settings: ImgOpenSettings) -> Made:
    """Its page lists few fields: no seed, no sampler, no second picture."""
    return image_tool(
        FLUX,
        settings,
        tool=IMAGINE.key,
        price=settings.prices.flux,
        usual_s=15,
        payload=partial(_from_words, settings=settings),
        refuses=_refuse,
        read=pictures("outputImageUrl"),
        statuses=settings.status_maps.flux,
    )


def _from_words(order: Order, *, settings: ImgOpenSettings) -> dict[str, Any]:
    """`fluxGuidance` goes in steps of 0.1."""
    options = as_options(order.options, ImagineOptions)
    width, height = sides(options, settings)
    return given(
        comfyTaskType=settings.flux_workflow,
        prompt=options.prompt,
        width=width,
        height=height,
        steps=options.steps,
        fluxGuidance=None if options.guidance is None else plain(round(options.guidance, 1)),
    )


def _refuse(options: Options) -> Sentence | None:
    drawing = as_options(options, ImagineOptions)
    if drawing.count > 1:
        return useless("count")
    return useless("hires") if drawing.hires else unused(drawing, *_UNDOCUMENTED)
