"""What Img Open does for us: single face swap, in two versions. Neither documents its limits or its result field."""

from functools import partial
from typing import Any

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage, Limits, Offer, Order, Travel
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import FACESWAP, FaceswapOptions
from bot.domain.tools import Options
from bot.upstreams.imgopen.settings import ImgOpenSettings, ToolCode

ID = ProviderId("imgopen")
TITLE = "Img Open"
ROOP: ToolCode = "roop"
V2_ROOP: ToolCode = "v2/roop"


def make_offers(settings: ImgOpenSettings) -> tuple[Offer, ...]:
    """Version 1 and version 2, which repairs the face and takes a fidelity. `endpoint` is the vendor's tool code."""
    known: dict[str, Any] = {
        "tool": FACESWAP.key,
        "provider": ID,
        "limits": Limits(max_bytes=settings.max_bytes, max_side=settings.max_side),
        "travel": Travel.URL,
        "coverage": Coverage.PARTIAL,
    }
    return (
        Offer(
            key="imgopen.roop",
            endpoint=ROOP,
            price=settings.prices.roop,
            usual_s=10,
            payload=partial(_pictures, calls_back=ROOP in settings.callback_tools),
            refuses=_refuse_fidelity,
            calls_back=ROOP in settings.callback_tools,
            **known,
        ),
        Offer(
            key="imgopen.v2-roop",
            endpoint=V2_ROOP,
            price=settings.prices.v2_roop,
            usual_s=15,
            payload=partial(_pictures_and_fidelity, calls_back=V2_ROOP in settings.callback_tools),
            calls_back=V2_ROOP in settings.callback_tools,
            **known,
        ),
    )


def _pictures(order: Order, *, calls_back: bool) -> dict[str, Any]:
    body = {
        "sourceUrl": order.pictures["source"].url,
        "targetUrl": order.pictures["target"].url,
        "businessTaskId": order.task_id,
    }
    return body | ({"callbackUrl": order.callback_url} if calls_back and order.callback_url else {})


def _pictures_and_fidelity(order: Order, *, calls_back: bool) -> dict[str, Any]:
    """`fidelityWeight` is documented as text, range [0, 1]."""
    fidelity = _fidelity(order.options)
    body = _pictures(order, calls_back=calls_back)
    return body | ({} if fidelity is None else {"fidelityWeight": str(round(fidelity, 3))})


def _refuse_fidelity(options: Options) -> Sentence | None:
    fidelity = _fidelity(options)
    if fidelity is None:
        return None
    return Sentence.of(Reason.OPTION_NOT_OFFERED, option="fidelity", value=fidelity, accepted="")


def _fidelity(options: Options) -> float | None:
    return options.fidelity if isinstance(options, FaceswapOptions) else None
