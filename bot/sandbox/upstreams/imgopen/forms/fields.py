"""Kinds of fields. Bounds without a page are this machine's: what it can paint without running out of memory."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, Field

_LEARNING_RATES = (Decimal("0.0000001"), Decimal("0.0001"))


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not number.is_finite():
        raise ValueError("not a number")
    return number


def _within_unit_interval(text: str) -> str:
    if not 0 <= _number(text) <= 1:
        raise ValueError("outside [0, 1]")
    return text


def _learning_rate(text: str) -> str:
    low, high = _LEARNING_RATES
    if not low <= _number(text) <= high:
        raise ValueError("outside [0.0000001, 0.0001]")
    return text


def _numeric(text: str) -> str:
    _number(text)
    return text


Text = Annotated[str, Field(min_length=1)]
Object = dict[str, Any]
UnitInterval = Annotated[str, AfterValidator(_within_unit_interval)]
"""A number in [0, 1] that travels as text."""
LearningRate = Annotated[str, AfterValidator(_learning_rate)]
NumberText = Annotated[str, AfterValidator(_numeric)]
SeedText = Annotated[str, Field(pattern=r"^(-1|\d{1,19})$")]
"""The documents show "-1" and plain digits."""
SmallSeed = Annotated[int, Field(ge=-1, le=2147483647)]
Share = Annotated[float, Field(ge=0, le=1)]
Side = Annotated[int, Field(ge=8, le=4096)]
Count = Annotated[int, Field(ge=1, le=16)]
Steps = Annotated[int, Field(ge=0, le=1000)]
