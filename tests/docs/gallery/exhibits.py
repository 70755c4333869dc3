"""What is shown of a tool."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.demo.acts import Act

_UNSHOWN = frozenset({"provider", "model", "seed", "ratio"})

Part = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of a picture's sides."""

WHOLE: Part = (0, 0, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A command that a person sends, and the `part` of its pictures that is shown: fine detail needs a close look.

    The first of `pictures`, by slot, is shown large. `choice` is what the person picks or presses if they are asked.
    """

    tool: str
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    options: Mapping[str, str | float] = field(default_factory=dict)
    choice: str = "Go ahead"
    part: Part = WHOLE

    @property
    def act(self) -> Act:
        """The same, to be played."""
        return Act(
            command=self.tool,
            pictures=self.pictures,
            options=self.options,
            files={slot: f"{self.tool}-{slot}" for slot in self.pictures},
            result=self.tool,
            choice=self.choice,
        )

    @property
    def typed(self) -> str:
        """The command without its pictures and technicalities."""
        shown = [f"{name}: {value}" for name, value in self.options.items() if name not in _UNSHOWN]
        return " ".join([f"/{self.tool}", *shown])
