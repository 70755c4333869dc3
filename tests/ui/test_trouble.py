"""What a trouble with Discord means is decided by its code, then by its status."""

from http import HTTPStatus

import aiohttp
import discord
import pytest

from bot.ui.trouble import Meaning, diagnose


class Answer:
    """All that discord.py's errors read of a response."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.reason = HTTPStatus(status).phrase


def answered(status: int, code: int) -> discord.HTTPException:
    """What discord.py raises for an answer."""
    answer = Answer(status)
    return discord.HTTPException(answer, {"code": code, "message": "no"})  # type: ignore[arg-type]  # in aiohttp's place


@pytest.mark.parametrize(
    ("status", "code", "meaning"),
    [
        (401, 50027, Meaning.CLOSED),
        (404, 10015, Meaning.CLOSED),
        (404, 10003, Meaning.CLOSED),
        (403, 50001, Meaning.CLOSED),
        (403, 50013, Meaning.CLOSED),
        (403, 50007, Meaning.CLOSED),
        (403, 50278, Meaning.CLOSED),
        (400, 200000, Meaning.CLOSED),
        (400, 240000, Meaning.CLOSED),
        (400, 400001, Meaning.CLOSED),
        (429, 30046, Meaning.CLOSED),
        (403, 0, Meaning.CLOSED),
        (404, 10008, Meaning.DELETED),
        (413, 40005, Meaning.TOO_LARGE),
        (413, 0, Meaning.TOO_LARGE),
        (400, 50045, Meaning.TOO_LARGE),
        (401, 0, Meaning.LATER),
        (403, 40333, Meaning.LATER),
        (400, 50046, Meaning.LATER),
        (400, 50146, Meaning.LATER),
        (429, 0, Meaning.LATER),
        (500, 0, Meaning.LATER),
        (503, 130000, Meaning.LATER),
        (400, 50035, Meaning.REFUSED),
        (400, 50006, Meaning.REFUSED),
    ],
)
def test_an_answer_means_what_its_code_says(status: int, code: int, meaning: Meaning) -> None:
    assert diagnose(answered(status, code)).meaning is meaning


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 429, 500])
@pytest.mark.parametrize("code", [0, 10003, 10008, 40005, 40333, 50013, 50027, 50035, 50146])
def test_there_is_a_time_to_try_again_exactly_where_it_may_help(status: int, code: int) -> None:
    diagnosis = diagnose(answered(status, code))
    assert (diagnosis.again_s is not None) == (diagnosis.meaning is Meaning.LATER)


@pytest.mark.parametrize("error", [TimeoutError(), ConnectionResetError(), aiohttp.ServerDisconnectedError()])
def test_no_answer_means_later(error: Exception) -> None:
    assert diagnose(error).meaning is Meaning.LATER


def test_a_rate_limit_says_itself_how_long() -> None:
    assert diagnose(discord.RateLimited(120.0)).again_s == 120.0
