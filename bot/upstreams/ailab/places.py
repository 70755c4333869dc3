"""Where the result is in an answer: there is no common place, and the same word means different things."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from bot.domain.outcomes import Found
from bot.upstreams.ailab.names import TITLE
from bot.upstreams.custom.place import find
from bot.upstreams.lenient import garbled, read_urls

_MOST_RESULTS = 100
_PREFIX = re.compile(r"data:[\w./+-]{0,100};base64,", re.ASCII)


class Encoding(Enum):
    """How a result is written."""

    URL = auto()
    BASE64 = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The places that may hold the result; the first that does counts."""

    paths: tuple[str, ...]
    encoding: Encoding

    def read(self, data: dict[str, Any]) -> tuple[Found, ...]:
        """The results in a whole answer; none: there is nothing. Raises Garbled for what cannot be one.

        Slow for base64. When an address expires is filled in by whoever calls it.
        """
        for path in self.paths:
            if values := [each for each in _flat(find(path, data)) if each not in (None, "")]:
                return self._decoded(values)
        return ()

    def _decoded(self, values: list[Any]) -> tuple[Found, ...]:
        if self.encoding is Encoding.URL:
            return tuple(Found(url=url) for url in dict.fromkeys(read_urls(values, title=TITLE)))
        if len(values) > _MOST_RESULTS:
            raise garbled(TITLE, "too many results")
        return tuple(Found(data=_bytes(value)) for value in values)


def at_url(*paths: str) -> Place:
    """One web address, or a list of them."""
    return Place(paths=paths, encoding=Encoding.URL)


def in_base64(*paths: str) -> Place:
    """The picture itself, or a list of them."""
    return Place(paths=paths, encoding=Encoding.BASE64)


def _flat(values: Iterable[Any]) -> list[Any]:
    return [each for value in values for each in (value if isinstance(value, list) else [value])]


def _bytes(value: Any) -> bytes:
    """Standard base64, perhaps behind the prefix of a data URL and broken into lines; no page says which."""
    if not isinstance(value, str):
        raise garbled(TITLE, "a result that is no base64")
    prefix = _PREFIX.match(value)
    text = value[prefix.end() if prefix else 0 :].replace("\r", "").replace("\n", "")
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise garbled(TITLE, "a result that is no base64") from error
    if not data:
        raise garbled(TITLE, "an empty result")
    return data
