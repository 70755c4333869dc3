"""What is sent to a provider and what comes back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import httpx

from bot.domain.offers import Fence

MAX_ANSWER_BYTES = 2**20
"""Ample for an answer without a picture in it."""


def _says_nothing(_: Mapping[str, Any]) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file in a form. `filename` has the extension, and `content_type` the type, of what the bytes really are."""

    filename: str
    content: bytes = field(repr=False)
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request. `url` has no query; `headers`, `query` and `content` may hold secrets and are in no repr.

    `timeout_s` bounds the whole call and each wait in it. `paid`: it must never be sent twice. `fence` is asked when
    the connection stands and the first byte is about to leave. `explains`: whether a JSON object says by itself what
    went wrong; it is then heard at any status, also at one that the web server answers by itself (401, 429, 502, ...).
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
    explains: Callable[[Mapping[str, Any]], bool] = field(default=_says_nothing, repr=False)
    max_answer_bytes: int = MAX_ANSWER_BYTES

    @classmethod
    def json(cls, url: str, body: Mapping[str, Any], **rest: Any) -> Self:
        """A call whose body is a JSON object."""
        return cls(url=url, content=json.dumps(body).encode(), content_type="application/json", **rest)

    @classmethod
    def form(cls, url: str, body: Mapping[str, Any], **rest: Any) -> Self:
        """A call whose body is an HTML form."""
        return cls(url=url, content=urlencode(body).encode(), content_type="application/x-www-form-urlencoded", **rest)

    @classmethod
    def multipart(cls, url: str, fields: Mapping[str, str], files: Mapping[str, Upload], **rest: Any) -> Self:
        """A call whose body is `multipart/form-data`, even without a file; `files` by field name. Not without both."""
        texts = [(name, (None, value.encode())) for name, value in fields.items()]
        parts = [(name, (file.filename, file.content, file.content_type)) for name, file in files.items()]
        request = httpx.Request("POST", url, files=[*texts, *parts])
        return cls(url=url, content=request.read(), content_type=request.headers["content-type"], **rest)

    @classmethod
    def get(cls, url: str, **rest: Any) -> Self:
        """A call without a body, by GET."""
        return cls(url=url, method="GET", content=b"", content_type="", **rest)

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
    """A JSON object, whatever the HTTP status it came with. `retry_after_s`: when to come back, where it says so."""

    status: int
    content_type: str
    retry_after_s: float | None = None
    data: dict[str, Any] = field(repr=False)
