"""Discord's OpenAPI file: which operation a request is, and the schema of each of its bodies."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.openapi.schema import Schema

VARIABLE = "DARKROOM_OPENAPI"
_BESIDE_THE_REPOSITORY = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"
_URI = "urn:discord"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """A method and a path template."""

    method: str
    template: str

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


def locate() -> Path | None:
    """Discord's file: where the environment variable says, else beside the repository; None when there is none."""
    path = Path(os.environ.get(VARIABLE) or _BESIDE_THE_REPOSITORY)
    return path if path.is_file() else None


@dataclass(slots=True)
class Specification:
    """The parsed file. Schemas are made once and kept."""

    document: Json = field(repr=False)
    _registry: Registry[Any] = field(init=False, repr=False)
    _templates: list[tuple[re.Pattern[str], str]] = field(init=False, repr=False)
    _schemas: dict[str, Schema] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        resource = DRAFT202012.create_resource(self.document)
        self._registry = Registry().with_resource(_URI, resource)
        literal_first = sorted(self.document["paths"], key=lambda template: template.count("{"))
        self._templates = [(_pattern(template), template) for template in literal_first]

    @classmethod
    def read(cls, path: Path) -> "Specification":
        """Parse the file."""
        return cls(json.loads(path.read_bytes()))

    def operation(self, method: str, path: str) -> Operation | None:
        """The operation that a request is; literal segments win over parameters."""
        for pattern, template in self._templates:
            if method.lower() in self.document["paths"][template] and pattern.fullmatch(path):
                return Operation(method, template)
        return None

    def request(self, operation: Operation) -> Schema | None:
        """The schema of the request body; None when the operation takes none."""
        entry = self._entry(operation)
        return self._schema(*self._steps(operation), "requestBody") if "requestBody" in entry else None

    def documents(self, operation: Operation, status: int) -> bool:
        """Whether the operation may answer with this status."""
        return self._status(operation, status) is not None

    def response(self, operation: Operation, status: int) -> Schema | None:
        """The schema of the response body; None when no JSON is documented."""
        key = self._status(operation, status)
        if key is None:
            return None
        reference = self._entry(operation)["responses"][key].get("$ref")
        steps = (*self._steps(operation), "responses", key) if reference is None else reference.split("/")[1:]
        return self._schema(*steps)

    def _status(self, operation: Operation, status: int) -> str | None:
        responses = self._entry(operation)["responses"]
        return next((key for key in (str(status), f"{status // 100}XX") if key in responses), None)

    def _entry(self, operation: Operation) -> Json:
        entry: Json = self.document["paths"][operation.template][operation.method.lower()]
        return entry

    def _schema(self, *steps: str) -> Schema | None:
        if "application/json" not in self._at(steps).get("content", {}):
            return None
        tail = (*steps, "content", "application/json", "schema")
        pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in tail)
        if pointer not in self._schemas:
            reference = {"$ref": f"{_URI}#/{pointer}"}
            self._schemas[pointer] = Schema(Draft202012Validator(reference, registry=self._registry))
        return self._schemas[pointer]

    def _at(self, steps: tuple[str, ...]) -> Json:
        node = self.document
        for step in steps:
            node = node[step]
        return node

    @staticmethod
    def _steps(operation: Operation) -> tuple[str, ...]:
        return "paths", operation.template, operation.method.lower()


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(map(re.escape, re.split(r"\{\w+\}", template))))
