"""What is sent to a provider and what comes back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from bot.domain.offers import Fence


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request. `url` has no query; `headers`, `query` and `content` may hold secrets and are in no repr.

    `timeout_s` bounds the whole call and each wait in it. `paid`: it must never be sent twice. `fence` is asked when
    the connection stands and the first byte is about to leave.
    """

    url: str
    method: str = "POST"
    content: bytes = field(repr=False)
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout_s: float
    paid: bool
    fence: Fence | None = field(default=None, repr=False)

    @classmethod
    def json(cls, url: str, body: Mapping[str, Any], **rest: Any) -> Self:
        """A call whose body is a JSON object."""
        return cls(url=url, content=json.dumps(body).encode(), content_type="application/json", **rest)

    @classmethod
    def form(cls, url: str, body: Mapping[str, Any], **rest: Any) -> Self:
        """A call whose body is an HTML form."""
        return cls(url=url, content=urlencode(body).encode(), content_type="application/x-www-form-urlencoded", **rest)

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """The same call with other headers."""
        return replace(self, headers=headers)

    @property
    def place(self) -> str:
        """Host and path, for the log."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}{parts.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A JSON object, whatever the HTTP status it came with."""

    status: int
    content_type: str
    data: dict[str, Any] = field(repr=False)
