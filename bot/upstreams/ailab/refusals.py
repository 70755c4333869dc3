"""Why an offer does not take some options."""

from collections.abc import Iterable

from bot.domain.sentences import Reason, Sentence, Value
from bot.domain.tools import Options
from bot.upstreams.ailab.choosing import Names, choose
from bot.upstreams.ailab.names import TITLE, VARIABLE

_MOST_NAMED = 10
MOST_WORDS = 100
"""Of the vendor's short prompts."""


def unused(options: Options, *names: str) -> Sentence | None:
    """The first of these options that differs from what it is when nobody gives it, and that nothing is done with."""
    fields = type(options).model_fields
    name = next((name for name in names if getattr(options, name) != fields[name].default), None)
    return None if name is None else useless(name)


def useless(option: str) -> Sentence:
    """Nothing can be done with that option, or with what it was set to."""
    return Sentence.of(Reason.OPTION_UNUSED, option=option, provider=TITLE)


def needed(option: str) -> Sentence:
    """It does not work without that option."""
    return Sentence.of(Reason.OPTION_NEEDED, option=option)


def lacking(slot: str) -> Sentence:
    """It does not work without that picture."""
    return Sentence.of(Reason.PICTURE_NEEDED, slot=slot)


def off(setting: str) -> Sentence:
    """It works once the operator has given that setting."""
    return Sentence.of(Reason.FEATURE_OFF, provider=TITLE, setting=VARIABLE + setting.upper())


def not_offered(option: str, value: Value, accepted: Iterable[object]) -> Sentence:
    """It takes other values; not more than a few of them are named."""
    names = [str(each) for each in accepted]
    more = ["…"] if len(names) > _MOST_NAMED else []
    listed = ", ".join([*names[:_MOST_NAMED], *more])
    return Sentence.of(Reason.OPTION_NOT_OFFERED, option=option, value=value, accepted=listed)


def unlisted(option: str, value: str | None, names: Names) -> Sentence | None:
    """A name that is not one of these; nothing is refused where none is given."""
    return None if value is None or choose(names, value) is not None else not_offered(option, value, names)


def wordy(option: str, text: str | None) -> Sentence | None:
    """More words than the vendor takes."""
    count = len((text or "").split())
    return not_offered(option, f"{count} words", [f"up to {MOST_WORDS}"]) if count > MOST_WORDS else None
