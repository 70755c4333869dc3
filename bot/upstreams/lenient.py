"""Vendors' JSON as it may come: numbers as strings, null for nothing, fields missing, fields more than promised."""

import re
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.domain.errors import Garbled
from bot.domain.sentences import Reason
from bot.upstreams.parsing import shape

_LONGEST_CODE = 32
_LONGEST_LABEL = 64
_MOST_RESULTS = 100
"""A group's picture may show a school class: each face is a result."""
_NAME = re.compile(r"[\x21-\x7e]{1,200}")
_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,18}\s*")
_LARGEST = 10**18
_SEED = re.compile(r"\s*[0-9]{1,20}\s*")
_LARGEST_SEED = 2**64 - 1
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f\ud800-\udfff]{1,4000}", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


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
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    number = value if isinstance(value, int) else _whole(value)
    text = str(number) if is_number and number is not None else value
    return text if isinstance(text, str) and _NAME.fullmatch(text) else None


def _seed(value: Any) -> int | None:
    number = int(value) if isinstance(value, str) and _SEED.fullmatch(value) else value
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return number if is_number and 0 <= number <= _LARGEST_SEED else None


def _truth(value: Any) -> bool | None:
    is_plain = isinstance(value, bool | int | str)
    return _TRUTHS.get(str(value).strip().lower()) if is_plain else None


def _line(value: Any) -> str:
    return _CONTROL.sub("", _text(value)).strip()


def _label(value: Any) -> str:
    words = _line(value if isinstance(value, str) else _name(value)).split()
    return " ".join(words)[:_LONGEST_LABEL]


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
Seed = Annotated[int | None, BeforeValidator(_seed)]
"""Up to 64 bits without a sign, or the same as text; None for anything else."""
Truth = Annotated[bool | None, BeforeValidator(_truth)]
"""Yes or no, however it is written; None for anything else."""
Label = Annotated[str, BeforeValidator(_label)]
"""A short name for people, or a number as text; empty for anything else."""
Line = Annotated[str, BeforeValidator(_line)]
"""Prose that can be shown and stored, whole; empty for anything else."""
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
    if len(urls) > _MOST_RESULTS or not all(isinstance(url, str) and _URL.fullmatch(url) for url in urls):
        raise garbled(title, "a result that is no web address, or too many of them")
    return tuple(urls)


def read_texts(value: Any, *, title: str) -> tuple[str, ...]:
    """The texts in a text or a list of texts, blank ones left out. Raises Garbled for anything else.

    What cannot be stored or shown (control characters, half a surrogate) is taken out.
    """
    texts = value if isinstance(value, list) else [value]
    if value is None or value == []:
        return ()
    if len(texts) > _MOST_RESULTS or not all(isinstance(text, str) for text in texts):
        raise garbled(title, "a result that is no text, or too many of them")
    cleaned = (_line(text) for text in texts)
    return tuple(text for text in cleaned if text)


def fields_of(value: Any) -> dict[str, Any]:
    """The object that `value` is; an empty one for null, a list and anything else."""
    return _fields(value)


def garbled(title: str, detail: str) -> Garbled:
    """The answer of the provider called `title` is not what its documents promise."""
    return Garbled(Reason.UPSTREAM_GARBLED, detail=detail, provider=title)
