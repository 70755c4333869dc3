"""The command line of the crash journeys."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console

from bot.engine.milestones import PLACES
from tests.cluster import NotInstalled
from tests.faults.bot import bots
from tests.faults.cells import Restart, cells
from tests.faults.databases import Kind, places
from tests.faults.tour import Tour

cli = typer.Typer(add_completion=False)


@cli.command()
def faults(
    *,
    only: Annotated[list[str] | None, typer.Option(help="A place, like 'saved deliver'; may be repeated.")] = None,
    database: Annotated[Kind | None, typer.Option(help="Only on this kind of database.")] = None,
    restart: Annotated[Restart | None, typer.Option(help="Only with this restart.")] = None,
    keep_going: Annotated[bool, typer.Option("--keep-going", help="Do not stop at the first broken cell.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="How many cells are played at a time.")] = 8,
) -> None:
    """Kill the bot before and after every commit and effect, start the next, and see that the promise holds."""
    chosen = set(only or PLACES)
    if not chosen <= set(PLACES):
        raise typer.BadParameter(f"one of {', '.join(PLACES)}", param_hint="--only")
    kinds = {database} if database else set(Kind)
    began, console = time.monotonic(), Console()
    with tempfile.TemporaryDirectory(prefix="darkroom-faults-") as folder, places(kinds, Path(folder)) as found:
        usable = {kind: place for kind, place in found.items() if not isinstance(place, NotInstalled)}
        wanted = list(cells(places=chosen, restarts={restart} if restart else set(Restart), databases=set(usable)))
        tour = Tour(context=bots(), folder=Path(folder), places=usable, keep_going=keep_going, console=console)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(tour.run(wanted, jobs=jobs))
    console.print(tour.results.table(wanted))
    for kind, reason in found.items():
        if isinstance(reason, NotInstalled):
            console.print(f"[yellow]skipped: {kind} ({reason})[/]")
    console.print(f"{len(tour.results.seconds)} of {len(wanted)} cells in {time.monotonic() - began:.0f} s")
    holds = tour.results.seconds and not tour.results.broken  # to have played nothing proves nothing
    raise typer.Exit(0 if holds else 1)
