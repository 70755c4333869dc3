"""Form errors as Discord nests them: by path, down to `_errors: [{code, message}]` (reference, "Error Messages")."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.sandbox.discord.rules.rule import Rule

TYPES = "form.types"
RULES = (Rule(TYPES, "A field has the JSON type that it is documented with.", "reference.mdx"),)

Path = tuple[str | int, ...]
_INVALID_FORM = 50035
_LONGEST_NUMBER = 20


class Refusal(Exception):
    """An error answer of Discord. `errors` is the tree of a form error (50035), else None."""

    def __init__(self, *, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message} {errors or ''}".rstrip())
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors


class Form:
    """Collects what is wrong with one payload, so that one answer names all of it. Rules in `off` are not enforced."""

    def __init__(self, off: Collection[str] = ()) -> None:
        self._off = off
        self._errors: dict[str, Any] = {}
        self._refusals: list[Refusal] = []

    def add(self, rule: str, path: Path, code: str, message: str) -> None:
        """A violation at one place of the form."""
        if rule in self._off:
            return
        node = self._errors
        for step in path or ("_misc",):
            node = node.setdefault(str(step), {})
        found: list[dict[str, str]] = node.setdefault("_errors", [])
        if (error := {"code": code, "message": message}) not in found:
            found.append(error)

    def add_refusal(self, rule: str, refusal: Refusal) -> None:
        """A violation that has an error code of its own; form errors go before it."""
        if rule not in self._off:
            self._refusals.append(refusal)

    def close(self) -> None:
        """Raise Refusal when anything was wrong."""
        if self._errors:
            raise Refusal(status=400, code=_INVALID_FORM, message="Invalid Form Body", errors=self._errors)
        if self._refusals:
            raise self._refusals[0]


class Node:
    """One object of a payload, and where it stands.

    Reading is typed: a value of another type violates `form.types` and reads as absent; null is absent too.
    """

    def __init__(self, form: Form, value: Mapping[str, Any], path: Path = ()) -> None:
        self.form = form
        self.value = value
        self.path = path

    def has(self, key: str) -> bool:
        """Whether there is anything but null."""
        return self.value.get(key) is not None

    def wrong(self, rule: str, key: str | None, code: str, message: str) -> None:
        """A violation at a field, or at this object itself."""
        self.form.add(rule, self.path if key is None else (*self.path, key), code, message)

    def text(self, key: str) -> str | None:
        """A string."""
        value = self.value.get(key)
        if value is None or isinstance(value, str):
            return value
        self.wrong(TYPES, key, "STRING_TYPE_CONVERT", "Could not interpret the value as string.")
        return None

    def number(self, key: str) -> int | None:
        """An integer, or one in a string."""
        value = self.value.get(key)
        if isinstance(value, str) and len(value) < _LONGEST_NUMBER and value.isascii() and value.isdecimal():
            return int(value)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.wrong(TYPES, key, "NUMBER_TYPE_COERCE", "The value is not int.")
        return None

    def child(self, key: str) -> "Node | None":
        """An object."""
        value = self.value.get(key)
        return None if value is None else self._object(value, key)

    def children(self, key: str) -> "list[Node]":
        """A list of objects."""
        found = [self._object(value, key, index) for index, value in enumerate(self.items(key))]
        return [node for node in found if node is not None]

    def items(self, key: str) -> list[Any]:
        """A list."""
        value = self.value.get(key)
        if value is None or isinstance(value, list):
            return value or []
        self.wrong(TYPES, key, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
        return []

    def _object(self, value: object, *steps: str | int) -> "Node | None":
        path = (*self.path, *steps)
        if isinstance(value, Mapping):
            return Node(self.form, value, path)
        self.form.add(TYPES, path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType.")
        return None
