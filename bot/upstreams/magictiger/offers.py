"""What Magic Tiger does for us: enhancement, by types whose codes only the operator knows."""

from functools import partial
from typing import Any

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage, Limits, Offer, Order, Travel
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import ENHANCE, EnhanceOptions
from bot.domain.tools import Options
from bot.upstreams.base import CredentialField
from bot.upstreams.magictiger.settings import MagicTigerSettings

ID = ProviderId("magictiger")
TITLE = "Magic Tiger"
FIELDS = (CredentialField(name="api_token", label="API token"),)

_MIN_SIDE, _MAX_SIDE = 64, 9216  # documented, both included


def make_offers(settings: MagicTigerSettings) -> tuple[Offer, ...]:
    """One offer; its `mode` is a configured name or a number. The documents list no picture formats."""
    return (
        Offer(
            key="magictiger.enhance",
            tool=ENHANCE.key,
            provider=ID,
            endpoint="createtask",
            price=settings.price,
            limits=Limits(max_bytes=settings.max_bytes, min_side=_MIN_SIDE, max_side=_MAX_SIDE),
            travel=Travel.URL,
            coverage=Coverage.PARTIAL,
            usual_s=20,
            payload=partial(_payload, settings),
            refuses=partial(_refuse, settings),
            choices={"mode": tuple(settings.enhance_types)},
            cancellable=settings.delete_refunds,
            calls_back=settings.callbacks,
        ),
    )


def chosen_mode(options: Options) -> str | None:
    """What the person asked for, if anything."""
    return options.mode if isinstance(options, EnhanceOptions) else None


def _payload(settings: MagicTigerSettings, order: Order) -> dict[str, Any]:
    code = settings.type_code(chosen_mode(order.options))
    return {"picurl": order.pictures["image"].url, "type": code, "chtaskid": order.task_id}


def _refuse(settings: MagicTigerSettings, options: Options) -> Sentence | None:
    mode = chosen_mode(options)
    if settings.type_code(mode) is not None:
        return None
    accepted = ", ".join([*settings.enhance_types, "a type number"])
    return Sentence.of(Reason.OPTION_NOT_OFFERED, option="mode", value=mode or "left empty", accepted=accepted)
