"""People: the offers."""

from typing import Any

from bot.domain.offers import Offer, Order
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import BLURFACES, FACES, FACESWAP, FaceswapOptions
from bot.domain.toolbox.portrait import Asking
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.local.identity import TITLE
from bot.upstreams.local.settings import LocalSettings

_SOURCE, _SECOND, _TARGET = "source", "source_2", "target"
_FACES_KEY = "local.faces"


def make(known: dict[str, Any], settings: LocalSettings) -> tuple[Offer, ...]:  # noqa: ARG001 (one signature for all)
    """The offers; `known` is what all offers of this machine have in common.

    There are two swaps: one lets the person choose the faces first, the other takes the largest at once.
    """
    swap: dict[str, Any] = {"tool": FACESWAP.key, "endpoint": "faceswap", "usual_s": 3, "payload": _swap, **known}
    return (
        Offer(key="local.faceswap", asks=_FACES_KEY, refuses=_refuse_largest, **swap),
        Offer(key="local.faceswap_largest", refuses=_refuse_choice, ignores=frozenset({_SECOND}), **swap),
        Offer(key=_FACES_KEY, tool=FACES.key, endpoint="faces", usual_s=2, payload=_picture, **known),
        Offer(key="local.blurfaces", tool=BLURFACES.key, endpoint="blurfaces", usual_s=3, payload=_picture, **known),
    )


def _picture(order: Order) -> dict[str, Any]:
    return {"picture": order.pictures[IMAGE].data}


def _swap(order: Order) -> dict[str, Any]:
    options = order.options if isinstance(order.options, FaceswapOptions) else FaceswapOptions()
    return {
        "target": order.pictures[_TARGET].data,
        "sources": {slot: order.pictures[slot].data for slot in (_SOURCE, _SECOND) if slot in order.pictures},
        "faces": options.faces,
        "fidelity": options.fidelity,
    }


def _refuse_largest(options: Options) -> Sentence | None:
    """It asks."""
    return _useless() if isinstance(options, FaceswapOptions) and options.face is Asking.LARGEST else None


def _refuse_choice(options: Options) -> Sentence | None:
    """It does not ask."""
    if isinstance(options, FaceswapOptions) and (options.face is Asking.ALWAYS or options.faces is not None):
        return _useless()
    return None


def _useless() -> Sentence:
    return Sentence.of(Reason.OPTION_UNUSED, option="face", provider=TITLE)
