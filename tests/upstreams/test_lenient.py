import contextlib
from typing import Any

import pytest
from hypothesis import given
from pydantic import Field

from bot.domain.errors import Garbled
from bot.upstreams.lenient import (
    Code,
    Fields,
    Label,
    Name,
    Seed,
    Text,
    Truth,
    Whole,
    Wire,
    read,
    read_texts,
    read_urls,
)
from tests.upstreams.json_values import VALUES


class Sample(Wire):
    code: Code = ""
    name: Name = None
    text: Text = ""
    whole: Whole = None
    fields: Fields = Field(default={})
    seed: Seed = None
    truth: Truth = None
    label: Label = ""


def sample(**data: Any) -> Sample:
    return read(Sample, data, title="Vendor")


@pytest.mark.parametrize(
    ("value", "number"),
    [(7, 7), ("7", 7), (" -7 ", -7), (7.0, 7), (7.5, None), (True, None), ("seven", None), (None, None)],
)
def test_a_number_may_be_text(value: object, number: int | None) -> None:
    assert sample(whole=value).whole == number


@pytest.mark.parametrize("value", [10**18, -(10**18), "9" * 19, float("inf")])
def test_a_number_too_large_for_a_database_is_none(value: object) -> None:
    assert sample(whole=value).whole is None


@pytest.mark.parametrize("value", ["200", 200, 200.0, " 200 "])
def test_a_code_is_the_same_as_number_and_as_text(value: object) -> None:
    assert sample(code=value).code == "200"


@pytest.mark.parametrize("value", [None, True, [], {}])
def test_an_answer_without_a_readable_code_is_garbled(value: object) -> None:
    with pytest.raises(Garbled):
        sample(code=value)


@pytest.mark.parametrize(("value", "name"), [("pre17", "pre17"), (42, "42"), ("", None), ("a b", None), (True, None)])
def test_a_name_is_opaque_and_printable(value: object, name: str | None) -> None:
    assert sample(name=value).name == name


@pytest.mark.parametrize("number", [10**21, 1717727539423845581626])
def test_a_name_may_be_a_number_of_any_length(number: int) -> None:
    assert sample(name=number).name == str(number)


@pytest.mark.parametrize(
    ("value", "seed"),
    [(0, 0), ("18446744073709551615", 2**64 - 1), (2**64, None), (-1, None), (1.5, None), (True, None)],
)
def test_a_seed_has_up_to_64_bits(value: object, seed: int | None) -> None:
    assert sample(seed=value).seed == seed


@pytest.mark.parametrize(
    ("value", "truth"),
    [(True, True), ("true", True), (1, True), (" False ", False), (0, False), (None, None), (2, None), ([], None)],
)
def test_a_truth_may_be_written_in_many_ways(value: object, truth: bool | None) -> None:  # noqa: FBT001 (a value)
    assert sample(truth=value).truth is truth


@pytest.mark.parametrize(
    ("value", "label"),
    [("porn", "porn"), (" 血\n\0腥 ", "血 腥"), (2, "2"), ("x" * 70, "x" * 64), (None, ""), ([], "")],
)
def test_a_label_is_short_and_can_be_shown(value: object, label: str) -> None:
    assert sample(label=value).label == label


@pytest.mark.parametrize(
    ("value", "texts"),
    [(None, ()), ("", ()), ([], ()), (" a\0b ", ("ab",)), (["a", " ", "b\nc"], ("a", "b\nc")), ("\ud800", ("?",))],
)
def test_texts_are_cleaned_and_blank_ones_left_out(value: object, texts: tuple[str, ...]) -> None:
    assert read_texts(value, title="Vendor") == texts


@pytest.mark.parametrize("value", [7, True, {"text": "a"}, ["a", None], ["a"] * 101])
def test_a_result_that_is_no_text_is_garbled(value: object) -> None:
    with pytest.raises(Garbled):
        read_texts(value, title="Vendor")


@pytest.mark.parametrize("value", [None, [], "", 7])
def test_fields_that_are_no_object_are_none(value: object) -> None:
    assert sample(fields=value).fields == {}


@given(VALUES, VALUES, VALUES, VALUES)
def test_what_is_read_can_be_stored_and_logged(name: object, text: object, whole: object, code: object) -> None:
    with contextlib.suppress(Garbled):
        read_sample = sample(name=name, text=text, whole=whole, code=code)
        (f"{read_sample.name}{read_sample.text}{read_sample.code}").encode()
        assert len(read_sample.code) <= 32


@pytest.mark.parametrize("value", [None, "", []])
def test_no_result_is_no_address(value: object) -> None:
    assert read_urls(value, title="Vendor") == ()


def test_one_address_and_a_list_of_them_read_alike() -> None:
    url = "https://aigcoss.test/Output-Img2/1-0.png?Expires=1"
    assert read_urls(url, title="Vendor") == read_urls([url], title="Vendor") == (url,)


@pytest.mark.parametrize(
    "value",
    [
        7,
        True,
        {"url": "https://a.test"},
        ["https://a.test", None],
        "ftp://a.test/b",
        "file:///etc/passwd",
        "//a.test/b",
        "https://a.test/\r\nX: y",
        "https://a.test/\ud800",
        "https://a.test/" + "a" * 5000,
        ["https://a.test"] * 101,
    ],
)
def test_a_result_that_is_no_web_address_is_garbled(value: object) -> None:
    with pytest.raises(Garbled):
        read_urls(value, title="Vendor")
