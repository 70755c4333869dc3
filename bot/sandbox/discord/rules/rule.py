"""A rule of Discord's, as a row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`source` is the file of Discord's documentation that states it; `id` is what switches it off."""

    id: str
    text: str
    source: str
