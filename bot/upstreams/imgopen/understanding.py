"""Words about pictures, and words for making them."""

from typing import Any

from bot.domain.offers import Order
from bot.domain.toolbox import DESCRIBE, PROMPT, STYLE
from bot.domain.toolbox.shared import IMAGE
from bot.domain.toolbox.understand import DescribeOptions, PromptModel, PromptOptions
from bot.upstreams.bodies import as_options, given, plain
from bot.upstreams.imgopen.endpoints import IDENTIFY_STYLE, INTERROGATE, PROMPTS_EXPAND
from bot.upstreams.imgopen.image_tool import Made, image_tool
from bot.upstreams.imgopen.readings import texts, undocumented_texts
from bot.upstreams.imgopen.settings import ImgOpenSettings

_MODES = {PromptModel.SD: 0, PromptModel.SDXL: 1}


def understanding_offers(settings: ImgOpenSettings) -> tuple[Made, ...]:
    """The expansion of a prompt is answered at once, as far as its page shows."""
    return (_description(settings), _style(settings), _expansion(settings))


def _description(settings: ImgOpenSettings) -> Made:
    return image_tool(
        INTERROGATE,
        settings,
        tool=DESCRIBE.key,
        price=settings.prices.interrogate,
        usual_s=8,
        payload=_described,
        read=texts("caption"),
        statuses=settings.status_maps.interrogate,
    )


def _style(settings: ImgOpenSettings) -> Made:
    return image_tool(
        IDENTIFY_STYLE,
        settings,
        tool=STYLE.key,
        price=settings.prices.identify_style,
        usual_s=8,
        payload=lambda order: {"sourceImage": order.pictures[IMAGE].url},
        read=undocumented_texts(settings.result_fields),
        statuses=settings.status_maps.identify_style,
    )


def _expansion(settings: ImgOpenSettings) -> Made:
    return image_tool(
        PROMPTS_EXPAND,
        settings,
        tool=PROMPT.key,
        price=settings.prices.prompts_expand,
        usual_s=5,
        payload=_expanded,
        read=texts("prompts"),
        statuses=settings.status_maps.prompts_expand,
        at_once=True,
    )


def _described(order: Order) -> dict[str, Any]:
    style = as_options(order.options, DescribeOptions).style
    return given(image=order.pictures[IMAGE].url, model=None if style is None else style.value)


def _expanded(order: Order) -> dict[str, Any]:
    options = as_options(order.options, PromptOptions)
    return given(
        mode=_MODES[options.model],
        sourcePrompt=options.prompt,
        topK=options.top_k,
        topP=plain(options.top_p),
        sequencesNum=options.count,
    )
