"""What happens in a process of ours: `darkroom run`, as from a shell."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing import parent_process
from pathlib import Path

import uvloop

from bot import __main__, app, logs
from bot.cli import cli
from bot.engine.milestones import Milestones
from bot.roles import Role
from bot.settings import PREFIX, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a process is started. At the milestone `stops_at` it stops itself, once, as by SIGSTOP from outside."""

    role: Role
    shards: str | None
    variables: Mapping[str, str] = field(repr=False)
    folder: Path
    log: Path
    stops_at: str | None = None


def live(start: Start) -> None:
    """In a session of its own, with its lines in its log; ends with whoever started it."""
    os.setsid()
    threading.Thread(target=_end_with_parent, name="end with parent", daemon=True).start()
    with start.log.open("ab") as stream:
        for number in (sys.stdout.fileno(), sys.stderr.fileno()):
            os.dup2(stream.fileno(), number)
    os.chdir(start.folder)
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        del os.environ[name]
    os.environ |= start.variables
    sys.modules["__main__"] = __main__  # which its worker processes import again: not pytest
    if start.stops_at is None:
        cli(["run", "--role", start.role, *(["--shards", start.shards] if start.shards else [])])
    else:
        _run_and_stop(start.role, start.stops_at)


def _run_and_stop(role: Role, place: str) -> None:
    """What the command line does, which has no seam for milestones."""
    settings = load()
    logs.set_up(settings.log, secrets=list(logs.secrets_of(settings)))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(app.run(settings, role=role, milestones=Milestones(_stop_once_at(place))))


def _stop_once_at(place: str) -> Callable[[str], None]:
    left = {place}

    def reach(milestone: str) -> None:
        if milestone in left:
            left.clear()
            os.kill(os.getpid(), signal.SIGSTOP)

    return reach


def _end_with_parent() -> None:
    """Nobody else would end a process whose test was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
