"""The figures as a table on the terminal, as JSON and as Markdown."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.figures import Figure
from tests.bench.samples import Sample

HEAD = ("what", "floor", "ours", "ratio", "target", "met", "noise")
_RIGHT = {"floor", "ours", "ratio", "noise"}


def cells(figure: Figure) -> tuple[str, ...]:
    """The row of a figure, in the order of `HEAD`."""
    return (
        figure.what,
        _number(figure.floor, figure.unit),
        _number(figure.ours, figure.unit),
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        figure.target,
        {True: "met", False: "MISSED", None: ""}[figure.met],
        "" if figure.noise is None else f"{figure.noise:.0%}",
    )


def show(figures: Sequence[Figure], caption: str, console: Console) -> None:
    """Print the table, and the notes below it."""
    table = Table(caption=caption)
    for name in HEAD:
        table.add_column(name, justify="right" if name in _RIGHT else "left")
    for figure in figures:
        table.add_row(*cells(figure))
    console.print(table)
    for figure in figures:
        if figure.note:
            console.print(f"- {figure.what}: {figure.note}", highlight=False)


def write(figures: Sequence[Figure], caption: str, folder: Path) -> None:
    """`figures.json` and `figures.md` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"machine": caption, "figures": [_plain(figure) for figure in figures]}
    (folder / "figures.json").write_text(json.dumps(content, indent=2) + "\n")
    (folder / "figures.md").write_text(markdown(figures, caption))


def markdown(figures: Sequence[Figure], caption: str) -> str:
    """The table for the README, with the notes below it."""
    rows = [HEAD, tuple("---:" if name in _RIGHT else "---" for name in HEAD), *map(cells, figures)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    notes = "\n".join(f"- {figure.what}: {figure.note}" for figure in figures if figure.note)
    return f"{table}\n\n{caption}\n\n{notes}\n"


def _plain(figure: Figure) -> dict[str, Any]:
    samples = {"floor": figure.floor, "ours": figure.ours}
    values = {name: list(sample.values) if sample else None for name, sample in samples.items()}
    facts = {"what": figure.what, "unit": figure.unit, "ratio": figure.ratio, "target": figure.target}
    return {**facts, "met": figure.met, "note": figure.note, **values}


def _number(sample: Sample | None, unit: str) -> str:
    if sample is None:
        return ""
    digits = 0 if sample.median >= 100 else 1 if sample.median >= 10 else 2
    return f"{sample.median:,.{digits}f} {unit}"
