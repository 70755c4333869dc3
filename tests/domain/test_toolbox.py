"""What holds for every tool, so that it can become a command, and the bounds of what people may say."""

import re
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bot.domain.toolbox import (
    AGE,
    CROP,
    DESCRIBE,
    EMOJI,
    ENHANCE,
    ENLARGE,
    ERASE,
    FACESWAP,
    FILTER,
    HAIRCOLOR,
    HAIRSTYLE,
    HALLOWEEN,
    IMAGINE,
    LINEART,
    OUTPAINT,
    PHOTOSHOOT,
    PROMPT,
    RECOLOR,
    REPLACE,
    RETOUCH,
    SHARPEN,
    TOOLS,
    TRAIN,
    WATERMARK,
)
from bot.domain.toolbox.colours import RecolorOptions
from bot.domain.toolbox.marking import MarkingOptions
from bot.domain.toolbox.shared import LARGEST_SEED, LARGEST_SMALL_SEED
from bot.domain.tools import LONGEST_PROMPT, Family, Hidden, Output, Tool

NAME = re.compile(r"[a-z0-9_-]{1,32}")
A_DESCRIPTION = 100
OPTIONS = 25
"""Discord's limits, for commands and options alike."""

OURS = {"private", "provider"}
"""Options that every command has."""

NEEDED: dict[str, dict[str, Any]] = {
    "imagine": {"prompt": "a fox"},
    "reimagine": {"prompt": "a fox"},
    "control": {"prompt": "a fox"},
    "portrait": {"prompt": "a ceramic doll"},
    "prompt": {"prompt": "a fox"},
    "haircolor": {"color": "copper"},
    "gender": {"to": "female"},
    "expression": {"expression": "wink_cute"},
    "effect": {"effect": "bald"},
    "filter": {"number": 1},
    "tryon": {"clothes_type": "full_body"},
    "crop": {"width": 100, "height": 100},
    "replace": {"prompt": "a fox"},
    "grade": {"footage": "log_c"},
    "paint": {"style": "pencil"},
    "emoji": {"expression": "angry", "style": "3D", "scene": "a party"},
    "photoshoot": {"title": "film", "description": "grainy"},
    "train": {"name": "my dog"},
    "watermark": {"text": "mine"},
}
"""What cannot be left out."""

each_tool = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)


def shown(tool: Tool) -> dict[str, FieldInfo]:
    """The options that a person sees."""
    fields = tool.options.model_fields.items()
    return {name: field for name, field in fields if not any(isinstance(mark, Hidden) for mark in field.metadata)}


def accepts(tool: Tool, **options: Any) -> bool:
    try:
        tool.options.model_validate({**NEEDED.get(tool.key, {}), **options})
    except ValidationError:
        return False
    return True


@each_tool
def test_every_name_fits_into_a_command(tool: Tool) -> None:
    names = [tool.key, *(slot.name for slot in tool.slots), *shown(tool)]
    assert [name for name in names if not NAME.fullmatch(name)] == []


@each_tool
def test_every_description_fits_into_a_command(tool: Tool) -> None:
    texts = [tool.summary, *(slot.description for slot in tool.slots)]
    texts += [field.description or "" for field in shown(tool).values()]
    assert all(0 < len(text) <= A_DESCRIPTION for text in texts)


@each_tool
def test_no_command_has_too_many_options(tool: Tool) -> None:
    assert len([slot for slot in tool.slots if not slot.is_series]) + len(shown(tool)) + len(OURS) <= OPTIONS


@each_tool
def test_no_two_options_have_the_same_name(tool: Tool) -> None:
    names = [*(slot.name for slot in tool.slots), *tool.options.model_fields, *OURS]
    assert len(set(names)) == len(names)


@each_tool
def test_what_is_needed_comes_before_what_may_be_left_out(tool: Tool) -> None:
    needed = [field.is_required() for field in tool.options.model_fields.values()]
    assert needed == sorted(needed, reverse=True)
    least = [slot.least > 0 for slot in tool.slots]
    assert least == sorted(least, reverse=True)


@each_tool
def test_every_other_option_may_be_left_out(tool: Tool) -> None:
    needed = {name for name, field in tool.options.model_fields.items() if field.is_required()}
    assert needed == set(NEEDED.get(tool.key, {}))
    assert accepts(tool)


@each_tool
def test_what_an_option_is_left_at_is_a_value_that_it_takes(tool: Tool) -> None:
    left = tool.options.model_validate(NEEDED.get(tool.key, {}))
    assert tool.options.model_validate(left.model_dump()) == left


@each_tool
def test_an_option_that_a_tool_does_not_have_is_refused(tool: Tool) -> None:
    assert not accepts(tool, unheard_of=1)


def test_no_two_tools_have_the_same_name() -> None:
    assert len({tool.key for tool in TOOLS}) == len(TOOLS) == 45


def test_every_family_has_a_tool() -> None:
    assert {tool.family for tool in TOOLS} == set(Family)


def test_only_training_takes_a_series_and_makes_a_model() -> None:
    assert [tool for tool in TOOLS if any(slot.is_series for slot in tool.slots)] == [TRAIN]
    assert [tool for tool in TOOLS if tool.output is Output.MODEL] == [TRAIN]


@each_tool
def test_a_tool_that_can_be_asked_for_again_still_has_its_pictures(tool: Tool) -> None:
    assert tool.keeps_inputs or not (tool.is_seeded and tool.slots)


