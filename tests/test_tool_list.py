"""`darkroom tools`: the table for people and the JSON for programs."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.domain.toolbox import TOOLS
from tests.surroundings import empty_folder, own_logging  # noqa: F401  # fixtures

COUNT = {"type": "integer", "minimum": 0}
WORDS = {"type": "string", "minLength": 1}


def _exactly(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


LIMITS = _exactly(
    formats={"type": "array", "items": WORDS},
    max_bytes=COUNT,
    min_side=COUNT,
    max_side=COUNT,
    max_pixels={"anyOf": [COUNT, {"type": "null"}]},
    max_height={"anyOf": [COUNT, {"type": "null"}]},
    max_ratio={"anyOf": [{"type": "number", "minimum": 1}, {"type": "null"}]},
)
OFFER = _exactly(
    key=WORDS,
    provider=WORDS,
    title=WORDS,
    endpoint=WORDS,
    mode={"enum": ["asynchronous", "asynchronous, calls back", "synchronous", "on this machine"]},
    price=COUNT,
    limits={"anyOf": [LIMITS, {"type": "null"}]},
    documented={"enum": ["documented", "partial", "operator-supplied", "retired"]},
    enabled={"type": "boolean"},
    per_picture={"type": "boolean"},
    why_not={"anyOf": [WORDS, {"type": "null"}]},
)
TOOL = _exactly(
    key=WORDS,
    command={"type": "string", "pattern": "^/[a-z0-9_-]{1,32}$"},
    family={"enum": ["portrait", "generate", "edit", "art", "understand"]},
    summary=WORDS,
    output={"enum": ["pictures", "texts", "model"]},
    offers={"type": "array", "items": OFFER},
    unlisted={"type": "array", "items": WORDS},
)
SCHEMA = {"type": "array", "items": TOOL}

KEY = {
    "DARKROOM_PROVIDERS__IMGOPEN__ACCESS_KEY_ID": "an-id",
    "DARKROOM_PROVIDERS__IMGOPEN__ACCESS_KEY_SECRET": "hushhush",
}

SKETCH = """
[providers.imgopen.endpoints.extra.sketch]
summary = "Draw it in pencil."
family = "edit"
pictures = ["image"]
path = "/sketches"
price = 7
body = { picture = "{image}" }
result = "data.picture"
"""
SHARPER = """
[providers.imgopen.endpoints.super_resolution]
path = "/sharpen"
body = { picture = "{image}" }
result = "data.picture"
"""

pytestmark = pytest.mark.usefixtures("empty_folder", "own_logging")


def printed(*arguments: str, **settings: str) -> str:
    """What the command prints, and nothing but that."""
    result = CliRunner().invoke(cli, ["tools", *arguments], env=settings)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def tools(**settings: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(printed("--json", **settings))
    return listed


def offers(**settings: str) -> dict[str, dict[str, Any]]:
    return {offer["key"]: offer for tool in tools(**settings) for offer in tool["offers"]}


def test_the_json_is_a_list_of_tools_with_exactly_these_keys() -> None:
    jsonschema.validate(tools(), SCHEMA)


def test_the_json_has_every_tool() -> None:
    assert [tool["key"] for tool in tools()] == [tool.key for tool in TOOLS]


def test_an_offer_says_why_not_exactly_when_it_does_not_work() -> None:
    listed = offers().values()

    assert {offer["enabled"] for offer in listed} == {True, False}
    assert all(offer["enabled"] == (offer["why_not"] is None) for offer in listed)


def test_an_operators_key_is_all_that_a_documented_offer_lacks() -> None:
    without, with_key = offers()["imgopen.roop"], offers(**KEY)["imgopen.roop"]

    assert without["why_not"] == "Img Open has no operator key; a server can set its own with /keys set."
    assert with_key == without | {"enabled": True, "why_not": None}


def test_a_provider_that_is_off_names_its_setting_as_it_is_written() -> None:
    why_not = offers()["magictiger.enhance"]["why_not"]

    assert "DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL" in why_not


def test_no_key_is_shown() -> None:
    assert "hushhush" not in printed("--json", **KEY) + printed(**KEY)


@pytest.mark.parametrize("columns", ["80", "160"])
def test_the_table_shows_every_tool_and_fits(columns: str) -> None:
    lines = printed(COLUMNS=columns).splitlines()

    first_words = {line.split()[0] for line in lines if line.strip()}
    assert {f"/{tool.key}" for tool in TOOLS} <= first_words
    assert max(len(line) for line in lines) <= int(columns)


@pytest.mark.parametrize("columns", ["80", "160"])
def test_the_table_keeps_figures_and_verdicts_whole(columns: str) -> None:
    shown = printed(COLUMNS=columns)

    for offer in offers().values():
        assert offer["documented"] in shown
    assert {"yes", "no (1)"} <= {word.strip() for line in shown.splitlines() for word in line.split("  ")}


def test_a_wide_table_says_more() -> None:
    narrow, wide = printed(COLUMNS="80"), printed(COLUMNS="160")

    assert "on this machine" in wide
    assert "on this machine" not in narrow


def test_what_is_in_the_way_is_said_once_below_the_table() -> None:
    lines = printed(COLUMNS="160").splitlines()

    (said,) = [line for line in lines if "Img Open has no operator key" in line]
    assert said.startswith("(")
    assert sum(said.split()[0] in line for line in lines) > 1


def test_it_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    printed()
    printed("--json")

    assert list(tmp_path.iterdir()) == []


def test_an_operators_own_tool_is_listed_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "darkroom.toml").write_text(SKETCH)

    (sketch,) = [tool for tool in tools(**KEY) if tool["key"] == "sketch"]

    assert (sketch["command"], sketch["family"], sketch["summary"]) == ("/sketch", "edit", "Draw it in pencil.")
    (offer,) = sketch["offers"]
    assert (offer["key"], offer["price"], offer["mode"]) == ("imgopen.sketch", 7, "synchronous")
    assert (offer["documented"], offer["enabled"]) == ("operator-supplied", True)
    assert "/sketch " in printed(COLUMNS="80")


def test_a_table_turns_the_offer_on_that_it_describes(tmp_path: Path) -> None:
    before = offers(**KEY)["imgopen.super-resolution"]
    (tmp_path / "darkroom.toml").write_text(SHARPER)

    after = offers(**KEY)["imgopen.super-resolution"]

    assert "[providers.imgopen.endpoints.super_resolution]" in before["why_not"]
    assert (before["enabled"], after["enabled"]) == (False, True)
