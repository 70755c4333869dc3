"""A REST request after parsing, and its answer before writing: handlers know no HTTP library."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.files import Upload, names
from bot.sandbox.discord.refusals import Code, invalid_form, refusal
from bot.sandbox.discord.timeline import Draft
from bot.sandbox.discord.world import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request. `path` is below /api/v10; `body` is the JSON body or `payload_json`; `size` is in bytes."""

    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    uploads: Mapping[int, Upload] = field(default_factory=dict)
    size: int = 0
    authorization: str = field(default="", repr=False)

    def id(self, name: str) -> int:
        """A path parameter as a snowflake; 0, which nothing has, when it is none."""
        value = self.params.get(name, "")
        return int(value) if value.isdecimal() and value.isascii() else 0

    def form(self) -> Json:
        """The body as an object; Refusal 50035 when it is something else."""
        if self.body is None:
            return {}
        if not isinstance(self.body, dict):
            raise refusal(Code.INVALID_FORM)
        return self.body

    def draft(self) -> Draft:
        """The body and the uploads as a message."""
        return Draft(payload=self.form(), uploads=self.uploads)

    def file_names(self) -> list[str]:
        """The names of the uploads by n."""
        return names(self.uploads)

    def number(self, name: str) -> int | None:
        """A number of the query string; Refusal 50035 when it is none."""
        value = self.query.get(name)
        if value is None:
            return None
        if not (value.isdecimal() and value.isascii()):
            raise invalid_form(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        return int(value)

    def flag(self, name: str) -> bool:
        """A boolean of the query string (reference, "Boolean Query Strings")."""
        return self.query.get(name, "").lower() in {"1", "true"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: a JSON value, a text (sent as HTML), or with None nothing."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer, for whoever wants to check them. `status` is None when no answer was sent."""

    method: str
    path: str
    query: Mapping[str, str]
    request: Any
    uploads: tuple[str, ...]
    status: int | None
    response: Any


Handler = Callable[[Backend, Call], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Route:
    """A method, a path below /api/v10, and who answers.

    `open` routes need no bot token; `limited` ones belong to a rate-limit bucket.
    """

    method: str
    path: str
    handler: Handler
    open: bool = False
    limited: bool = True
