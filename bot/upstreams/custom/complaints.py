"""Mistakes that are only seen by looking at more than one field, told at the place where they can be mended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong, and the way to the field from where the validator stands."""

    sentence: str
    place: tuple[str, ...] = ()

    def inside(self, *outer: str) -> Self:
        """The same, seen from further out."""
        return replace(self, place=(*outer, *self.place))


def refuse(complaints: Iterable[Complaint]) -> None:
    """Raises ValidationError if there are any; for use inside a validator."""
    if mistakes := [_mistake(complaint) for complaint in complaints]:
        raise ValidationError.from_exception_data("table", mistakes)


def _mistake(complaint: Complaint) -> InitErrorDetails:
    kind = PydanticCustomError("mistake", "{sentence}", {"sentence": complaint.sentence})
    return InitErrorDetails(type=kind, loc=complaint.place, input=None)
