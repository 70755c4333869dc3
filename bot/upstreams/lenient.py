"""Vendors' JSON as it may come: numbers as strings, null for nothing, fields missing, fields more than promised."""

import re
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.domain.errors import Garbled
from bot.domain.sentences import Reason
from bot.upstreams.parsing import shape

_LONGEST_CODE = 32
_MOST_PICTURES = 20
_NAME = re.compile(r"[\x21-\x7e]{1,200}")
_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,18}\s*")
_LARGEST = 10**18
_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f\ud800-\udfff]{1,4000}", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


class Wire(BaseModel):
    """The base of what a vendor sends: unknown fields are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


WireT = TypeVar("WireT", bound=Wire)


def _whole(value: Any) -> int | None:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and abs(value) < _LARGEST else None


def _code(value: Any) -> str:
    if isinstance(value, str):
        return _UNPRINTABLE.sub("?", value.strip())[:_LONGEST_CODE]
    number = _whole(value)
    if number is None:
        raise ValueError("neither text nor a number")
    return str(number)


def _name(value: Any) -> str | None:
    text = str(value) if _whole(value) is not None and not isinstance(value, str) else value
    return text if isinstance(text, str) and _NAME.fullmatch(text) else None


def _text(value: Any) -> str:
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""


def _fields(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


Whole = Annotated[int | None, BeforeValidator(_whole)]
"""A number, or the same as text; None for anything else."""
Code = Annotated[str, BeforeValidator(_code)]
"""A code as short printable text; the number and the text 200 are the same. Anything else is an error."""
Name = Annotated[str | None, BeforeValidator(_name)]
"""An opaque id of the vendor's; None for anything that cannot be one."""
Text = Annotated[str, BeforeValidator(_text)]
"""Prose; empty for anything else."""
Fields = Annotated[dict[str, Any], BeforeValidator(_fields)]
"""An object; empty for null, a list and anything else."""


def read(model: type[WireT], data: dict[str, Any], *, title: str) -> WireT:
    """The answer as that model. Raises Garbled, with the answer's shape."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise garbled(title, shape(data)) from error


def read_urls(value: Any, *, title: str) -> tuple[str, ...]:
    """The web addresses in a text or a list of texts; none for null, "" and []. Raises Garbled for anything else."""
    if value in (None, "", []):
        return ()
    urls = value if isinstance(value, list) else [value]
    if len(urls) > _MOST_PICTURES or not all(isinstance(url, str) and _URL.fullmatch(url) for url in urls):
        raise garbled(title, "a result that is no web address, or too many of them")
    return tuple(urls)


def garbled(title: str, detail: str) -> Garbled:
    """The answer of the provider called `title` is not what its documents promise."""
    return Garbled(Reason.UPSTREAM_GARBLED, detail=detail, provider=title)
