"""An operator's mistake about an endpoint that no document describes: the bot does not start, and one line says why."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from tests.surroundings import empty_folder, own_logging  # noqa: F401  # fixtures

pytestmark = pytest.mark.usefixtures("empty_folder", "own_logging")

SECRET = "hushhush"
NAMED = "DARKROOM_PROVIDERS__IMGOPEN__ENDPOINTS"
GOOD = 'path = "/a"\nbody = { photo = "{image}" }\nresult = "data.url"\n'
TABLES = {
    "an unknown key": ("background_remove", GOOD + 'colour = "hushhush"', "COLOUR is not a setting"),
    "an endpoint that there is not": ("teleport", GOOD, "TELEPORT is not a setting"),
    "another host": ("background_remove", GOOD.replace("/a", "https://hushhush.test/a"), "is on another host"),
    "a question to another host": (
        "background_remove",
        GOOD + 'query = "https://hushhush.test/a"',
        "is on another host",
    ),
    "no result": ("background_remove", GOOD.replace("result", "hushhush"), "RESULT"),
    "a body without the picture": ("background_remove", GOOD.replace("{image}", "hushhush"), "{image}"),
    "a placeholder for nothing": ("background_remove", GOOD.replace('" }', '", b = "{hush}" }'), "{hush} stands for"),
    "a command's name that is taken": ("extra.help", GOOD + 'summary = "x"\npictures = ["image"]', "is taken"),
}


@pytest.mark.parametrize("command", ["run", "doctor"])
@pytest.mark.parametrize(("name", "table", "why"), TABLES.values(), ids=TABLES.keys())
def test_a_table_that_makes_no_sense_stops_the_bot_with_one_line_that_names_it(
    tmp_path: Path, command: str, name: str, table: str, why: str
) -> None:
    (tmp_path / "darkroom.toml").write_text(f"[providers.imgopen.endpoints.{name}]\n{table}\n")

    ended = CliRunner().invoke(cli, [command], env={"DARKROOM_DISCORD__TOKEN": SECRET})

    lines = [line for line in (ended.stdout + ended.stderr).splitlines() if NAMED in line]
    assert ended.exit_code == 2
    assert lines
    assert why in lines[0]
    assert SECRET not in ended.stdout + ended.stderr
