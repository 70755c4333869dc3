"""A schema of Discord's, and what it has against a body."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator

from tests.openapi.explanation import leaves, pointer

_ID = re.compile(r'"[1-9]\d{16,19}"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Where in the body, as a JSON pointer, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Schema:
    """Remembers every body, save for its ids: each start of a bot sends the same large list of commands."""

    validator: Draft202012Validator
    _known: dict[str, tuple[Flaw, ...]] = field(default_factory=dict, repr=False)

    def flaws(self, body: Any) -> tuple[Flaw, ...]:
        """All of them; a body that differs from an earlier one in ids only has the same ones, with the earlier ids."""
        key = _ID.sub('"id"', json.dumps(body))
        if key not in self._known:
            self._known[key] = self._found(body)
        return self._known[key]

    def _found(self, body: Any) -> tuple[Flaw, ...]:
        errors = (leaf for error in self.validator.iter_errors(body) for leaf in leaves(error))
        return tuple(Flaw(where=pointer(error), why=error.message) for error in errors)
