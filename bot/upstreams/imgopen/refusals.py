"""Why an offer does not take some options."""

from bot.domain.sentences import Reason, Sentence
from bot.domain.tools import Options
from bot.upstreams.imgopen.names import TITLE, VARIABLE


def unused(options: Options, *names: str) -> Sentence | None:
    """The first of these options that was given although nothing could be done with it."""
    name = next((name for name in names if getattr(options, name) is not None), None)
    return None if name is None else useless(name)


def useless(option: str) -> Sentence:
    """Nothing can be done with that option, or with what it was set to."""
    return Sentence.of(Reason.OPTION_UNUSED, option=option, provider=TITLE)


def needed(option: str) -> Sentence:
    """It does not work without that option."""
    return Sentence.of(Reason.OPTION_NEEDED, option=option)


def unset(setting: str) -> Sentence:
    """It works once the operator has given that setting."""
    return off(VARIABLE + setting.upper())


def off(switch: str) -> Sentence:
    """It works once the operator has added that."""
    return Sentence.of(Reason.FEATURE_OFF, provider=TITLE, setting=switch)
