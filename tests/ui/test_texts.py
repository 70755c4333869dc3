"""A provider's words stay inside their block, and within what a message takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock import SystemClock
from bot.domain.ids import ChannelId, GuildId, InteractionId, UserId
from bot.domain.tasks import Reply, Request, Result
from bot.ui.texts import blocks, fit, texts_of
from tests.ui.parts import task_from

ROOM = 1700
BLOCK = re.compile(r"```\n(.*?)\n```", re.DOTALL)
TEXTS = st.lists(st.text(st.sampled_from("`a \n<@1>"), min_size=1, max_size=2500), min_size=1, max_size=12)


def cleaned(*texts: str | None) -> list[str]:
    """What is shown of these results."""
    reply = Reply(
        application_id=1,
        interaction_id=InteractionId(1),
        token=None,
        token_expires_at=SystemClock().now(),
        file_limit=1,
        private=False,
        locale="en-US",
    )
    request = Request(
        tool="describe",
        options={},
        inputs=(),
        guild_id=GuildId(1),
        channel_id=ChannelId(1),
        user_id=UserId(1),
        reply=reply,
    )
    return texts_of(task_from(request, results=tuple(Result(text=text) for text in texts)))


def test_each_text_has_a_block_of_its_own() -> None:
    assert blocks(["a cat", "a dog"]) == "```\na cat\n```\n```\na dog\n```"


@given(TEXTS)
def test_no_text_ends_its_block(texts: list[str]) -> None:
    shown = blocks(texts)
    assert re.sub(BLOCK, "", shown).strip() == ""
    assert all("``" not in inside for inside in BLOCK.findall(shown))


@given(TEXTS)
def test_all_blocks_together_keep_within_their_room(texts: list[str]) -> None:
    assert len(blocks(texts)) <= ROOM


@given(TEXTS)
def test_what_fits_is_shown_whole(texts: list[str]) -> None:
    shown = blocks(texts)
    assert ("…" not in shown and shown.count("```") == 2 * len(texts)) or not fit(texts)


@pytest.mark.parametrize(("length", "whole"), [(1691, True), (1692, False)])
def test_a_text_is_cut_where_the_room_ends(length: int, *, whole: bool) -> None:
    text = "x" * length
    assert fit([text]) is whole
    assert blocks([text]).endswith("x\n```" if whole else "x…\n```")


def test_a_text_without_room_has_no_stump_of_a_block() -> None:
    assert blocks(["x" * 1680, "y" * 50]).count("```") == 2


def test_control_characters_half_characters_and_blanks_around_are_left_out() -> None:
    assert cleaned(" \x00a\x1b[31m\tcat\r\n\ud800 \n") == ["a[31m\tcat\n?"]


def test_results_without_words_are_passed_over() -> None:
    assert cleaned(None, " \n", "a cat") == ["a cat"]
