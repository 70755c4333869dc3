"""What a provider lets people choose from by name: models, and what can be added to them."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel


class ListKind(StrEnum):
    """Which list."""

    MODEL = "model"
    LORA = "lora"
    VAE = "vae"
    EMBEDDING = "embedding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to choose: `value` goes to the provider, `label` is what a person reads."""

    value: str
    label: str


class Suggested:
    """Marks a free text completed from what the offers take for it (`Offer.choices`)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Marks an option completed from the provider's list: `Annotated[str | None, Listed(ListKind.MODEL)]`."""

    kind: ListKind


def listed(options: type[BaseModel]) -> list[tuple[str, ListKind]]:
    """The options that are completed from a list, and from which."""
    return [
        (name, mark.kind)
        for name, field in options.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Listed)
    ]
