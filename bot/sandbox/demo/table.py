"""The report as a table that fits into 80 columns."""

from bot.sandbox.demo.report import CommandReport, Report

Row = tuple[str, ...]


def table_of(report: Report) -> tuple[Row, list[Row]]:
    """Its head and its rows: a column per entry, after the names."""
    columns = [_column(command) for command in report.commands]
    head = ("", *(f"/{command.tool}" for command in report.commands))
    return head, [(name, *(column[name] for column in columns)) for name in columns[0]]


def _column(command: CommandReport) -> dict[str, str]:
    return {
        "path": command.path or "none",
        "ended": command.state,
        "provider": command.provider or "nobody",
        "vendor asked": "once" if command.polls == 1 else f"{command.polls} times",
        "acknowledged after": _passed(command.acknowledged_ms),
        "accepted upstream after": _passed(command.upstream_accepted_ms),
        "delivered after": _passed(command.delivered_ms),
        "ready to posted": _passed(command.upstream_finished_to_posted_ms),
        "size": f"{command.bytes / 1000:,.0f} kB",
    }


def _passed(moment_ms: float | None) -> str:
    return "never" if moment_ms is None else f"{moment_ms:,.0f} ms"
