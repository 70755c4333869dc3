"""Whatever was said before the form fits into it and comes out again."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.toolbox import TOOLS, TRAIN
from bot.domain.tools import Tool
from bot.ui.draft import Draft
from bot.ui.forms import _unpacked, needs_form, picture_form
from bot.ui.marks import LONGEST_MARK, Action, is_ours, pattern

FORMED = [tool for tool in TOOLS if needs_form(tool)]
LARGEST = {
    "name": "é" * 40,
    "epochs": 50,
    "batch": 4,
    "learning_rate": 1.2345678901234567e-05,
    "clip_skip": 5,
    "repeats": 100,
}
OPTIONS = st.fixed_dictionaries(
    {"name": st.from_regex(r"^[\w .-]{1,40}\Z")},
    optional={
        "epochs": st.integers(10, 50),
        "batch": st.integers(1, 4),
        "learning_rate": st.floats(1e-7, 1e-4),
        "clip_skip": st.integers(1, 5),
        "repeats": st.integers(1, 100),
    },
)


def through_a_form(options: Mapping[str, Any], *, private: bool = False, provider: str | None = None) -> Draft | None:
    """What is read from the custom id of a form."""

    async def custom_id() -> str:
        draft = Draft(tool=TRAIN, given=options, private=private, provider=provider)
        return picture_form(draft, "en-US").custom_id

    found = pattern(Action.FORM).fullmatch(asyncio.run(custom_id()))
    assert found is not None
    return _unpacked(found["about"], TOOLS)


@given(options=OPTIONS, private=st.booleans())
def test_what_was_said_comes_out_as_it_went_in(options: dict[str, Any], *, private: bool) -> None:
    assert through_a_form(options, private=private) == Draft(tool=TRAIN, given=options, private=private)


def test_the_provider_is_kept_too() -> None:
    found = through_a_form({"name": "a"}, provider="imgopen")
    assert found is not None
    assert found.provider == "imgopen"


def test_the_largest_values_fit() -> None:
    found = through_a_form(LARGEST)
    assert found is not None
    assert found.given == LARGEST


async def test_its_custom_id_is_ours_and_within_discords_limit() -> None:
    custom_id = picture_form(Draft(tool=TRAIN, given=LARGEST), "en-US").custom_id
    assert is_ours(custom_id)
    assert len(custom_id) <= LONGEST_MARK


@given(st.text(st.characters(exclude_characters="\r\n"), min_size=1, max_size=86))
def test_a_strangers_custom_id_breaks_nothing(about: str) -> None:
    found = _unpacked(about, TOOLS)
    assert found is None or found.tool is TRAIN


@pytest.mark.parametrize("tool", FORMED, ids=lambda tool: tool.key)
async def test_the_form_takes_at_least_as_many_pictures_as_are_needed(tool: Tool) -> None:
    form = picture_form(Draft(tool=tool, given={}), "en-US").to_dict()
    room = sum(part["component"]["max_values"] for part in form["components"])
    assert room >= sum(slot.least for slot in tool.slots)
