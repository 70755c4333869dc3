"""What `report.json` says: one entry per command and way of learning that the picture is ready."""

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.demo.story import Seen
from bot.sandbox.demo.ways import Books, Way


class CommandReport(BaseModel):
    """One command's way. Milliseconds count from the moment the person sent it; None: it did not get so far.

    `path` is what the vendors' books show, `expected_path` what the bot was set up for, None where there is nobody to
    ask; `polls` is how often it asked.
    `bytes` are the pictures', or those of a text. `upstream_finished_to_posted_ms` counts from the moment when the
    vendor had the picture.
    """

    model_config = ConfigDict(frozen=True)

    tool: str
    provider: str | None
    path: Way | None
    expected_path: Way | None
    polls: int
    acknowledged_ms: float | None
    upstream_accepted_ms: float | None
    upstream_finished_to_posted_ms: float | None
    delivered_ms: float | None
    pictures: int
    bytes: int
    state: str

    @property
    def complete(self) -> bool:
        """Whether the result arrived, and in the way that was shown."""
        return self.state == "delivered" and self.bytes > 0 and self.path is self.expected_path


class Report(BaseModel):
    """The whole demo."""

    model_config = ConfigDict(frozen=True)

    commands: tuple[CommandReport, ...]

    @property
    def complete(self) -> bool:
        """Whether every command went as it should."""
        return all(command.complete for command in self.commands)

    def write(self, folder: Path) -> Path:
        """Save it as `report.json`; where."""
        path = folder / "report.json"
        path.write_text(self.model_dump_json(indent=2) + "\n")
        return path


def report_on(seen: Seen, task: Task | None, books: Books) -> CommandReport:
    """What the person, the bot's database and the vendors' books say of one command."""
    is_there = task is not None and task.state is State.DELIVERED
    posted_at = seen.posted_at if is_there else None
    confirmed_at = task.confirmed_at or task.finished_at if task else None
    settled_at = books.settled(task) if task else None
    return CommandReport(
        tool=seen.act.command,
        provider=task.provider if task else None,
        path=books.way(task) if task else None,
        expected_path=None if seen.act.at_once else seen.way,
        polls=len(books.questions(task)) if task else 0,
        acknowledged_ms=None if seen.acknowledged_ms is None else round(seen.acknowledged_ms, 1),
        upstream_accepted_ms=_between(seen.sent_at, _unix_s(confirmed_at)),
        upstream_finished_to_posted_ms=_between(_unix_s(settled_at), posted_at),
        delivered_ms=_between(seen.sent_at, posted_at),
        pictures=len(seen.pictures),
        bytes=sum(map(len, seen.pictures)) or len(seen.text.encode()) if is_there else 0,
        state=task.state if task else "unknown",
    )


def _unix_s(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


def _between(start_s: float | None, end_s: float | None) -> float | None:
    return None if start_s is None or end_s is None else round((end_s - start_s) * 1000, 1)
