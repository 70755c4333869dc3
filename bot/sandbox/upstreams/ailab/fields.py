"""Text fields of a form, as a page describes them. On the wire all of them are decimal text or words."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.sandbox.upstreams.crafts.commission import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `read` raises ValueError, in words, for what the page does not allow."""

    name: str
    read: Callable[[str], Value]
    required: bool = False
    default: Value = None


def choice(name: str, values: Iterable[str], *, required: bool = False, default: str | None = None) -> Field:
    """One of these."""
    known = frozenset(values)

    def read(text: str) -> Value:
        if text not in known:
            raise ValueError("is none of the page's values")
        return text

    return Field(name=name, read=read, required=required, default=default)


def whole(
    name: str, least: int, most: int | None = None, *, required: bool = False, default: int | None = None
) -> Field:
    """An integer, both ends included."""

    def read(text: str) -> Value:
        if not re.fullmatch(r"-?\d{1,18}", text):
            raise ValueError("is no integer")
        return int(_within(int(text), least, most))

    return Field(name=name, read=read, required=required, default=default)


def number(
    name: str, least: float, most: float | None = None, *, required: bool = False, default: float | None = None
) -> Field:
    """A decimal number, both ends included."""

    def read(text: str) -> Value:
        if not re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", text):
            raise ValueError("is no decimal number")
        return _within(float(text), least, most)

    return Field(name=name, read=read, required=required, default=default)


def words(name: str, most: int, *, required: bool = False, default: str | None = None) -> Field:
    """A text. What is longer than so many characters is cut off in silence."""

    def read(text: str) -> Value:
        if required and not text.strip():
            raise ValueError("is blank")
        return text[:most]

    return Field(name=name, read=read, required=required, default=default)


def prompt(name: str, most_words: int) -> Field:
    """A text of so many words at most."""

    def read(text: str) -> Value:
        if len(text.split()) > most_words:
            raise ValueError(f"has more than {most_words} words")
        return text

    return Field(name=name, read=read)


def matching(name: str, pattern: str, *, required: bool = False) -> Field:
    """A text of that form."""

    def read(text: str) -> Value:
        if not re.fullmatch(pattern, text):
            raise ValueError("has another form on its page")
        return text

    return Field(name=name, read=read, required=required)


def json_object(name: str, keys: Iterable[str]) -> Field:
    """JSON text of an object with exactly these keys."""
    known = frozenset(keys)

    def read(text: str) -> Value:
        value = json.loads(text)
        if not isinstance(value, dict) or value.keys() != known:
            raise ValueError("is no object with the page's keys")
        return text

    return Field(name=name, read=read)


def task_type(value: str, *, required: bool = True) -> Field:
    """The page's only `task_type`."""
    return choice("task_type", (value,), required=required)


def _within(value: float, least: float, most: float | None) -> float:
    if value < least or (most is not None and value > most):
        raise ValueError(f"is outside {least} to {most}")
    return value
