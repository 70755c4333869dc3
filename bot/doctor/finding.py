"""What was found, and how it is shown."""

from dataclasses import dataclass

from rich.table import Table
from rich.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `fine` is False only where `run` would not work as it is set up."""

    what: str
    found: str
    fine: bool = True


def table(findings: list[Finding]) -> Table:
    """The findings for a terminal."""
    drawn = Table("", "looked at", title="Darkroom's doctor", show_lines=False)
    drawn.add_column("found", overflow="fold")
    for finding in findings:
        drawn.add_row("[green]✓[/]" if finding.fine else "[red]✗[/]", finding.what, Text(finding.found))
    return drawn
