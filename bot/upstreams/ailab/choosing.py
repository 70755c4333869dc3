"""Choosing from the vendor's value lists by name."""

from collections.abc import Mapping

Names = Mapping[str, str]
"""From what a person reads to what is sent."""


def same(words: str) -> Names:
    """The words of a text, each sent as it reads."""
    return {word: word for word in words.split()}


def choose(names: Names, text: str) -> str | None:
    """What to send for a name or for the value itself, in whatever case; None where it is neither."""
    by_name = {_folded(name): value for name, value in names.items()}
    by_value = {_folded(value): value for value in names.values()}
    return by_name.get(_folded(text), by_value.get(_folded(text)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
