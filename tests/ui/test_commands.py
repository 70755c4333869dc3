"""Slash commands come out of the catalogue as Discord wants them."""

from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from discord import app_commands
from pydantic import Field

from bot.client import cog_names
from bot.domain.toolbox import ENHANCE, FACESWAP, IMAGINE, PROMPT, REIMAGINE, TOOLS, TRAIN, WATERMARK
from bot.domain.toolbox.shared import MaybePrompt, Model
from bot.domain.tools import Family, Hidden, Options, Slot, Tool
from bot.sandbox.discord.rules import Rulebook
from bot.ui.commands import command_for, commands_for
from tests.ui.parts import Desk

ATTACHMENT, STRING, INTEGER, BOOLEAN, NUMBER = 11, 3, 4, 5, 10
MOST_OPTIONS = 25


class Look(StrEnum):
    """An enumeration among options."""

    OLD_FILM = "old_film"
    NEON = "neon"


class ManyOptions(Options):
    """One option of each kind."""

    look: Look = Field(description="What it looks like.")
    scale: Literal[2, 4] | None = None
    strength: int = Field(default=50, ge=0, le=100, description="How much.")
    softness: float | None = Field(default=None, ge=0, le=0.5)
    caption: str | None = Field(default=None, min_length=1, max_length=80)
    percent: int | None = Field(default=None, gt=0, lt=100)
    share: float | None = Field(default=None, gt=0, lt=1)
    code: str | None = Field(default=None, pattern="^x+$", max_length=9)
    tidy: bool | None = None
    story: MaybePrompt = None
    model: Model = None
    ours: Annotated[dict[str, int] | None, Hidden()] = None


RICH = Tool(
    key="restyle",
    family=Family.EDIT,
    summary="Give a picture another look.",
    slots=(Slot(name="image", description="The picture."),),
    options=ManyOptions,
    result="The picture with another look",
)


class Tree:
    """All that `to_dict` asks of a tree."""

    allowed_contexts = app_commands.AppCommandContext()
    allowed_installs = app_commands.AppInstallationType()


def payload(tool: Tool) -> dict[str, Any]:
    """What is registered with Discord."""
    return command_for(tool, Desk([tool])).to_dict(Tree())  # type: ignore[arg-type]  # all that it reads


def options(tool: Tool) -> dict[str, dict[str, Any]]:
    """The command's options by name, in order."""
    return {option["name"]: option for option in payload(tool)["options"]}


@pytest.mark.parametrize("tool", [*TOOLS, RICH], ids=lambda tool: tool.key)
def test_discord_takes_the_command(tool: Tool) -> None:
    Rulebook().commands([payload(tool)])


def test_discord_takes_all_commands_together() -> None:
    Rulebook().commands([payload(tool) for tool in TOOLS])


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_every_figure_is_shown_with_its_bounds(tool: Tool) -> None:
    """But where it has none above: as `top_p` says in its description."""
    figures = [option for option in options(tool).values() if option["type"] in {INTEGER, NUMBER}]
    bounded = [option["name"] for option in figures if "min_value" in option and "max_value" in option]
    assert [option["name"] for option in figures if option["name"] not in {*bounded, "top_p"}] == []


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_no_tool_has_more_options_than_a_command_may_have(tool: Tool) -> None:
    assert len(options(tool).keys() | {"provider"}) <= MOST_OPTIONS


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_every_option_is_described(tool: Tool) -> None:
    for name, option in options(tool).items():
        assert 1 <= len(option["description"]) <= 100
        assert option["description"] != name


def test_every_tool_has_a_command_in_the_cog_of_its_family() -> None:
    listed = [command.name for family in Family for command in commands_for(family, Desk())]
    assert sorted(listed) == sorted(tool.key for tool in TOOLS)
    assert {f"cogs.{family}" for family in Family} <= set(cog_names())


def test_pictures_come_first_then_options_then_ours() -> None:
    assert list(options(FACESWAP)) == ["source", "target", "source_2", "fidelity", "face", "private"]
    assert list(options(ENHANCE)) == ["image", "mode", "private", "provider"]


def test_what_is_required_comes_before_a_picture_that_is_not() -> None:
    assert list(options(REIMAGINE))[:3] == ["image", "prompt", "mask"]


def test_a_picture_that_may_be_left_out_is_an_optional_attachment() -> None:
    mask = options(REIMAGINE)["mask"]
    assert (mask["type"], mask["required"]) == (ATTACHMENT, False)


