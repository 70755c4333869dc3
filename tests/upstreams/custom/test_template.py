from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.upstreams.custom.template import Template, fill, placeholders
from tests.upstreams.json_values import SCALARS, VALUES

TEMPLATE = TypeAdapter(Template)
BODY = {
    "imageUrl": "{image}",
    "level": 3,
    "label": "x{factor} of {image}",
    "deep": {"scale": "{factor}", "all": ["{factor}", "as is", {"soft": "{soft}"}]},
}


def escaped(value: Any) -> Any:
    """The template that says `value` literally."""
    match value:
        case str():
            return value.replace("{", "{{").replace("}", "}}")
        case dict():
            return {key: escaped(item) for key, item in value.items()}
        case list():
            return [escaped(item) for item in value]
        case _:
            return value


def test_values_go_where_their_names_stand_at_any_depth() -> None:
    filled = fill(BODY, {"image": "https://a.test/b.png", "factor": 4, "soft": True})

    assert filled == {
        "imageUrl": "https://a.test/b.png",
        "level": 3,
        "label": "x4 of https://a.test/b.png",
        "deep": {"scale": 4, "all": [4, "as is", {"soft": True}]},
    }


@pytest.mark.parametrize("values", [{"image": "u"}, {"image": "u", "factor": None, "soft": None}])
def test_what_was_not_given_drops_its_field_or_item(values: dict[str, Any]) -> None:
    assert fill(BODY, values) == {"imageUrl": "u", "level": 3, "deep": {"all": ["as is", {}]}}


@pytest.mark.parametrize(
    ("value", "spelt"), [("text", "=text"), (2, "=2"), (2.5, "=2.5"), (True, "=true"), (["a"], '=["a"]')]
)
def test_among_other_words_a_value_is_spelt_as_in_json(value: Any, spelt: str) -> None:
    assert fill({"x": "={v}"}, {"v": value}) == {"x": spelt}


@given(VALUES)
def test_a_lone_placeholder_becomes_the_value_whatever_it_is(value: Any) -> None:
    assert fill({"x": "{v}"}, {"v": value}) == ({} if value is None else {"x": value})


@given(st.text(max_size=20))
def test_a_value_is_never_read_as_a_template(text: str) -> None:
    assert fill({"x": "-{v}-"}, {"v": text}) == {"x": f"-{text}-"}


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=3))
def test_anything_can_be_said_literally(body: dict[str, Any]) -> None:
    assert placeholders(escaped(body)) == frozenset()
    assert fill(escaped(body), {}) == body


@given(st.dictionaries(st.text(max_size=5), VALUES | st.text("{}a!:[]. ", max_size=8), max_size=3))
def test_whatever_is_taken_for_a_template_can_be_filled(body: dict[str, Any]) -> None:
    with suppress(ValidationError):
        template = TEMPLATE.validate_python(body)
        fill(template, dict.fromkeys(placeholders(template), "value"))


def test_the_names_in_a_template_are_known() -> None:
    assert placeholders(BODY) == {"image", "factor", "soft"}


@pytest.mark.parametrize(
    "text", ["{", "}", "{}", "{a b}", "{Image}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a:{b}}", "{{a}", "{ a }"]
)
def test_a_brace_that_is_no_placeholder_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="brace that is no placeholder"):
        TEMPLATE.validate_python({"deep": [text]})


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_not_json_is_refused(number: float) -> None:
    with pytest.raises(ValidationError, match="a number that JSON does not know"):
        TEMPLATE.validate_python({"deep": [number]})


@given(SCALARS)
def test_only_an_object_is_a_body(value: Any) -> None:
    with pytest.raises(ValidationError):
        TEMPLATE.validate_python(value)
