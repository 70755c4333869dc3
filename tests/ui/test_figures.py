"""Figures as people read them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from bot.ui.figures import allowance, bar, credit, duration, figure, megapixels, relative

MB = 10**6


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("size_bytes", 10 * MB, "10 MB"),
        ("size_bytes", 10 * MB + 1, "10.1 MB"),
        ("max_bytes", 10 * MB, "10 MB"),
        ("max_bytes", 10 * MB + 1, "10 MB"),
        ("width", 9216, "9,216"),
        ("max_side", 9216, "9,216 px"),
        ("price", 1, "1 credit"),
        ("left", 0, "0 credits"),
        ("limit", 1500, "1,500 credits"),
        ("pictures", 1, "1 picture"),
        ("pictures", 2, "2 pictures"),
        ("faces", 1, "1 face"),
        ("faces", 0, "0 faces"),
        ("share", 0.429, "42 %"),
        ("share", 0.29, "29 %"),
        ("share", 0.999, "99 %"),
        ("share", 1, "100 %"),
        ("share", -7.0, "0 %"),
        ("share", 7.0, "100 %"),
        ("code", 10042, "10042"),
        ("code", "E_BUSY", "E_BUSY"),
        ("finding", "largest_face", "face"),
        ("finding", "subject", "subject"),
    ],
)
def test_a_value_reads_as_its_name_says(name: str, value: str | float, shown: str) -> None:
    assert figure(name, value) == shown


@given(integers(min_value=1, max_value=2**31))
def test_a_size_never_reads_as_equal_to_the_limit_that_it_breaks(limit: int) -> None:
    assert figure("size_bytes", limit + 1) != figure("max_bytes", limit) or limit % (MB / 10) == 0


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.2, "1 s"), (19.6, "20 s"), (119, "119 s"), (150, "2 min"), (7199, "120 min"), (10_000, "3 h")],
)
def test_durations_are_short(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_megapixels_round_down() -> None:
    assert megapixels(50_000_000) == "50 megapixels"
    assert megapixels(12_345_678) == "12.3 megapixels"


def test_no_limit_has_a_name() -> None:
    assert allowance(None) == "no limit"
    assert allowance(3) == credit(3)


def test_a_moment_is_left_to_the_readers_clock() -> None:
    assert relative(datetime(2026, 1, 1, tzinfo=UTC)) == "<t:1767225600:R>"


@given(integers(min_value=0, max_value=10**6), integers(min_value=0, max_value=10**6))
def test_a_bar_is_full_exactly_when_nothing_is_left(spent: int, limit: int) -> None:
    shown = bar(spent, limit)
    assert len(shown) == 10
    assert ("▱" not in shown) == (spent >= limit)
