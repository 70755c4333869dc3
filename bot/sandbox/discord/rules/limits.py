"""Limits of single fields, as rows that check themselves."""

from dataclasses import dataclass

from bot.sandbox.discord.rules.form import TYPES, Node


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a text, or entries a list, may have. Blanks around a text are not counted."""

    rule: str
    field: str
    low: int
    high: int
    required: bool = False

    def check(self, node: Node) -> None:
        """Note a violation when the field is too short, too long, or missing though required."""
        value = node.value.get(self.field)
        if value is None:
            self._check_absence(node)
        elif not isinstance(value, (str, list)):
            node.wrong(TYPES, self.field, "BASE_TYPE_BAD", "The value has the wrong type.")
        elif not self.low <= _measure(value) <= self.high:
            node.wrong(self.rule, self.field, *self._refusal())

    def _check_absence(self, node: Node) -> None:
        if self.required:
            node.wrong(self.rule, self.field, "BASE_TYPE_REQUIRED", "This field is required")

    def _refusal(self) -> tuple[str, str]:
        if self.low == 0:
            return "BASE_TYPE_MAX_LENGTH", f"Must be {self.high} or fewer in length."
        return "BASE_TYPE_BAD_LENGTH", f"Must be between {self.low} and {self.high} in length."


@dataclass(frozen=True, slots=True)
class Range:
    """The bounds of an integer, both allowed."""

    rule: str
    field: str
    low: int
    high: int

    def check(self, node: Node) -> None:
        """Note a violation when the number is out of bounds."""
        value = node.number(self.field)
        if value is not None and not self.low <= value <= self.high:
            message = f"int value should be between {self.low} and {self.high}."
            node.wrong(self.rule, self.field, "NUMBER_TYPE_RANGE", message)


def _measure(value: str | list[object]) -> int:
    return len(value.strip() if isinstance(value, str) else value)
