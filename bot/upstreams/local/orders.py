"""What an order asks for."""

from typing import Any, TypeVar

from bot.domain.offers import Order
from bot.domain.sentences import Reason, Sentence
from bot.domain.tools import Options

OptionsT = TypeVar("OptionsT", bound=Options)


def as_options(options: Options, model: type[OptionsT]) -> OptionsT:
    """The options as those of their tool. Raises TypeError for another tool's."""
    if not isinstance(options, model):
        raise TypeError(f"{type(options).__name__} where {model.__name__} belong")
    return options


def on_image(order: Order, **arguments: Any) -> dict[str, Any]:
    """The arguments of a function that works on one picture."""
    return {"picture": order.pictures["image"].data, **arguments}


def unless_offered(option: str, value: str | None, offered: tuple[str, ...]) -> Sentence | None:
    """A refusal of what is not among those `offered`."""
    if value is None or value in offered:
        return None
    return Sentence.of(Reason.OPTION_NOT_OFFERED, option=option, value=value, accepted=", ".join(offered))
