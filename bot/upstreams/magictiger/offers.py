"""What Magic Tiger does for us: each tool by an enhance type whose code only the operator knows."""

from functools import partial
from typing import Any

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage, Limits, Offer, Order, Travel
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import COLORIZE, ENHANCE
from bot.domain.tools import Options, Tool
from bot.upstreams.base import CredentialField
from bot.upstreams.magictiger.service import chosen_mode, service, type_of
from bot.upstreams.magictiger.settings import MagicTigerSettings

ID = ProviderId("magictiger")
TITLE = "Magic Tiger"
FIELDS = (CredentialField(name="api_token", label="API token"),)

_MIN_SIDE, _MAX_SIDE = 64, 9216  # documented, both included
_USUAL_S = 20
_TYPES = "DARKROOM_PROVIDERS__MAGICTIGER__TYPES"


def make_offers(settings: MagicTigerSettings) -> tuple[Offer, ...]:
    """Enhancement, the type that is documented by its name alone, and what the operator has mapped besides."""
    others = (key for key in settings.types if key != COLORIZE.key)
    return (
        _enhancement(settings),
        _colouring(settings),
        *(_mapped(key, settings, Coverage.OPERATOR_SUPPLIED) for key in others),
    )


def _enhancement(settings: MagicTigerSettings) -> Offer:
    """Its `mode` is a configured name or, where the operator lets people, a number."""
    return _offer(
        ENHANCE,
        settings,
        coverage=Coverage.PARTIAL,
        refuses=partial(_refuse_mode, settings),
        choices={"mode": tuple(settings.enhance_types)},
    )


def _colouring(settings: MagicTigerSettings) -> Offer:
    """The documents name the type, "Colorize Black White Photo", and not its code."""
    if COLORIZE.key in settings.types:
        return _mapped(COLORIZE.key, settings, Coverage.PARTIAL)
    off = Sentence.of(Reason.FEATURE_OFF, provider=TITLE, setting=f"{_TYPES}__{COLORIZE.key.upper()}")
    return _offer(COLORIZE, settings, coverage=Coverage.PARTIAL, off=off)


def _mapped(key: str, settings: MagicTigerSettings, coverage: Coverage) -> Offer:
    served = service(key, settings.types[key])
    refuses = partial(served.refuse, title=TITLE)
    return _offer(served.tool, settings, coverage=coverage, refuses=refuses, choices=served.choices)


def _offer(tool: Tool, settings: MagicTigerSettings, **rest: Any) -> Offer:
    """One picture is sent; the documents list no formats."""
    (picture,) = (slot.name for slot in tool.slots if slot.least > 0)
    limits = Limits(
        formats=settings.accepted_formats, max_bytes=settings.max_bytes, min_side=_MIN_SIDE, max_side=_MAX_SIDE
    )
    return Offer(
        key=f"{ID}.{tool.key}",
        tool=tool.key,
        provider=ID,
        endpoint="createtask",
        price=settings.prices.get(tool.key, settings.price),
        limits=limits,
        travel=Travel.URL,
        usual_s=_USUAL_S,
        payload=partial(_payload, settings, tool.key, picture),
        cancellable=settings.delete_refunds,
        calls_back=settings.callbacks,
        ignores=frozenset(slot.name for slot in tool.slots if slot.name != picture),
        **rest,
    )


def _payload(settings: MagicTigerSettings, tool: str, picture: str, order: Order) -> dict[str, Any]:
    """The picture's address must answer by itself: the vendor follows no redirect, which is documented."""
    code = type_of(settings, tool, order.options)
    return {"picurl": order.pictures[picture].url, "type": code, "chtaskid": order.task_id}


def _refuse_mode(settings: MagicTigerSettings, options: Options) -> Sentence | None:
    mode = chosen_mode(options)
    if settings.type_code(mode) is not None:
        return None
    numbers = ["a type number"] if settings.enhance_numbers else []
    accepted = ", ".join([*settings.enhance_types, *numbers])
    return Sentence.of(Reason.OPTION_NOT_OFFERED, option="mode", value=mode or "left empty", accepted=accepted)
