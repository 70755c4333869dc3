"""Limits of single fields, as rows that check themselves."""

from dataclasses import dataclass

from bot.sandbox.discord.rules.form import Node


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a text may have. Blanks around it are not counted."""

    rule: str
    field: str
    low: int
    high: int
    required: bool = False

    def check(self, node: Node) -> None:
        """Note a violation when the field is too short, too long, or missing though required."""
        if not node.has(self.field):
            self._check_absence(node)
            return
        size = self._measure(node)
        if size is not None and not self.low <= size <= self.high:
            node.wrong(self.rule, self.field, *self._refusal())

    def _measure(self, node: Node) -> int | None:
        text = node.text(self.field)
        return None if text is None else len(text.strip())

    def _check_absence(self, node: Node) -> None:
        if self.required:
            node.wrong(self.rule, self.field, "BASE_TYPE_REQUIRED", "This field is required")

    def _refusal(self) -> tuple[str, str]:
        if self.low == 0:
            return "BASE_TYPE_MAX_LENGTH", f"Must be {self.high} or fewer in length."
        return "BASE_TYPE_BAD_LENGTH", f"Must be between {self.low} and {self.high} in length."


@dataclass(frozen=True, slots=True)
class Count(Length):
    """How many entries a list may have."""

    def _measure(self, node: Node) -> int | None:
        entries = node.items(self.field)
        return len(entries) if isinstance(node.value[self.field], list) else None


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
