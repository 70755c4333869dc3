"""What `report.json` says: one entry per command."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class CommandReport(BaseModel):
    """One command's way. Milliseconds count from the moment the person sent it; None: it did not get so far."""

    model_config = ConfigDict(frozen=True)

    tool: str
    provider: str | None
    path: str | None
    acknowledged_ms: float | None
    upstream_accepted_ms: float | None
    delivered_ms: float | None
    bytes: int
    state: str


class Report(BaseModel):
    """The whole demo."""

    model_config = ConfigDict(frozen=True)

    commands: tuple[CommandReport, ...]

    @property
    def complete(self) -> bool:
        """Whether every picture arrived."""
        return all(command.state == "delivered" and command.bytes > 0 for command in self.commands)

    def write(self, folder: Path) -> Path:
        """Save it as `report.json`; where."""
        path = folder / "report.json"
        path.write_text(self.model_dump_json(indent=2) + "\n")
        return path
