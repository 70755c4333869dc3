"""What happens in the bot's own process: the unmodified bot, and its death."""

import asyncio
import os
import signal
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from functools import partial
from multiprocessing import parent_process
from pathlib import Path

import uvloop

from bot import app, logs
from bot.engine.milestones import Milestones
from bot.settings import Settings
from tests.faults.clock import SharedClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """`death` is the milestone at whose `visit`-th visit, from 1, the process is killed.

    At `loss` every kept picture vanishes from its disk.
    """

    death: str | None = None
    visit: int = 1
    loss: str | None = None


def live(settings: Settings, clock: Path, log: Path, fate: Fate) -> None:
    """`darkroom run` from here on, in a session of its own, with its lines in `log`."""
    os.setsid()
    threading.Thread(target=_end_with_parent, name="end with parent", daemon=True).start()
    with log.open("ab") as stream:
        for number in (sys.stdout.fileno(), sys.stderr.fileno()):
            os.dup2(stream.fileno(), number)
    logs.set_up(settings.log, secrets=list(logs.secrets_of(settings)), stream=sys.stderr)
    milestones = Milestones(partial(_reach, fate, Counter(), settings.media.dir))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(app.run(settings, clock=SharedClock(clock), milestones=milestones))


def _reach(fate: Fate, visits: Counter[str], pictures: Path, milestone: str) -> None:
    visits[milestone] += 1
    if milestone == fate.loss:
        lose(pictures)
    if milestone == fate.death and visits[milestone] == fate.visit:
        os.kill(os.getpid(), signal.SIGKILL)


def lose(pictures: Path) -> None:
    """The disk forgets every picture."""
    for path in kept(pictures):
        path.unlink()


def kept(pictures: Path) -> list[Path]:
    """Every picture in the folder of the media store."""
    return [path for path in pictures.iterdir() if path.is_file()] if pictures.exists() else []


def _end_with_parent() -> None:
    """Nobody else would end a bot whose run was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
