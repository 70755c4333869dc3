"""What `report.json` says, and when it says that all went well."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.ids import MessageId
from bot.domain.lifecycle import State
from bot.sandbox.demo.acts import Act
from bot.sandbox.demo.report import CommandReport, Report, report_on
from bot.sandbox.demo.story import Seen
from bot.sandbox.demo.ways import Books, Way
from tests.sandbox.demo.parts import SENT_AT, after, heard, question, task

KEYS = {
    "tool",
    "provider",
    "path",
    "expected_path",
    "polls",
    "acknowledged_ms",
    "upstream_accepted_ms",
    "upstream_finished_to_posted_ms",
    "delivered_ms",
    "pictures",
    "bytes",
    "state",
}
UNANSWERED = Books(calls=(), callbacks=(), settled_at={})


def command(
    *, state: str = "delivered", size: int = 1000, path: Way | None = Way.POLL, expected: Way | None = Way.POLL
) -> CommandReport:
    """How a command went."""
    return CommandReport(
        tool="enhance",
        provider="magictiger",
        path=path,
        expected_path=expected,
        polls=2,
        acknowledged_ms=12.5,
        upstream_accepted_ms=80.0,
        upstream_finished_to_posted_ms=75.5,
        delivered_ms=900.1,
        pictures=1,
        bytes=size,
        state=state,
    )


def seen(*pictures: bytes, text: str = "Done.", at_once: bool = False) -> Seen:
    """What the person saw: an answer after 2.5 seconds."""
    return Seen(
        act=Act(command="enhance", pictures={}, options={}, files={}, result="after", at_once=at_once),
        way=Way.CALLBACK,
        message_id=MessageId(1),
        sent_at=SENT_AT.timestamp(),
        acknowledged_ms=3.14159,
        posted_at=after(2.5).timestamp(),
        text=text,
        pictures=pictures,
    )


def test_the_file_has_one_entry_per_command_under_the_documented_keys(tmp_path: Path) -> None:
    path = Report(commands=(command(), command())).write(tmp_path)

    (first, second) = json.loads(path.read_text())["commands"]
    assert path == tmp_path / "report.json"
    assert set(first) == set(second) == KEYS
    assert first["path"] == "poll"


@pytest.mark.parametrize(
    ("commands", "complete"),
    [
        ((command(), command()), True),
        ((command(), command(path=Way.CALLBACK, expected=Way.CALLBACK)), True),
        ((command(), command(expected=Way.CALLBACK)), False),
        ((command(path=Way.CALLBACK), command()), False),
        ((command(path=None), command()), False),
        ((command(path=None, expected=None), command()), True),
        ((command(expected=None), command()), False),
        ((command(), command(state="refunded")), False),
        ((command(size=0), command()), False),
    ],
)
def test_a_report_is_complete_when_every_picture_arrived_in_the_way_that_was_shown(
    commands: tuple[CommandReport, ...], *, complete: bool
) -> None:
    assert Report(commands=commands).complete is complete


def test_an_entry_joins_what_the_person_the_bot_and_the_vendor_know() -> None:
    row = task(confirmed_at=after(0.25), state=State.DELIVERED)
    books = Books(
        calls=[question(row, after(2.3))], callbacks=[heard(row, after(2.2))], settled_at={row.id: after(2.2)}
    )

    assert report_on(seen(b"picture"), row, books) == CommandReport(
        tool="enhance",
        provider="magictiger",
        path=Way.CALLBACK,
        expected_path=Way.CALLBACK,
        polls=1,
        acknowledged_ms=3.1,
        upstream_accepted_ms=250.0,
        upstream_finished_to_posted_ms=300.0,
        delivered_ms=2500.0,
        pictures=1,
        bytes=7,
        state="delivered",
    )


def test_a_task_that_was_finished_at_once_was_accepted_then() -> None:
    assert report_on(seen(), task(finished_at=after(0.5)), UNANSWERED).upstream_accepted_ms == 500.0


def test_a_command_that_became_no_task_has_no_figures_but_the_person_s() -> None:
    entry = report_on(seen(), None, UNANSWERED)

    assert (entry.state, entry.provider, entry.path, entry.polls, entry.bytes) == ("unknown", None, None, 0, 0)
    assert (entry.upstream_accepted_ms, entry.upstream_finished_to_posted_ms, entry.delivered_ms) == (None, None, None)
    assert entry.acknowledged_ms == 3.1


def test_what_the_vendor_made_and_nobody_saw_was_never_posted() -> None:
    row = task()
    books = Books(calls=(), callbacks=(), settled_at={row.id: datetime.now(UTC)})

    assert report_on(seen(), row, books).upstream_finished_to_posted_ms is None


def test_where_nobody_is_to_be_asked_no_way_is_expected() -> None:
    entry = report_on(seen(b"picture", at_once=True), task(state=State.DELIVERED), UNANSWERED)

    assert (entry.path, entry.expected_path, entry.complete) == (None, None, True)


def test_a_vendor_that_gets_no_id_of_ours_settles_by_its_own() -> None:
    row = task(state=State.DELIVERED)
    books = Books(calls=(), callbacks=(), settled_at={"tiger-1": after(2)})

    assert report_on(seen(b"picture"), row, books).upstream_finished_to_posted_ms == 500.0


def test_a_text_counts_by_its_own_bytes() -> None:
    entry = report_on(seen(text="an orange cat"), task(state=State.DELIVERED), UNANSWERED)

    assert (entry.pictures, entry.bytes) == (0, 13)


def test_an_explanation_is_no_result() -> None:
    entry = report_on(seen(text="That didn't work out."), task(state=State.REFUNDED), UNANSWERED)

    assert (entry.bytes, entry.delivered_ms) == (0, None)
