"""What can go wrong between us and Discord, and what each trouble means for a delivery."""

from dataclasses import dataclass
from enum import StrEnum

import aiohttp
import discord

DROPPED = (aiohttp.ClientError, OSError, TimeoutError)
"""No answer: discord.py does not repeat these on Linux (errno 104 is not in its list)."""

BROKEN_OFF = (aiohttp.ClientError, ConnectionError)
"""Those of them that are worth another try at once."""

TROUBLE = (discord.HTTPException, discord.RateLimited, *DROPPED)
"""Everything that a call to Discord raises."""

UNKNOWN_MESSAGE = 10008
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060

_GONE_WAYS = frozenset({
    10003,  # unknown channel
    10015,  # unknown webhook: the token is not known (any more)
    30046,  # too many edits of an old message: a new one is needed
    40003,  # opening direct messages too fast
    50001,  # no access
    50007,  # this person takes no direct messages
    50013,  # no permission
    50027,  # the token has expired
    50278,  # no server in common
    200000,  # the server's automatic moderation
    240000,  # the server's links filter
    400001,  # uploads are limited in this server
})  # fmt: skip
_TOO_LARGE = frozenset({40005, 50045})
_BAD_UPLOAD = frozenset({50046, 50146})
_CLOUDFLARE = 40333
_OVERLOADED = 130000
_STATUS_UNAUTHORIZED = 401
_STATUS_FORBIDDEN = 403
_STATUS_TOO_LARGE = 413
_STATUS_TOO_MANY = 429
_STATUS_SERVER = 500

_SOON_S = 15.0
_LATER_S = 60.0
_MUCH_LATER_S = 900.0


class Meaning(StrEnum):
    """What a trouble means for the way on which it happened."""

    CLOSED = "closed"  # this way is shut for good; another may be open
    DELETED = "deleted"  # somebody removed our message: not to be posted again unasked
    TOO_LARGE = "too large"  # smaller files may pass
    LATER = "later"  # the same again after a while
    REFUSED = "refused"  # the form of what we sent is wrong: our defect


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A trouble, understood. `why` is for the log and never holds a token."""

    meaning: Meaning
    why: str
    again_s: float | None = None


def diagnose(error: Exception) -> Diagnosis:
    """Understand one of `TROUBLE`. The codes are Discord's; where one is unknown, the HTTP status decides."""
    if isinstance(error, discord.RateLimited):
        return Diagnosis(meaning=Meaning.LATER, why="rate limit", again_s=error.retry_after)
    if isinstance(error, discord.HTTPException):
        return _of_answer(error.status, error.code)
    return Diagnosis(meaning=Meaning.LATER, why=type(error).__name__, again_s=_SOON_S)


def is_code(error: Exception, code: int) -> bool:
    """Whether Discord answered with this error code."""
    return isinstance(error, discord.HTTPException) and error.code == code


def _of_answer(status: int, code: int) -> Diagnosis:
    why = f"Discord answered {status}, code {code}"
    again_s = _pause(status, code)
    if again_s is not None:
        return Diagnosis(meaning=Meaning.LATER, why=why, again_s=again_s)
    return Diagnosis(meaning=_for_good(status, code), why=why)


def _pause(status: int, code: int) -> float | None:
    if code == _CLOUDFLARE:
        return _MUCH_LATER_S
    if code in _GONE_WAYS:
        return None
    if status in {_STATUS_UNAUTHORIZED, _STATUS_TOO_MANY}:
        return _LATER_S
    if status >= _STATUS_SERVER or code in _BAD_UPLOAD or code == _OVERLOADED:
        return _SOON_S
    return None


def _for_good(status: int, code: int) -> Meaning:
    if code == UNKNOWN_MESSAGE:
        return Meaning.DELETED
    if code in _TOO_LARGE or status == _STATUS_TOO_LARGE:
        return Meaning.TOO_LARGE
    if code in _GONE_WAYS or status == _STATUS_FORBIDDEN:
        return Meaning.CLOSED
    return Meaning.REFUSED
