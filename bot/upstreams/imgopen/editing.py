"""Outpainting, and the preview of what a controlnet preprocessor takes from a picture."""

from typing import Any

from bot.domain.offers import Order
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import OUTPAINT as OUTPAINT_TOOL
from bot.domain.toolbox import PREVIEW
from bot.domain.toolbox.edit import OutpaintOptions
from bot.domain.toolbox.generate import PreviewOptions
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.bodies import as_options, given, plain
from bot.upstreams.imgopen.endpoints import CNT_PREVIEW, OUTPAINT
from bot.upstreams.imgopen.image_tool import Made, image_tool
from bot.upstreams.imgopen.readings import undocumented_pictures
from bot.upstreams.imgopen.settings import ImgOpenSettings


def editing_offers(settings: ImgOpenSettings) -> tuple[Made, ...]:
    """How either returns its pictures is on no page."""
    return (
        image_tool(
            CNT_PREVIEW,
            settings,
            tool=PREVIEW.key,
            price=settings.prices.cnt_preview,
            usual_s=6,
            payload=_preprocessed,
            choices={"preprocessor": settings.preprocessors},
            read=undocumented_pictures(settings.result_fields),
            statuses=settings.status_maps.cnt_preview,
        ),
        image_tool(
            OUTPAINT,
            settings,
            tool=OUTPAINT_TOOL.key,
            price=settings.prices.outpaint,
            per_picture=True,
            usual_s=20,
            payload=_extended,
            refuses=_refuse_nothing,
            choices={"sampler": settings.samplers},
            read=undocumented_pictures(settings.result_fields),
            statuses=settings.status_maps.outpaint,
        ),
    )


def _refuse_nothing(options: Options) -> Sentence | None:
    """What is asked for is the picture as it is."""
    asked = as_options(options, OutpaintOptions)
    return Sentence.of(Reason.NOTHING_TO_EXTEND) if asked.vertical == asked.horizontal == 1 else None


def _preprocessed(order: Order) -> dict[str, Any]:
    options = as_options(order.options, PreviewOptions)
    return {"sourceImage": order.pictures[IMAGE].url, "preprocessor": options.preprocessor}


def _extended(order: Order) -> dict[str, Any]:
    options = as_options(order.options, OutpaintOptions)
    return given(
        sourceImage=order.pictures[IMAGE].url,
        verticalExpansionRatio=plain(options.vertical),
        horizontalExpansionRatio=plain(options.horizontal),
        imageCount=options.count,
        prompt=options.prompt,
        negativePrompt=options.negative,
        sampleStep=options.steps,
        sampler=options.sampler,
        promptGuideFactor=options.guidance,
        seed=options.seed,
    )
