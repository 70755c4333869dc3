import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roles import Role, Shards


@pytest.mark.parametrize(
    ("text", "ids", "count"), [("0-3/8", [0, 1, 2, 3], 8), ("5/8", [5], 8), ("7-7/8", [7], 8), ("0/1", [0], 1)]
)
def test_a_share_of_the_shards_is_first_to_last_of_so_many(text: str, ids: list[int], count: int) -> None:
    shards = Shards.parse(text)

    assert (shards.ids, shards.count) == (ids, count)


@pytest.mark.parametrize(
    "text", ["", "8", "0-3", "/8", "a/8", "-1/8", "0-/8", "0,1/8", "0-3/8 ", "٣/8", "0x1/8", "1.5/8"]
)
def test_what_is_no_share_is_told_how_one_is_written(text: str) -> None:
    with pytest.raises(ValueError, match="is written like 0-3/8"):
        Shards.parse(text)


@pytest.mark.parametrize("text", ["8/8", "0-8/8"])
def test_shards_are_counted_from_0(text: str) -> None:
    with pytest.raises(ValueError, match="counts from 0"):
        Shards.parse(text)


def test_there_is_at_least_one_shard() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Shards.parse("0/0")


def test_a_share_counts_upwards() -> None:
    with pytest.raises(ValueError, match="counts upwards: 1 comes before 3"):
        Shards.parse("3-1/8")


@given(st.text())
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    try:
        shards = Shards.parse(text)
    except ValueError:
        return
    assert 0 <= shards.first <= shards.last < shards.count


def test_one_process_that_does_all_does_what_the_others_share() -> None:
    for does in ("connects", "works", "listens"):
        assert getattr(Role.ALL, does)
        assert sum(getattr(role, does) for role in Role) == 2