@pytest.mark.parametrize(
    ("tool", "option", "low", "high"),
    [
        (FACESWAP, "fidelity", 0, 1),
        (OUTPAINT, "vertical", 1, 4),
        (OUTPAINT, "horizontal", 1, 4),
        (OUTPAINT, "count", 1, 4),
        (OUTPAINT, "steps", 0, 50),
        (OUTPAINT, "guidance", 1, 45),
        (OUTPAINT, "seed", 0, LARGEST_SMALL_SEED),
        (IMAGINE, "size", 256, 2048),
        (IMAGINE, "count", 1, 4),
        (IMAGINE, "seed", 0, LARGEST_SEED),
        (TRAIN, "epochs", 10, 50),
        (TRAIN, "batch", 1, 4),
        (TRAIN, "clip_skip", 1, 5),
        (PROMPT, "top_k", 0, 250),
        (ENLARGE, "factor", 2, 8),
        (SHARPEN, "strength", 0, 1),
        (WATERMARK, "strength", 0, 1),
        (CROP, "width", 16, 2000),
        (CROP, "height", 16, 2000),
        (RECOLOR, "strength", 0, 1),
        (RECOLOR, "count", 1, 8),
        (AGE, "age", 1, 85),
        (HALLOWEEN, "mask", 1, 85),
        (FILTER, "number", 1, 78),
        (FILTER, "strength", 0, 1),
        (RETOUCH, "smoothing", 0, 1),
        (RETOUCH, "whitening", 0, 1),
        (ERASE, "left", 0, 99),
        (ERASE, "top", 0, 99),
        (ERASE, "width", 1, 100),
        (ERASE, "height", 1, 100),
        (REPLACE, "steps", 1, 100),
        (REPLACE, "guidance", 1, 20),
    ],
    ids=lambda value: value.key if isinstance(value, Tool) else str(value),
)
def test_a_bound_belongs_to_what_is_taken_and_the_next_step_does_not(
    tool: Tool, option: str, low: int, high: int
) -> None:
    step = 0.01 if tool.options.model_fields[option].annotation in (float, float | None) else 1
    taken = {value: accepts(tool, **{option: value}) for value in (low - step, low, high, high + step)}
    assert taken == {low - step: False, low: True, high: True, high + step: False}


@pytest.mark.parametrize(
    ("rate", "taken"), [("0.0000001", True), ("0.00000009", False), ("0.0001", True), ("0.00011", False)]
)
def test_a_learning_rate_has_its_bounds(rate: str, *, taken: bool) -> None:
    assert accepts(TRAIN, learning_rate=float(rate)) is taken


@pytest.mark.parametrize(("share", "taken"), [(0.01, True), (0.009, False)])
def test_a_share_of_words_has_a_lower_bound(share: float, *, taken: bool) -> None:
    assert accepts(PROMPT, top_p=share) is taken


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_no_fidelity(value: float) -> None:
    assert not accepts(FACESWAP, fidelity=value)


@pytest.mark.parametrize(
    ("tool", "option", "longest"),
    [
        (IMAGINE, "prompt", LONGEST_PROMPT),
        (IMAGINE, "negative", LONGEST_PROMPT),
        (OUTPAINT, "prompt", LONGEST_PROMPT),
        (ENHANCE, "mode", 40),
        (HAIRSTYLE, "style", 100),
        (TRAIN, "name", 40),
        (WATERMARK, "text", 100),
        (HAIRCOLOR, "color", 100),
        (HAIRCOLOR, "description", 1000),
        (LINEART, "prompt", 3000),
        (EMOJI, "scene", 100),
        (EMOJI, "filler", 20),
        (PHOTOSHOOT, "title", 500),
        (PHOTOSHOOT, "description", 1000),
        (REPLACE, "prompt", LONGEST_PROMPT),
    ],
    ids=lambda value: value.key if isinstance(value, Tool) else str(value),
)
def test_a_text_may_be_as_long_as_its_limit_and_not_empty(tool: Tool, option: str, longest: int) -> None:
    taken = {length: accepts(tool, **{option: "x" * length}) for length in (0, 1, longest, longest + 1)}
    assert taken == {0: False, 1: True, longest: True, longest + 1: False}


@pytest.mark.parametrize("words", [" ", "\n\t", "\u3000"])
def test_a_prompt_of_nothing_but_spaces_is_refused(words: str) -> None:
    assert not accepts(IMAGINE, prompt=words)
    assert not accepts(IMAGINE, negative=words)


def test_a_prompt_loses_the_spaces_around_it() -> None:
    assert PROMPT.options.model_validate({"prompt": "  a fox \n"}).model_dump()["prompt"] == "a fox"


@pytest.mark.parametrize("name", ["a/b", "<b>", "`x`", "two\nlines", "@everyone"])
def test_a_model_is_called_by_plain_words(name: str) -> None:
    assert not accepts(TRAIN, name=name)


def test_a_choice_is_one_of_its_values() -> None:
    assert accepts(DESCRIBE, style="clip")
    assert not accepts(DESCRIBE, style="impressionist")


@pytest.mark.parametrize("palette", ["056A6B", "#056a6b, e0C080", ",".join(["000000"] * 7)])
def test_a_palette_has_one_to_seven_colours(palette: str) -> None:
    assert accepts(RECOLOR, palette=palette)


@pytest.mark.parametrize("palette", ["", "056A6", "red", "056A6B;000000", ",".join(["000000"] * 8)])
def test_anything_else_is_no_palette(palette: str) -> None:
    assert not accepts(RECOLOR, palette=palette)


def test_a_palette_is_read_in_one_spelling() -> None:
    assert RecolorOptions(palette="#056a6b, e0C080").colours == ("056A6B", "E0C080")
    assert RecolorOptions().colours == ()


def test_a_rectangle_has_four_sides() -> None:
    assert MarkingOptions(left=1, top=2, width=3, height=4).rectangle == (1, 2, 3, 4)
    assert MarkingOptions(left=1, top=2, width=3).rectangle is None
    assert MarkingOptions(left=0).is_rectangular
    assert not MarkingOptions().is_rectangular
