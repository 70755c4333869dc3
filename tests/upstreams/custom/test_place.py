from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.upstreams.custom.place import Place, find
from tests.upstreams.json_values import VALUES

PLACE = TypeAdapter(Place)
NAMES = st.text("abc中_-$ü0", min_size=1, max_size=4)
ANSWER = {"data": {"url": "u", "items": [{"url": 1}, {"name": "no url"}, {"url": 2}, 3], "grid": [[1, 2], [3]]}}


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("data.url", ["u"]),
        ("data.items[].url", [1, 2]),
        ("data.grid", [[[1, 2], [3]]]),
        ("data.grid[]", [[1, 2], [3]]),
        ("data.grid[][]", [1, 2, 3]),
        ("data.nothing", []),
        ("data.url.deeper", []),
        ("data.url[]", []),
        ("data.items.url", []),
    ],
)
def test_a_place_leads_to_everything_that_is_there(place: str, found: list[Any]) -> None:
    assert find(place, ANSWER) == found


@given(st.lists(NAMES, min_size=1, max_size=5), VALUES)
def test_what_is_put_at_a_place_is_found_there(names: list[str], value: Any) -> None:
    answer = value
    for name in reversed(names):
        answer = {name: answer}

    assert find(PLACE.validate_python(".".join(names)), answer) == [value]


@given(st.lists(VALUES, max_size=4))
def test_each_item_of_a_list_is_found_in_order(values: list[Any]) -> None:
    assert find("a[].b", {"a": [{"b": value} for value in values]}) == values


@given(st.sampled_from(["a", "a.b", "a[]", "a[].b", "a[][].b.a"]), VALUES)
def test_no_answer_is_too_odd_to_look_into(place: str, answer: Any) -> None:
    assert isinstance(find(place, answer), list)


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", "a[0]", "[]", "[].a", "a]", "a b", "a[]b", "a.[]"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="names with dots between them"):
        PLACE.validate_python(text)
