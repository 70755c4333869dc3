"""Every kind of form field is filled in as Discord's client does."""

from typing import Any

import pytest

from bot.sandbox.discord.components import number
from bot.sandbox.discord.files import Upload, keep
from bot.sandbox.discord.modals import fill_form
from bot.sandbox.discord.options import ImpossibleError

OPTIONS = [{"label": "Bold", "value": "b"}, {"label": "Calm", "value": "c"}]


def _submit(field: dict[str, Any], /, **values: Any) -> Any:
    label = {"type": 18, "label": "Field", "component": {"custom_id": "field"} | field}
    form = {"components": number([{"type": 10, "content": "Please"}, label])}
    filled = fill_form(form, values, lambda upload: keep(upload, file_id=7))
    return filled.components[1]["component"]


@pytest.mark.parametrize(
    ("field", "given", "sent"),
    [
        ({"type": 4}, "hello", {"value": "hello"}),
        ({"type": 4, "required": False, "min_length": 5}, "", {"value": ""}),
        ({"type": 3, "options": OPTIONS}, "Bold", {"values": ["b"]}),
        ({"type": 3, "options": OPTIONS, "max_values": 2}, ["b", "Calm"], {"values": ["b", "c"]}),
        ({"type": 5}, "42", {"values": ["42"]}),
        ({"type": 19, "max_values": 3}, [Upload("a", b""), Upload("b", b"")], {"values": ["7", "7"]}),
        ({"type": 21, "options": OPTIONS}, "Calm", {"value": "c"}),
        ({"type": 22, "options": OPTIONS}, "b", {"values": ["b"]}),
        ({"type": 23}, True, {"value": True}),
    ],
)
def test_a_field_is_sent_in_its_own_shape(field: dict[str, Any], given: Any, sent: dict[str, Any]) -> None:
    submitted = _submit(field, Field=given)
    assert submitted == {"type": field["type"], "id": 3, "custom_id": "field"} | sent


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ({"type": 4, "value": "preset"}, {"value": "preset"}),
        ({"type": 4, "required": False}, {"value": ""}),
        ({"type": 19, "required": False}, {"values": []}),
        ({"type": 21, "options": OPTIONS, "required": False}, {"value": None}),
        ({"type": 23}, {"value": False}),
    ],
)
def test_a_field_left_alone_has_its_preset_or_nothing(field: dict[str, Any], sent: dict[str, Any]) -> None:
    assert _submit(field).items() >= sent.items()


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ({"type": 4, "min_length": 3}, "ab"),
        ({"type": 3, "options": OPTIONS}, "Loud"),
        ({"type": 3, "options": OPTIONS}, ["b", "c"]),
        ({"type": 21, "options": OPTIONS}, "Loud"),
    ],
)
def test_a_field_refuses_what_does_not_fit(field: dict[str, Any], given: Any) -> None:
    with pytest.raises(ImpossibleError):
        _submit(field, field=given)


def test_a_text_input_in_a_row_is_sent_in_a_row() -> None:
    row = {"type": 1, "components": [{"type": 4, "custom_id": "name", "label": "Name"}]}
    filled = fill_form({"components": number([row])}, {"Name": "Ann"}, lambda upload: keep(upload, file_id=7))
    assert filled.components == [
        {"type": 1, "id": 1, "components": [{"type": 4, "id": 2, "custom_id": "name", "value": "Ann"}]}
    ]
