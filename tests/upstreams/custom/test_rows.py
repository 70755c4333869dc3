from typing import Any

from hypothesis import given

from bot.domain.listings import Entry
from bot.upstreams.custom.rows import read_rows
from bot.upstreams.custom.table import NameList
from tests.upstreams.json_values import VALUES, objects

TABLE = NameList(path="/x", rows="rows", value="deep.code", label="name")


def row(code: Any, name: Any = None) -> dict[str, Any]:
    return {"deep": {"code": code}, "name": name}


def test_a_row_is_shown_by_its_label_or_else_by_its_value() -> None:
    rows = [row("a.safetensors", "Photon"), row("b", None), row("c", " "), row(39, 7)]

    assert read_rows(TABLE, {"rows": rows}) == (
        Entry(value="a.safetensors", label="Photon"),
        Entry(value="b", label="b"),
        Entry(value="c", label="c"),
        Entry(value="39", label="7"),
    )


def test_broken_rows_are_passed_over_and_each_value_is_there_once() -> None:
    rows = [row("a"), None, 3, {}, row(None), row(""), row("a\nb"), row("x" * 201), row(True), row("a"), row("b")]

    assert [entry.value for entry in read_rows(TABLE, {"rows": rows})] == ["a", "b"]


def test_rows_may_be_found_through_lists() -> None:
    table = TABLE.model_copy(update={"rows": "groups[].rows"})

    found = read_rows(table, {"groups": [{"rows": [row("a")]}, {"rows": [row("b")]}]})

    assert [entry.value for entry in found] == ["a", "b"]


@given(objects("rows") | VALUES)
def test_no_answer_is_too_odd_to_be_read(data: Any) -> None:
    assert all(entry.value for entry in read_rows(TABLE, data))
