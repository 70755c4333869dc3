"""The value lists are as long as the documents say, and found by name."""

import pytest

from bot.upstreams.ailab.choosing import Names, choose
from bot.upstreams.ailab.values.expressions import ADVANCED, BASIC
from bot.upstreams.ailab.values.hair import BEARDS, COLOURS, PREMIUM_COLOURS, STYLES
from bot.upstreams.ailab.values.styles import CARTOONS, OLD_CARTOONS, PAINTINGS, PORTRAITS

LISTS: list[tuple[Names, int]] = [
    (STYLES, 240),
    (COLOURS, 21),
    (PREMIUM_COLOURS, 23),
    (BEARDS, 24),
    (ADVANCED, 117),
    (BASIC, 8),
    (CARTOONS, 9),
    (PORTRAITS, 24),
    (PAINTINGS, 9),
    (OLD_CARTOONS, 75),
]


@pytest.mark.parametrize(("names", "count"), LISTS)
def test_a_list_is_whole_and_without_doubles(names: Names, count: int) -> None:
    assert len(names) == len(set(names.values())) == count


@pytest.mark.parametrize("names", [names for names, _ in LISTS])
def test_every_value_is_found_by_its_name_and_by_itself(names: Names) -> None:
    for name, value in names.items():
        assert choose(names, name) == choose(names, name.upper()) == choose(names, value) == value


@pytest.mark.parametrize("text", ["natural smile", "Natural_Smile", " NATURAL  smile "])
def test_a_name_may_be_written_in_several_ways(text: str) -> None:
    assert choose(ADVANCED, text) == "natural_smile"


def test_another_name_is_none_of_them() -> None:
    assert choose(BEARDS, "Gandalf") is None
