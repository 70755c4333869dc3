"""The report as a table that fits into 80 columns."""

from bot.sandbox.demo.report import CommandReport, Report

Row = tuple[str, ...]

HEAD = ("", "ended", "path", "asked", "heard", "posted", "in all", "size")
"""How long it took: `heard` and `in all` from the command on, `posted` from when the vendor had the result.

A path of `-`: there was nobody to ask.
"""


_NOBODY = "-"
_A_WHILE_MS, _LONG_MS = 50, 10_000


def table_of(report: Report) -> tuple[Row, list[Row]]:
    """Its head, and a row for each command."""
    return HEAD, [_row(command) for command in report.commands]


def _row(command: CommandReport) -> Row:
    return (
        f"/{command.tool}",
        command.state,
        _path(command),
        f"{command.polls} x",
        _passed(command.acknowledged_ms),
        _passed(command.upstream_finished_to_posted_ms) if command.expected_path else _NOBODY,
        _passed(command.delivered_ms),
        _size(command.bytes),
    )


def _path(command: CommandReport) -> str:
    return command.path or ("none" if command.expected_path else _NOBODY)


def _passed(moment_ms: float | None) -> str:
    if moment_ms is None:
        return "never"
    if moment_ms < _A_WHILE_MS:
        return f"{moment_ms:.0f} ms"
    return f"{moment_ms / 1000:.1f} s" if moment_ms < _LONG_MS else f"{moment_ms / 1000:.0f} s"


def _size(count: int) -> str:
    for unit, size in (("MB", 1_000_000), ("kB", 1000)):
        if count >= size:
            return f"{count / size:.0f} {unit}"
    return f"{count} B"
