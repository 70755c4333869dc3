from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.tools import Family, Output
from bot.upstreams.custom.extra import Extra, Kind, make_tool

ENDPOINT: dict[str, Any] = {"path": "/x", "body": {"a": "{image}"}, "result": "data.url"}


def an_extra(**more: Any) -> Extra:
    return Extra.model_validate({**ENDPOINT, "summary": "Make a cartoon.", "pictures": ["image"], **more})


def test_an_extra_becomes_the_tool_that_it_describes() -> None:
    tool = make_tool("cartoon", an_extra(family="portrait", output="texts", pictures=["image", "second_one"]))

    assert (tool.key, tool.family, tool.output) == ("cartoon", Family.PORTRAIT, Output.TEXTS)
    assert tool.summary == "Make a cartoon."
    assert [slot.name for slot in tool.slots] == ["image", "second_one"]
    assert all(slot.least == slot.most == 1 for slot in tool.slots)


@pytest.mark.parametrize(
    ("kind", "value"), [(Kind.TEXT, "a word"), (Kind.NUMBER, 2.5), (Kind.INTEGER, 3), (Kind.YES_NO, False)]
)
def test_an_option_takes_what_its_kind_says_and_may_be_left_out(kind: Kind, value: Any) -> None:
    options = make_tool("cartoon", an_extra(options={"given": kind})).options

    assert options.model_validate({"given": value}).model_dump() == {"given": value}
    assert options.model_validate({}).model_dump() == {"given": None}
    with pytest.raises(ValidationError):
        options.model_validate({"given": {"an": "object"}})


@pytest.mark.parametrize(
    ("pictures", "options", "keeps"),
    [
        (["image"], {"seed": "integer"}, True),
        (["image"], {"words": "text"}, False),
        ([], {"seed": "integer"}, False),
    ],
)
def test_what_can_be_made_again_of_pictures_keeps_them(
    pictures: list[str], options: dict[str, str], *, keeps: bool
) -> None:
    assert make_tool("cartoon", an_extra(pictures=pictures, options=options)).keeps_inputs is keeps


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_text_is_neither_blank_nor_endless(text: str) -> None:
    options = make_tool("cartoon", an_extra(options={"given": "text"})).options
    with pytest.raises(ValidationError):
        options.model_validate({"given": text})


def test_every_option_and_picture_has_a_description_that_discord_takes() -> None:
    tool = make_tool("cartoon", an_extra(pictures=["x" * 32], options={kind.name.lower(): kind for kind in Kind}))
    descriptions = [field.description for field in tool.options.model_fields.values()]

    assert all(text and len(text) <= 100 for text in [*descriptions, *(slot.description for slot in tool.slots)])


@pytest.mark.parametrize(
    "name",
    ["", "Image", "1st", "a-b", "a b", "ä", "x" * 33, "_x", "class", "copy", "model_config", "private", "provider"],
)
def test_a_name_that_somebody_would_stumble_over_is_refused(name: str) -> None:
    for place in ({"pictures": [name]}, {"options": {name: "text"}}):
        with pytest.raises(ValidationError, match=r"must have names of|must not use the name"):
            an_extra(**place)


def test_twenty_three_names_are_what_a_command_can_hold() -> None:
    options = {f"option{number}": "text" for number in range(22)}

    assert an_extra(options=options).options
    with pytest.raises(ValidationError, match="must not be more than 23"):
        an_extra(options={**options, "more": "text"})


@pytest.mark.parametrize("more", [{"pictures": ["image", "image"]}, {"options": {"image": "text"}}])
def test_no_name_is_there_twice(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="must not use a name twice"):
        an_extra(**more)


@pytest.mark.parametrize("summary", ["", "  ", "x" * 101, "two\nlines"])
def test_a_summary_is_one_line_of_at_most_a_hundred_characters(summary: str) -> None:
    assert an_extra(summary=f" {'x' * 100} ").summary == "x" * 100
    with pytest.raises(ValidationError, match="must be one line of 1 to 100 characters"):
        an_extra(summary=summary)


@pytest.mark.parametrize("field", ["summary", "family", "pictures", "options", "output"])
def test_an_extra_for_a_tool_of_ours_describes_no_tool(field: str) -> None:
    given = {"summary": "s", "family": "edit", "pictures": [], "options": {}, "output": "texts"}[field]

    with pytest.raises(ValidationError, match="is for a tool of its own"):
        Extra.model_validate({**ENDPOINT, "tool": "enlarge", field: given})


def test_an_extra_without_a_tool_needs_a_summary() -> None:
    with pytest.raises(ValidationError, match="must say what the tool does"):
        Extra.model_validate(ENDPOINT)
