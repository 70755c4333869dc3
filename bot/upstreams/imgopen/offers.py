"""What Img Open does for us: single face swap, in two versions. Neither documents its limits or its result field."""

from typing import Any

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage, Limits, Offer, Order, Travel
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import FACESWAP, FaceswapOptions
from bot.domain.tools import Options
from bot.upstreams.imgopen.settings import ImgOpenSettings

ID = ProviderId("imgopen")
TITLE = "Img Open"
ROOP = "roop"
V2_ROOP = "v2/roop"


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
            payload=_pictures,
            refuses=_refuse_fidelity,
            **known,
        ),
        Offer(
            key="imgopen.v2-roop",
            endpoint=V2_ROOP,
            price=settings.prices.v2_roop,
            usual_s=15,
            payload=_pictures_and_fidelity,
            **known,
        ),
    )


def _pictures(order: Order) -> dict[str, Any]:
    return {
        "sourceUrl": order.pictures["source"].url,
        "targetUrl": order.pictures["target"].url,
        "businessTaskId": order.task_id,
    }


def _pictures_and_fidelity(order: Order) -> dict[str, Any]:
    """`fidelityWeight` is documented as text, range [0, 1]."""
    fidelity = _fidelity(order.options)
    return _pictures(order) | ({} if fidelity is None else {"fidelityWeight": str(round(fidelity, 3))})


def _refuse_fidelity(options: Options) -> Sentence | None:
    fidelity = _fidelity(options)
    if fidelity is None:
        return None
    return Sentence.of(Reason.OPTION_NOT_OFFERED, option="fidelity", value=fidelity, accepted="")


def _fidelity(options: Options) -> float | None:
    return options.fidelity if isinstance(options, FaceswapOptions) else None
