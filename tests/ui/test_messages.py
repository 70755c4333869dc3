"""Everything that may be said has words, in every language, with the figures that belong into it."""

import inspect
import re
from string import Formatter
from types import ModuleType

import pytest

from bot.domain import sentences
from bot.domain.sentences import Reason, Sentence
from bot.ui import notices
from bot.ui.messages import LANGUAGES, say, tell, tell_plainly
from bot.ui.notices import Notice

_LISTED = re.compile(r'^    \w+ = "(\w+)"(?:  # ([\w, ]+))?$', re.MULTILINE)


def _values_listed_in(module: ModuleType) -> dict[str, set[str]]:
    """The value names that stand beside each key in the source."""
    found = _LISTED.findall(inspect.getsource(module))
    return {key: {name.strip() for name in names.split(",") if name.strip()} for key, names in found}


REASON_VALUES = _values_listed_in(sentences)
NOTICE_VALUES = _values_listed_in(notices)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_text_that_needs_only_the_values_listed_beside_it(language: str, reason: Reason) -> None:
    assert _placeholders(LANGUAGES[language].reasons[reason]) <= REASON_VALUES[reason]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("notice", Notice)
def test_every_notice_has_a_text_with_exactly_the_values_listed_beside_it(language: str, notice: Notice) -> None:
    assert _placeholders(LANGUAGES[language].notices[notice]) == NOTICE_VALUES[notice]


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_formats_with_its_values(reason: Reason) -> None:
    text = tell(Sentence.of(reason, **dict.fromkeys(REASON_VALUES[reason], 3)), "en-US")
    assert text
    assert "{" not in text
    assert "…" not in text


def test_a_refusal_names_the_limit_and_the_pictures_own_figure() -> None:
    sentence = Sentence.of(Reason.FILE_TOO_LARGE, slot="image", size_bytes=24_500_000, max_bytes=10_000_000)
    assert tell(sentence, "en-US") == "**image** is 24.5 MB; at most 10 MB works here."


def test_sides_read_with_thousands_set_apart() -> None:
    sentence = Sentence.of(Reason.SIDE_TOO_LARGE, slot="image", width=12000, height=300, max_side=9216)
    assert tell(sentence, "en-US") == "**image** is 12,000 \u00d7 300; no side may be longer than 9,216 px."


def test_a_strangers_text_cannot_format_anything() -> None:
    sentence = Sentence.of(Reason.OPTION_INVALID, option="mode", value="**{0.__class__}** `x`\n# big")
    assert tell(sentence, "en-US") == r"**mode** can't be \*\*{0.\_\_class\_\_}\*\* \`x\` # big."


def test_a_strangers_text_is_cut() -> None:
    assert len(tell(Sentence.of(Reason.OPTION_INVALID, option="mode", value="x" * 5000), "en-US")) < 200


def test_a_row_that_lacks_a_value_still_gives_a_sentence() -> None:
    assert tell(Sentence.of(Reason.PROVIDER_DOWN), "en-US") == "… isn't answering at the moment."


def test_an_unknown_locale_reads_english() -> None:
    assert say(Notice.CANCEL, "tlh") == say(Notice.CANCEL, "en-GB")


def test_a_plain_sentence_has_no_marks_of_ours_and_no_string_is_escaped() -> None:
    sentence = Sentence.of(Reason.FEATURE_OFF, provider="Img Open", setting="DARKROOM_PROVIDERS__IMGOPEN__CONTROLNET")
    assert tell_plainly(sentence, "en-US").endswith(" DARKROOM_PROVIDERS__IMGOPEN__CONTROLNET.")
    marked = Sentence.of(Reason.OPTION_INVALID, option="mode", value="**a** `b`")
    assert tell_plainly(marked, "en-US") == "mode can't be **a** `b`."


def test_a_strangers_text_cannot_move_the_cursor_of_a_terminal() -> None:
    sentence = Sentence.of(Reason.OPTION_INVALID, option="mode", value="a\x1b[2J\x07\r\nb")
    assert tell_plainly(sentence, "en-US") == "mode can't be a[2J b."


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_can_be_said_plainly(reason: Reason) -> None:
    text = tell_plainly(Sentence.of(reason, **dict.fromkeys(REASON_VALUES[reason], 3)), "en-US")
    assert not {"{", "`", "*", "…"} & set(text)
