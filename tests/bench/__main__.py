"""`python -m tests.bench`: measure, print the table, leave it as JSON and Markdown."""

import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console

from tests.bench.figures import Figure
from tests.bench.noise import Noise
from tests.bench.report import show, write
from tests.bench.rows import ROWS
from tests.bench.scale import FULL, QUICK, Scale

_WIDTH = 150
_NAMES = ", ".join(ROWS)


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    *,
    only: Annotated[str, typer.Option(help=f"Some of: {_NAMES}.")] = ",".join(ROWS),
    quick: Annotated[bool, typer.Option(help="Small numbers: see that every row gives a figure.")] = False,
    out: Annotated[Path | None, typer.Option(help="A folder for figures.json and figures.md.")] = None,
) -> None:
    """Measure ours against a minimal bot on the same local Discord and vendor. A missed target is no failure."""
    chosen = only.split(",")
    if unknown := set(chosen) - set(ROWS):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: there are {_NAMES}")
    uvloop.run(_run(chosen, QUICK if quick else FULL, out))


async def _run(chosen: list[str], scale: Scale, out: Path | None) -> None:
    console, noise, figures = Console(width=None if sys.stdout.isatty() else _WIDTH), Noise(), list[Figure]()
    await noise.listen()
    for name in chosen:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="darkroom-bench-") as folder:
            figures += await ROWS[name](scale, Path(folder))
        console.print(f"{name} measured in {time.monotonic() - began:.0f} s")
        await noise.listen()
        if out is not None:
            write(figures, noise.describe(), out)
    show(figures, noise.describe(), console)


if __name__ == "__main__":
    app()
