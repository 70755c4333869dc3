"""The two commands that the person in the demo uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.sandbox import pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One command: its pictures and its other options, by option; the names, without extension, of what is kept."""

    command: str
    pictures: Mapping[str, bytes] = field(repr=False)
    options: Mapping[str, str | float]
    files: Mapping[str, str]
    result: str


def acts() -> Sequence[Act]:
    """In their order."""
    return (
        Act(
            command="enhance",
            pictures={"image": pictures.photo()},
            options={},
            files={"image": "enhance-before"},
            result="enhance-after",
        ),
        Act(
            command="faceswap",
            pictures={"source": pictures.portrait_source(), "target": pictures.portrait_target()},
            options={"fidelity": 0.7},
            files={"source": "faceswap-source", "target": "faceswap-target"},
            result="faceswap-after",
        ),
    )
