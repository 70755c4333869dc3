"""`darkroom demo`: no account, no key; the unmodified bot beside a local Discord and local vendors."""

import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from rich.console import Console

from bot.sandbox.demo.acts import acts
from bot.sandbox.demo.books import tasks_of
from bot.sandbox.demo.report import Report, report_on
from bot.sandbox.demo.screen import Screen
from bot.sandbox.demo.stage import BotEndedError, Stage, stage
from bot.sandbox.demo.story import keep_pictures, play
from bot.sandbox.demo.table import table_of
from bot.sandbox.demo.ways import Way
from bot.sandbox.discord import NoAnswerError

StageSetter = Callable[[Path], AbstractAsyncContextManager[Stage]]

_STARTING = {
    Way.POLL: "Starting the bot …",
    Way.CALLBACK: "\nStarting the bot again, on the same data, now with a DARKROOM_PUBLIC_URL …",
}
_HEADLINE = {
    Way.POLL: "\n1. By polling: the bot asks the vendors whether a picture is ready.\n",
    Way.CALLBACK: "\n2. By callback: vendors fetch pictures from the bot, and call it when done.\n",
}


async def run(out: Path, *, headless: bool, set_up: StageSetter = stage) -> bool:
    """Play the demo, leave pictures and `report.json` in the folder `out`; True if all went as it should.

    `set_up` makes the world in a folder for the bot's data.
    """
    screen = Screen(Console(force_terminal=False if headless else None, highlight=False))
    with tempfile.TemporaryDirectory(prefix="darkroom-demo-") as scratch:
        folder = Path(scratch)
        screen.say("Starting a local Discord and local vendors …")
        try:
            async with set_up(folder) as scene:
                report = await _perform(scene, screen, out)
        except (BotEndedError, NoAnswerError, TimeoutError) as error:
            screen.say(f"The demo stopped: {error}. The bot's last log lines:\n{_tail(folder / 'bot.log')}")
            return False
    report.write(out)
    _conclude(screen, report, out)
    return report.complete


async def _perform(scene: Stage, screen: Screen, out: Path) -> Report:
    """Once for each way, by a fresh process of the bot; the second time, the same pictures are not shown."""
    seen = []
    for way in Way:
        screen.say(_STARTING[way])
        async with scene.bot_runs(way):
            screen.say(_HEADLINE[way])
            for act in (act for act in acts() if way in act.ways):
                seen.append(await play(scene, screen, act, way))
                screen.close(**(keep_pictures(seen[-1], out) if way is Way.POLL else {}))
    tasks = await tasks_of(scene.folder, scene.guild.id, scene.person.id)
    return Report(commands=tuple(report_on(each, tasks.get(each.message_id), scene.books) for each in seen))


def _conclude(screen: Screen, report: Report, out: Path) -> None:
    screen.tabulate(*table_of(report))
    screen.say(f"The pictures and report.json are in {out.resolve()}")


def _tail(log: Path, lines: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else "(none)"
