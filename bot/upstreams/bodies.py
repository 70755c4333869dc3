"""What request bodies are made of."""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.domain.offers import Order
from bot.domain.tools import Options

Payload = Callable[[Order], dict[str, Any]]
OptionsT = TypeVar("OptionsT", bound=Options)


def given(**fields: Any) -> dict[str, Any]:
    """The fields that have a value: an option that nobody gave is not sent."""
    return {name: value for name, value in fields.items() if value is not None}


def as_options(options: Options, model: type[OptionsT]) -> OptionsT:
    """The options as those of their tool. Raises TypeError for another tool's."""
    if not isinstance(options, model):
        raise TypeError(f"{type(options).__name__} where {model.__name__} belong")
    return options


def plain(number: float | None) -> float | None:
    """Without a fraction of nothing: 7 rather than 7.0."""
    return int(number) if isinstance(number, float) and number.is_integer() else number
