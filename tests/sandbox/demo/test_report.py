"""What `report.json` says, and when it says that all went well."""

import json
from pathlib import Path

import pytest

from bot.sandbox.demo.report import CommandReport, Report

KEYS = {
    "tool",
    "provider",
    "path",
    "acknowledged_ms",
    "upstream_accepted_ms",
    "delivered_ms",
    "bytes",
    "state",
}


def command(*, state: str = "delivered", size: int = 1000) -> CommandReport:
    """How a command went."""
    return CommandReport(
        tool="enhance",
        provider="magictiger",
        path="poll",
        acknowledged_ms=12.5,
        upstream_accepted_ms=80.0,
        delivered_ms=900.1,
        bytes=size,
        state=state,
    )


def test_the_file_has_one_entry_per_command_under_the_documented_keys(tmp_path: Path) -> None:
    path = Report(commands=(command(), command())).write(tmp_path)

    (first, second) = json.loads(path.read_text())["commands"]
    assert path == tmp_path / "report.json"
    assert set(first) == set(second) == KEYS


@pytest.mark.parametrize(
    ("commands", "complete"),
    [
        ((command(), command()), True),
        ((command(), command(state="refunded")), False),
        ((command(size=0), command()), False),
    ],
)
def test_a_report_is_complete_when_every_picture_arrived(
    commands: tuple[CommandReport, ...], *, complete: bool
) -> None:
    assert Report(commands=commands).complete is complete
