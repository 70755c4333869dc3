"""Where the doctor works, with the local Discord and the local vendors as its patients."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import cli
from bot.doctor import Finding, examine
from bot.sandbox.discord import LocalDiscord
from bot.sandbox.upstreams import LocalVendors
from bot.settings import Settings, load

SECRET = "hushhush"
NOBODY_THERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Where the doctor works: an empty folder, and everybody on the line."""

    discord: LocalDiscord
    vendors: LocalVendors
    folder: Path
    variables: dict[str, str]
    monkeypatch: pytest.MonkeyPatch

    def settings(self, **changes: str) -> Settings:
        """The settings of the sandbox, with these variables instead."""
        for name, value in {**self.variables, **changes}.items():
            self.monkeypatch.setenv(name, value)
        return load()

    async def finds(self, **changes: str) -> dict[str, Finding]:
        """The findings, by what was looked at."""
        return {finding.what: finding for finding in await examine(self.settings(**changes))}

    async def command(self, **changes: str) -> Result:
        """What `darkroom doctor` does."""
        settings = {**self.variables, **changes, "COLUMNS": "200"}
        return await asyncio.to_thread(CliRunner().invoke, cli, ["doctor"], env=settings)

    def on_disk(self) -> set[str]:
        """Every file and folder, by its name below the folder."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}
