"""The figures at the demo's end."""

import io

from rich.console import Console

from bot.sandbox.demo.report import CommandReport, Report
from bot.sandbox.demo.screen import Screen
from bot.sandbox.demo.table import table_of
from bot.sandbox.demo.ways import Way


def entry(tool: str, provider: str | None, way: Way | None, polls: int, ms: float | None) -> CommandReport:
    """One with the same figure everywhere."""
    return CommandReport(
        tool=tool,
        provider=provider,
        path=way,
        expected_path=Way.POLL,
        polls=polls,
        acknowledged_ms=ms,
        upstream_accepted_ms=ms,
        upstream_finished_to_posted_ms=ms,
        delivered_ms=ms,
        bytes=0 if ms is None else 123_456_789,
        state="unknown" if ms is None else "delivered",
    )


def test_four_slow_commands_fit_into_80_columns() -> None:
    console = Console(file=io.StringIO(), force_terminal=False, width=80)
    columns = [
        entry(tool, provider, way, 12, 119_999.9)
        for way in Way
        for tool, provider in (("enhance", "magictiger"), ("faceswap", "imgopen"))
    ]

    Screen(console).tabulate(*table_of(Report(commands=tuple(columns))))

    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    assert all(len(line.rstrip()) <= 80 for line in lines)
    assert "…" not in console.file.getvalue()
    assert [line.split() for line in lines if "path" in line] == [["path", "poll", "poll", "callback", "callback"]]
    assert len([line for line in lines if "120,000 ms" in line]) == 4


def test_what_never_happened_is_said_so() -> None:
    head, rows = table_of(Report(commands=(entry("enhance", None, None, 0, None),)))

    assert head == ("", "/enhance")
    assert {row[0]: row[1] for row in rows} == {
        "path": "none",
        "ended": "unknown",
        "provider": "nobody",
        "vendor asked": "0 times",
        "acknowledged after": "never",
        "accepted upstream after": "never",
        "delivered after": "never",
        "ready to posted": "never",
        "size": "0 kB",
    }


def test_a_vendor_that_was_asked_a_single_time_was_asked_once() -> None:
    _, rows = table_of(Report(commands=(entry("enhance", "magictiger", Way.CALLBACK, 1, 1),)))

    assert ("vendor asked", "once") in rows
