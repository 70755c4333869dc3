"""What this machine does by itself."""

from typing import Any

from bot.domain.ids import ProviderId
from bot.domain.modes import EnhanceMode
from bot.domain.offers import Coverage, Limits, Offer, Order, Travel
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import ENHANCE, FACESWAP, EnhanceOptions, FaceswapOptions
from bot.domain.toolbox.portrait import Asking
from bot.domain.tools import Options
from bot.upstreams.local.settings import LocalSettings

ID = ProviderId("local")
TITLE = "Local (classical)"

_FORMATS = frozenset({"JPEG", "PNG", "WEBP"})
_MAX_SIDE, _MAX_PIXELS = 9216, 50_000_000  # those of the decoder, bot.upstreams.local.raster


def make_offers(settings: LocalSettings) -> tuple[Offer, ...]:
    """Both tools. A payload holds the arguments of the function in `bot.upstreams.local.work` named by `endpoint`."""
    known: dict[str, Any] = {
        "provider": ID,
        "price": settings.price,
        "limits": Limits(formats=_FORMATS, max_bytes=settings.max_bytes, max_side=_MAX_SIDE, max_pixels=_MAX_PIXELS),
        "travel": Travel.BYTES,
        "coverage": Coverage.DOCUMENTED,
        "repeatable": True,
    }
    return (
        Offer(
            key="local.enhance",
            tool=ENHANCE.key,
            endpoint="enhance",
            usual_s=3,
            payload=_enhancement,
            refuses=_refuse_mode,
            choices={"mode": tuple(EnhanceMode)},
            **known,
        ),
        Offer(
            key="local.faceswap",
            tool=FACESWAP.key,
            endpoint="swap",
            usual_s=3,
            payload=_swap,
            refuses=_refuse_asking,
            ignores=frozenset({"source_2"}),
            **known,
        ),
    )


def _enhancement(order: Order) -> dict[str, Any]:
    return {"picture": order.pictures["image"].data, "mode": _mode(order.options)}


def _refuse_asking(options: Options) -> Sentence | None:
    """The largest face is swapped, always."""
    if isinstance(options, FaceswapOptions) and options.face is Asking.ALWAYS:
        return Sentence.of(Reason.OPTION_UNUSED, option="face", provider=TITLE)
    return None


def _swap(order: Order) -> dict[str, Any]:
    options = order.options
    return {
        "source": order.pictures["source"].data,
        "target": order.pictures["target"].data,
        "fidelity": options.fidelity if isinstance(options, FaceswapOptions) else None,
    }


def _refuse_mode(options: Options) -> Sentence | None:
    mode = _mode(options)
    if mode is None or mode in tuple(EnhanceMode):
        return None
    return Sentence.of(Reason.OPTION_NOT_OFFERED, option="mode", value=mode, accepted=", ".join(EnhanceMode))


def _mode(options: Options) -> str | None:
    return options.mode if isinstance(options, EnhanceOptions) else None
