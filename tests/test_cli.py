"""The command line: exit statuses, and one sentence for each mistake instead of a traceback."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner, Result

from bot.cli import cli
from bot.domain.ids import GuildId, ProviderId, UserId
from storage.database import Database
from storage.sealing import Sealer, new_key
from storage.vault import Vault
from tests.surroundings import empty_folder, own_logging  # noqa: F401  # fixtures

T = TypeVar("T")

GUILD, ADA, MAGIC_TIGER = GuildId(1), UserId(2), ProviderId("magictiger")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECRET = "hushhush"
TOKEN = {"DARKROOM_DISCORD__TOKEN": f"token-{SECRET}"}
NO_DISCORD = {"DARKROOM_DISCORD__API_BASE": "http://127.0.0.1:9/api"}
"""Port 9 takes nobody in: what is tested ends before."""

pytestmark = pytest.mark.usefixtures("empty_folder", "own_logging")


def darkroom(*arguments: str, **settings: str) -> Result:
    """What a command does with these settings."""
    return CliRunner().invoke(cli, arguments, env=settings)


def sentence(result: Result) -> str:
    """The one line that a refused start says."""
    assert result.exit_code == 2
    assert result.stdout == ""
    (said,) = result.stderr.splitlines()
    assert SECRET not in said
    return said


def test_without_a_token_run_ends_with_status_2_and_one_sentence(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DARKROOM_")}
    here = str(Path(__file__).parents[1])

    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": here},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("DARKROOM_DISCORD__TOKEN is not set")
    assert len(ended.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_empty_token_is_none() -> None:
    assert sentence(darkroom("run", DARKROOM_DISCORD__TOKEN="")).startswith("DARKROOM_DISCORD__TOKEN is not set")


@pytest.mark.parametrize(
    "command",
    [["run"], ["doctor"], ["tools"], ["tools", "--json"], ["db", "upgrade"], ["keys", "rotate"]],
    ids=" ".join,
)
def test_a_bad_setting_ends_every_command_that_reads_settings(command: list[str]) -> None:
    result = darkroom(*command, DARKROOM_ENGINE__LEASE_S=SECRET)

    assert sentence(result).startswith("DARKROOM_ENGINE__LEASE_S: ")


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"DARKROOM_DATABASE_URL": f"mysql://ann:{SECRET}@db.example/darkroom"}, "DARKROOM_DATABASE_URL"),
        ({"DARKROOM_DATABASE_URL": SECRET}, "DARKROOM_DATABASE_URL"),
        ({"DARKROOM_DATABASE_URL": "sqlite:///darkroom.db"}, "DARKROOM_DATABASE_URL"),
        ({"DARKROOM_DATABASE_URL": "sqlite+aiosqlite:///a-file/darkroom.db"}, "DARKROOM_DATABASE_URL: a-file"),
        (
            {"DARKROOM_DATABASE_URL": "sqlite+aiosqlite:////proc/darkroom.db"},
            "DARKROOM_DATABASE_URL: /proc/darkroom.db",
        ),
        ({"DARKROOM_DATABASE_URL": "sqlite+aiosqlite:///a-file"}, "DARKROOM_DATABASE_URL: "),
        ({"DARKROOM_MEDIA__DIR": "a-file"}, "DARKROOM_MEDIA__DIR: a-file"),
        ({"DARKROOM_MEDIA__DIR": "a-file/media"}, "DARKROOM_MEDIA__DIR: a-file/media"),
        ({"DARKROOM_SECRET_KEYS": json.dumps([SECRET])}, "DARKROOM_SECRET_KEYS"),
        ({"DARKROOM_SECRET_KEY_FILE": "a-file"}, "DARKROOM_SECRET_KEY_FILE: a-file"),
        ({"DARKROOM_SECRET_KEY_FILE": "a-file/secret.keys"}, "DARKROOM_SECRET_KEY_FILE: a-file/secret.keys"),
        ({"DARKROOM_SECRET_KEY_FILE": "no-text"}, "DARKROOM_SECRET_KEY_FILE: no-text"),
        ({"DARKROOM_SECRET_KEY_FILE": "empty"}, "DARKROOM_SECRET_KEY_FILE: empty does not hold Fernet keys"),
    ],
)
def test_what_cannot_be_used_ends_run_with_a_sentence_that_names_it(
    settings: Mapping[str, str], named: str, tmp_path: Path
) -> None:
    (tmp_path / "a-file").write_text(f"{SECRET}, and long enough to be no empty database" * 100)
    (tmp_path / "no-text").write_bytes(b"\xff")
    (tmp_path / "empty").touch()

    assert sentence(darkroom("run", **TOKEN, **NO_DISCORD, **settings)).startswith(named)


def test_db_upgrade_makes_a_database_and_may_be_repeated(tmp_path: Path) -> None:
    first, second = darkroom("db", "upgrade"), darkroom("db", "upgrade")

    assert first.exit_code == second.exit_code == 0
    assert first.stdout == second.stdout
    assert "is at revision" in first.stdout
    assert (tmp_path / "data" / "darkroom.db").exists()


def test_keys_new_prints_a_key_that_run_accepts_and_never_the_same_twice() -> None:
    keys = [darkroom("keys", "new").stdout.strip() for _ in range(2)]

    assert keys[0] != keys[1]
    assert all(Fernet(key) for key in keys)


def test_keys_rotate_works_before_the_first_start() -> None:
    result = darkroom("keys", "rotate", DARKROOM_SECRET_KEYS=json.dumps([new_key()]))

    assert (result.exit_code, result.stdout.split()[0]) == (0, "0")


def test_after_keys_rotate_the_old_secret_key_is_not_needed_any_more() -> None:
    old, new = new_key(), new_key()
    given = {"api_token": SecretStr(SECRET)}
    assert darkroom("db", "upgrade").exit_code == 0
    asyncio.run(with_vault(old, lambda vault, at: vault.put(at, GUILD, MAGIC_TIGER, given, by=ADA, now=NOW)))

    result = darkroom("keys", "rotate", DARKROOM_SECRET_KEYS=json.dumps([new, old]))

    assert (result.exit_code, result.stdout.split()[0]) == (0, "1")
    assert asyncio.run(with_vault(new, lambda vault, at: vault.get(at, GUILD, MAGIC_TIGER))) == given


async def with_vault(key: str, use: Callable[[Vault, AsyncConnection], Awaitable[T]]) -> T:
    """Use the vault of the default database as somebody who has only this secret key."""
    database = Database.open("sqlite+aiosqlite:///data/darkroom.db")
    try:
        async with database.transaction() as connection:
            return await use(Vault(Sealer([SecretStr(key)])), connection)
    finally:
        await database.close()


@pytest.mark.parametrize("command", [[], ["db"], ["keys"]], ids=lambda command: " ".join(command) or "darkroom")
def test_help_names_every_command(command: list[str]) -> None:
    result = darkroom(*command, "--help")

    expected = {"": {"run", "demo", "doctor", "tools", "db", "keys"}, "db": {"upgrade"}, "keys": {"new", "rotate"}}
    assert result.exit_code == 0
    assert expected["".join(command)] <= set(result.stdout.split())


def test_a_demo_that_cannot_write_its_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()

    assert sentence(darkroom("demo", "--out", "a-file")).startswith("--out: a-file")