def test_a_series_of_pictures_is_left_to_the_form() -> None:
    assert list(options(TRAIN)) == [
        *("name", "epochs", "batch", "learning_rate", "clip_skip", "repeats", "private"),
    ]


def test_what_we_fill_in_ourselves_is_no_option() -> None:
    assert "ours" not in options(RICH)
    assert "faces" not in options(FACESWAP)


def test_required_options_come_before_the_others() -> None:
    required = [option["required"] for option in options(RICH).values()]
    assert required == sorted(required, reverse=True)
    assert options(RICH)["look"]["required"]


def test_a_slot_is_a_required_attachment() -> None:
    source = options(FACESWAP)["source"]
    assert (source["type"], source["required"], source["description"]) == (
        ATTACHMENT,
        True,
        FACESWAP.slots[0].description,
    )


def test_an_enumeration_becomes_choices_with_readable_names() -> None:
    look = options(RICH)["look"]
    assert look["type"] == STRING
    assert [(choice["name"], choice["value"]) for choice in look["choices"]] == [
        ("Old film", "old_film"),
        ("Neon", "neon"),
    ]


def test_a_literal_becomes_choices_of_its_own_type() -> None:
    scale = options(RICH)["scale"]
    assert scale["type"] == INTEGER
    assert [choice["value"] for choice in scale["choices"]] == [2, 4]


def test_bounds_become_the_range() -> None:
    strength, softness, caption = (options(RICH)[name] for name in ("strength", "softness", "caption"))
    assert (strength["type"], strength["min_value"], strength["max_value"]) == (INTEGER, 0, 100)
    assert (softness["type"], softness["min_value"], softness["max_value"]) == (NUMBER, 0, 0.5)
    assert (caption["type"], caption["min_length"], caption["max_length"]) == (STRING, 1, 80)


def test_bounds_that_are_no_values_themselves_become_the_values_beside_them() -> None:
    percent, share = options(RICH)["percent"], options(RICH)["share"]
    assert (percent["min_value"], percent["max_value"]) == (1, 99)
    assert (share["min_value"], share["max_value"]) == (0, 1)


def test_a_text_with_a_pattern_is_a_text() -> None:
    code = options(RICH)["code"]
    assert (code["type"], code["max_length"]) == (STRING, 9)


def test_a_yes_or_no_stays_one() -> None:
    assert options(RICH)["tidy"]["type"] == BOOLEAN


def test_names_are_completed_while_typing() -> None:
    for tool, name in [(ENHANCE, "mode"), (RICH, "model"), (IMAGINE, "lora"), (IMAGINE, "sampler")]:
        assert options(tool)[name]["autocomplete"]


def test_prose_and_names_of_ones_own_are_not() -> None:
    for tool, name in [(RICH, "story"), (IMAGINE, "prompt"), (TRAIN, "name"), (WATERMARK, "text")]:
        assert "autocomplete" not in options(tool)[name]


def test_ratios_and_initialisms_read_as_they_are_written() -> None:
    assert [choice["name"] for choice in options(IMAGINE)["ratio"]["choices"]][:2] == ["1:1", "3:2"]
    assert [choice["name"] for choice in options(PROMPT)["model"]["choices"]] == ["SD", "SDXL"]
    assert "Ask when several" in [choice["name"] for choice in options(FACESWAP)["face"]["choices"]]


def test_providers_are_a_choice_only_where_there_are_several() -> None:
    choices = options(ENHANCE)["provider"]["choices"]
    assert [(choice["name"], choice["value"]) for choice in choices] == [
        ("North Light", "north"),
        ("South Light", "south"),
    ]
    assert "provider" not in options(FACESWAP)


def test_it_works_on_servers_and_in_the_bots_direct_messages() -> None:
    assert sorted(payload(ENHANCE)["contexts"]) == [0, 1]
    assert payload(ENHANCE)["integration_types"] == [0]


def test_a_family_gets_its_own_tools_only() -> None:
    assert [command.name for command in commands_for(Family.UNDERSTAND, Desk())] == ["describe", "style", "prompt"]


def test_an_option_named_like_one_of_ours_is_refused() -> None:
    class Clashing(Options):
        private: str | None = None

    clashing = Tool(key="x", family=Family.EDIT, summary="X.", slots=(), options=Clashing, result="x")
    with pytest.raises(ValueError, match="duplicate parameter name: 'private'"):
        command_for(clashing, Desk([clashing]))
