from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given

from bot.domain.errors import Garbled
from bot.domain.outcomes import Found
from bot.domain.tools import Output
from bot.upstreams.custom.answer import read_failure, read_found, read_progress
from bot.upstreams.custom.table import Answer
from tests.upstreams.json_values import VALUES, objects

A, B = "https://a.test/1.png", "https://a.test/2.png"


def found(place: str, data: Any, output: Output = Output.PICTURES) -> tuple[Found, ...]:
    return read_found(Answer(result=place), data, output=output, title="Vendor")


@pytest.mark.parametrize(
    ("place", "data"),
    [
        ("urls", {"urls": [A, B]}),
        ("items[].url", {"items": [{"url": A}, {"url": None}, {"url": ""}, {}, {"url": B}]}),
        ("items[].urls", {"items": [{"urls": [A]}, {"urls": B}]}),
    ],
)
def test_several_pictures_come_in_their_order(place: str, data: Any) -> None:
    assert found(place, data) == (Found(url=A), Found(url=B))


def test_texts_come_without_blank_ones() -> None:
    assert found("words", {"words": [" one ", " ", "two"]}, Output.TEXTS) == (Found(text="one"), Found(text="two"))


@pytest.mark.parametrize("data", [{}, {"urls": None}, {"urls": ""}, {"urls": []}, {"urls": [None, ""]}, {"other": A}])
def test_an_empty_place_holds_no_result(data: Any) -> None:
    assert found("urls", data) == ()


@pytest.mark.parametrize("data", [{"urls": 7}, {"urls": "ftp://a.test"}, {"urls": [A, {}]}, {"urls": [A] * 101}])
def test_what_cannot_be_the_result_is_garbled(data: Any) -> None:
    with pytest.raises(Garbled):
        found("urls", data)


FAILING = Answer(result="x", failed={"status": [4, "error", True], "inner.code": ["9"]})


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        ({"status": 4}, "status 4"),
        ({"status": "4"}, "status 4"),
        ({"status": 4.0}, "status 4"),
        ({"status": " error"}, "status error"),
        ({"status": True}, "status true"),
        ({"inner": {"code": 9}}, "inner.code 9"),
        ({"status": 5, "inner": {"code": 9}}, "inner.code 9"),
        ({"status": 5}, None),
        ({"status": 1}, None),
        ({"status": [4]}, None),
        ({}, None),
    ],
)
def test_a_value_that_means_failure_is_one_whichever_way_it_is_written(data: Any, failure: str | None) -> None:
    assert read_failure(FAILING, data) == failure


@pytest.mark.parametrize(
    ("told", "progress"),
    [(0, 0.0), (50, 0.25), ("50", 0.25), ("12.5", 0.0625), (200, 1.0), (900, 1.0), (-3, 0.0), (10**400, 1.0)],
)
def test_progress_is_a_part_of_the_whole(told: Any, progress: float) -> None:
    assert read_progress(Answer(result="x", progress="at", progress_of=200), {"at": told}) == progress


@pytest.mark.parametrize("told", [None, "soon", "nan", "1e9", True, [], {}])
def test_what_is_no_number_is_no_progress(told: Any) -> None:
    assert read_progress(Answer(result="x", progress="at"), {"at": told}) is None


def test_without_a_place_there_is_no_progress() -> None:
    assert read_progress(Answer(result="x"), {"at": 50}) is None


@given(objects("at", "status", "inner") | VALUES)
def test_any_answer_is_read_or_garbled(data: Any) -> None:
    table = FAILING.model_copy(update={"result": "at", "progress": "at"})
    for output in Output:
        with suppress(Garbled):
            assert all(each.url or each.text for each in read_found(table, data, output=output, title="Vendor"))
    assert read_failure(table, data) is None or data
    progress = read_progress(table, data)
    assert progress is None or 0 <= progress <= 1
