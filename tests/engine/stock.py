"""What a provider of these tests can do: one offer for whatever works in a way of its own."""

from typing import Any

from bot.domain.ids import ProviderId
from bot.domain.listings import ListKind
from bot.domain.offers import Coverage, Limits, Offer, Travel
from bot.domain.pace import Pace
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import FaceswapOptions
from bot.domain.toolbox.portrait import Asking
from bot.domain.tools import Options

TRAINING_PACE = Pace(poll_initial_s=60, poll_max_s=600, poll_deadline_s=6 * 3600, max_in_flight=1)
_DRAWING = ("imagine", "reimagine", "control", "preview", "portrait")
_WORDS = ("describe", "prompt")
_CHOICE = Sentence.of(Reason.OPTION_UNUSED, option="face", provider="Vendor")


def stock(provider: ProviderId, price: int) -> tuple[Offer, ...]:
    """Each at `price`, but the swap of chosen faces at twice as much, and the plain one at half of it."""
    return (
        an_offer(provider, "enhance", price=price),
        an_offer(
            provider,
            "swap",
            tool="faceswap",
            price=price // 2,
            refuses=_refuse_choice,
            ignores=frozenset({"source_2"}),
        ),
        an_offer(
            provider, "fusion", tool="faceswap", price=2 * price, refuses=_refuse_largest, asks=f"{provider}.faces"
        ),
        an_offer(provider, "faces", price=price),
        *(an_offer(provider, tool, price=price) for tool in _DRAWING + _WORDS),
        an_offer(provider, "erase", price=price, travel=Travel.BYTES),
        an_offer(provider, "recolor", price=price),
        an_offer(provider, "train", price=price, pace=TRAINING_PACE, trains=ListKind.LORA),
    )


def an_offer(provider: ProviderId, name: str, *, tool: str | None = None, **how: Any) -> Offer:
    """Of a picture of 64 pixels a side and 10 kB at most; its tool goes by its own name, unless said otherwise."""
    plain: dict[str, Any] = {
        "price": 2,
        "limits": Limits(max_bytes=10_000, max_side=64),
        "travel": Travel.URL,
        "coverage": Coverage.DOCUMENTED,
        "usual_s": 10,
        "payload": lambda _: {},
    }
    return Offer(key=f"{provider}.{name}", tool=tool or name, provider=provider, endpoint=name, **(plain | how))


def _refuse_choice(options: Options) -> Sentence | None:
    """It takes whichever face it likes."""
    assert isinstance(options, FaceswapOptions)
    return _CHOICE if options.face is Asking.ALWAYS or options.faces is not None else None


def _refuse_largest(options: Options) -> Sentence | None:
    """It has to be told which face."""
    assert isinstance(options, FaceswapOptions)
    return _CHOICE if options.face is Asking.LARGEST else None
