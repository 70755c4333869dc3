"""How long Discord's links live, as they say themselves."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.engine.expiry import is_dead
from tests.storage.requests import NOW

PICTURE = "https://cdn.discordapp.com/attachments/1/2/cat.png"
MOMENTS = st.integers(min_value=0, max_value=2**33)


@given(MOMENTS, MOMENTS)
def test_a_signed_link_is_dead_from_its_moment_on(dies_at: int, now: int) -> None:
    url = f"{PICTURE}?ex={dies_at:x}&is=6&hm=abc"
    assert is_dead(url, datetime.fromtimestamp(now, UTC)) is (dies_at <= now)


@pytest.mark.parametrize("query", ["", "?", "?ex=", "?ex=soon", "?is=1", f"?ex={'f' * 40}", "#ex=1"])
def test_a_link_that_says_nothing_of_its_end_is_taken_to_live(query: str) -> None:
    assert not is_dead(PICTURE + query, NOW)


def test_no_link_is_dead() -> None:
    assert is_dead("", NOW)


@given(st.text(min_size=1))
@example("https://[")
@example("https://[?ex=1")
def test_what_is_no_link_is_for_whoever_fetches_it_to_refuse(text: str) -> None:
    assert is_dead(text, NOW) is False or "ex=" in text
