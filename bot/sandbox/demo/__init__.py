"""`darkroom demo`: no account, no key; the unmodified bot beside a local Discord and local vendors."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from rich.console import Console

from bot.domain.tasks import Task
from bot.sandbox import pictures
from bot.sandbox.demo.books import tasks_of
from bot.sandbox.demo.report import CommandReport, Report
from bot.sandbox.demo.screen import Screen
from bot.sandbox.demo.stage import Stage, stage
from bot.sandbox.demo.story import Act, Seen, play
from bot.sandbox.discord import NoAnswerError
from bot.sandbox.upstreams import Call

StageSetter = Callable[[Path], AbstractAsyncContextManager[Stage]]

_QUESTIONS = ("queryTask", "gettask")
"""How the vendors' polling endpoints are recognised in their books."""


async def run(out: Path, *, headless: bool, set_up: StageSetter = stage) -> bool:
    """Play the demo, leave pictures and `report.json` in the folder `out`; True if both pictures arrived.

    `set_up` makes the world in a folder for the bot's data.
    """
    console = Console(force_terminal=False if headless else None, highlight=False)
    screen = Screen(console)
    with tempfile.TemporaryDirectory(prefix="darkroom-demo-") as scratch:
        folder = Path(scratch)
        screen.say("Starting a local Discord, local vendors and the bot …")
        try:
            async with set_up(folder) as scene:
                seen = [await play(scene, screen, act, out) for act in _acts()]
                calls = [*scene.vendors.imgopen.calls, *scene.vendors.magictiger.calls]
                await scene.bot.stop()
                tasks = await tasks_of(folder, scene.guild.id, scene.person.id)
        except (NoAnswerError, TimeoutError) as error:
            screen.say(f"The demo stopped: {error}. The bot's last log lines:\n{_tail(folder / 'bot.log')}")
            return False
    report = Report(commands=tuple(_report(each, tasks.get(each.act.command), calls) for each in seen))
    report.write(out)
    _close(screen, report, out)
    return report.complete


def _acts() -> Sequence[Act]:
    return (
        Act(
            command="enhance",
            pictures={"image": pictures.photo()},
            options={},
            files={"image": "enhance-before"},
            result="enhance-after",
        ),
        Act(
            command="faceswap",
            pictures={"source": pictures.portrait_source(), "target": pictures.portrait_target()},
            options={"fidelity": 0.7},
            files={"source": "faceswap-source", "target": "faceswap-target"},
            result="faceswap-after",
        ),
    )


def _report(seen: Seen, task: Task | None, calls: Sequence[Call]) -> CommandReport:
    confirmed = task.confirmed_at or task.finished_at if task else None
    return CommandReport(
        tool=seen.act.command,
        provider=task.provider if task else None,
        path=_path(task, calls),
        acknowledged_ms=_rounded(seen.acknowledged_ms),
        upstream_accepted_ms=_rounded((confirmed.timestamp() - seen.sent_at) * 1000) if confirmed else None,
        delivered_ms=_rounded(seen.delivered_ms),
        bytes=len(seen.picture),
        state=task.state if task else "unknown",
    )


def _path(task: Task | None, calls: Sequence[Call]) -> str | None:
    """How the bot learnt of the result: it asked, as the vendor's books show."""
    if task is None or task.submitted_at is None:
        return None
    asked = [call for call in calls if call.endpoint.endswith(_QUESTIONS) and call.at >= task.submitted_at]
    return "poll" if asked else None


def _close(screen: Screen, report: Report, out: Path) -> None:
    columns = [_column(command) for command in report.commands]
    head = ("", *(f"/{command.tool}" for command in report.commands))
    screen.tabulate(head, [(name, *(column[name] for column in columns)) for name in columns[0]])
    screen.say(f"The pictures and report.json are in {out.resolve()}")


def _column(command: CommandReport) -> dict[str, str]:
    return {
        "ended": command.state,
        "provider": command.provider or "nobody",
        "path": command.path or "none",
        "acknowledged after": _passed(command.acknowledged_ms),
        "accepted upstream after": _passed(command.upstream_accepted_ms),
        "delivered after": _passed(command.delivered_ms),
        "size": f"{command.bytes / 1000:,.0f} kB",
    }


def _passed(moment_ms: float | None) -> str:
    return "never" if moment_ms is None else f"{moment_ms:,.0f} ms"


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 1)


def _tail(log: Path, lines: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else "(none)"
