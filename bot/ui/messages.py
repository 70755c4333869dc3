"""Every sentence, by key and locale."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from discord.utils import escape_markdown

from bot.domain.sentences import Reason, Sentence, Value
from bot.ui import english
from bot.ui.figures import figure
from bot.ui.notices import Notice

_LONGEST_VALUE = 100
_MARKS = re.compile(r"\*\*|`")


@dataclass(frozen=True, slots=True)
class Language:
    """All texts of one language."""

    reasons: Mapping[Reason, str]
    notices: Mapping[Notice, str]


LANGUAGES: Mapping[str, Language] = {"en": Language(english.REASONS, english.NOTICES)}
"""By the first part of Discord's locale: `en` serves en-US and en-GB. English serves everybody else."""


class _Figures(dict[str, str]):
    """A value that an older row lacks shows as a gap; a person still gets their sentence."""

    def __missing__(self, name: str) -> str:
        return "…"


def tell(sentence: Sentence, locale: str) -> str:
    """A sentence of the domain. Its strings may come from a stranger or a provider: they are escaped and cut."""
    shown = {name: _safe(figure(name, value)) for name, value in sentence.values.items()}
    return _language(locale).reasons[sentence.reason].format_map(_Figures(shown))


def tell_plainly(sentence: Sentence, locale: str) -> str:
    """The same for a terminal or a program: without Discord's marks. A stranger's strings stay one printable line."""
    shown = {name: _line(figure(name, value)) for name, value in sentence.values.items()}
    return _MARKS.sub("", _language(locale).reasons[sentence.reason]).format_map(_Figures(shown))


def say(notice: Notice, locale: str, **values: Value) -> str:
    """A notice with our own values: strings go in as they are, timestamps and mentions among them."""
    shown = {name: figure(name, value) for name, value in values.items()}
    return _language(locale).notices[notice].format_map(_Figures(shown))


def _language(locale: str) -> Language:
    return LANGUAGES.get(locale.split("-", maxsplit=1)[0], LANGUAGES["en"])


def _safe(text: str) -> str:
    return escape_markdown(_line(text))


def _line(text: str) -> str:
    return "".join(character for character in " ".join(text.split()) if character.isprintable())[:_LONGEST_VALUE]
