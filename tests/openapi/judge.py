"""Holds every REST exchange against Discord's OpenAPI file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.openapi.allowed import ALLOWED, Allowed
from tests.openapi.schema import Schema
from tests.openapi.specification import Specification

_LONGEST = 120


class Exchange(Protocol):
    """A request and its answer; `path` is below /api/v10, `request` the JSON body or `payload_json`."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query(self) -> Mapping[str, str]: ...
    @property
    def request(self) -> Any: ...
    @property
    def status(self) -> int | None: ...
    @property
    def response(self) -> Any: ...


@dataclass(slots=True)
class Judge:
    """Collects violations; without a specification it finds none.

    Not judged: requests that were refused (4xx), answers that are no JSON of Discord's (5xx, HTML), answers never sent.
    """

    specification: Specification | None
    allowed: Sequence[Allowed] = ALLOWED
    violations: list[str] = field(default_factory=list)
    used: set[Allowed] = field(default_factory=set)

    def judge(self, exchange: Exchange) -> None:
        """Note what is wrong with both bodies."""
        if self.specification is None:
            return
        operation = self.specification.operation(exchange.method, exchange.path)
        if operation is None:
            self._note(f"{exchange.method} {exchange.path}", "request", "", "Discord documents no such route.")
            return
        route, status = str(operation), exchange.status
        if status is None or not _is_refusal(status):
            self._validate(self.specification.request(operation), route, "request", exchange.request)
        if status is None or status >= 500 or isinstance(exchange.response, str):
            return
        if not self.specification.documents(operation, status):
            self._note(route, "response", "", f"Discord documents no answer {status}.")
        self._validate(self.specification.response(operation, status), route, "response", exchange.response)

    def verdict(self) -> None:
        """AssertionError when there were violations."""
        assert not self.violations, "Discord's OpenAPI file disagrees:\n" + "\n".join(self.violations)

    def unused(self) -> list[Allowed]:
        """Allowed differences that never occurred."""
        return [allowed for allowed in self.allowed if allowed not in self.used]

    def _validate(self, schema: Schema | None, route: str, side: str, body: Any) -> None:
        if schema is None or body is None:
            return
        for flaw in schema.flaws(body):
            self._note(route, side, flaw.where, flaw.why)

    def _note(self, route: str, side: str, where: str, message: str) -> None:
        covering = [allowed for allowed in self.allowed if allowed.covers(route, side, where)]
        self.used.update(covering)
        text = f"{route} {side} {where or '(whole)'}: {_shortened(message)}"
        if not covering and text not in self.violations:
            self.violations.append(text)


def _shortened(message: str) -> str:
    """The beginning and the end: a validator's message starts with the value and ends with the reason."""
    return message if len(message) <= 2 * _LONGEST else f"{message[:_LONGEST]} … {message[-_LONGEST:]}"


def _is_refusal(status: int) -> bool:
    return 400 <= status < 500
