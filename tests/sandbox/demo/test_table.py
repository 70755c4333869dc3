"""The figures at the demo's end."""

import io

from rich.console import Console

from bot.sandbox.demo.report import CommandReport, Report
from bot.sandbox.demo.screen import Screen
from bot.sandbox.demo.table import HEAD, table_of
from bot.sandbox.demo.ways import Way


def entry(tool: str, way: Way | None, polls: int, ms: float | None, *, size: int = 123_456_789) -> CommandReport:
    """One with the same figure everywhere."""
    return CommandReport(
        tool=tool,
        provider="imgopen",
        path=way,
        expected_path=Way.POLL,
        polls=polls,
        acknowledged_ms=ms,
        upstream_accepted_ms=ms,
        upstream_finished_to_posted_ms=ms,
        delivered_ms=ms,
        pictures=1,
        bytes=size,
        state="delivered",
    )


def test_slow_commands_fit_into_80_columns() -> None:
    console = Console(file=io.StringIO(), force_terminal=False, width=80)
    rows = [entry(tool, way, 99, 119_999.9) for way in Way for tool in ("enhance", "haircolor")]

    Screen(console).tabulate(*table_of(Report(commands=tuple(rows))))

    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    assert all(len(line.rstrip()) <= 80 for line in lines)
    assert "…" not in console.file.getvalue()
    assert len([line for line in lines if line.count("120 s") == 3 and "123 MB" in line]) == 4


def test_what_never_happened_is_said_so() -> None:
    head, (row,) = table_of(Report(commands=(entry("enhance", None, 0, None, size=0),)))

    assert head == HEAD
    assert row == ("/enhance", "delivered", "none", "0 x", "never", "never", "never", "0 B")


def test_where_there_was_nobody_to_ask_nothing_is_missing() -> None:
    alone = entry("erase", None, 0, None).model_copy(update={"expected_path": None})

    _, (row,) = table_of(Report(commands=(alone,)))

    assert (row[2], row[5]) == ("-", "-")


def test_moments_are_told_in_the_unit_that_suits_them() -> None:
    _, rows = table_of(Report(commands=tuple(entry("enhance", Way.POLL, 1, ms) for ms in (3.4, 99.9, 1234.0))))

    assert [row[4] for row in rows] == ["3 ms", "0.1 s", "1.2 s"]
