"""What request bodies are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.domain.offers import Order
from bot.domain.toolbox.shared import IMAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Texts by field name, and for each file part the slot whose picture goes into it."""

    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


Payload = Callable[[Order], Form]


def one_picture(_: Order) -> Form:
    """The picture and nothing else."""
    return with_image()


def with_image(**fields: str | float | None) -> Form:
    """The picture and these fields."""
    return Form(files={IMAGE: IMAGE}, fields=texts(**fields))


def texts(**fields: str | float | None) -> dict[str, str]:
    """The fields that have a value, as decimal text: an option that nobody gave is not sent."""
    return {name: _text(value) for name, value in fields.items() if value is not None}


def given(order: Order, **files: str) -> dict[str, str]:
    """The file parts whose slots have a picture."""
    return {part: slot for part, slot in files.items() if slot in order.pictures}


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else format(round(value, 3), ".12g")
