"""What `darkroom doctor` finds, with the local Discord and the local vendors as its patients."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from rich.console import Console
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.cli import cli
from bot.doctor import Finding, examine, table
from bot.domain.clock import SystemClock
from bot.sandbox.bot_process import environment
from bot.sandbox.discord import LocalDiscord
from bot.sandbox.upstreams import LocalVendors, TintImaging
from bot.settings import Settings, load
from storage import migrate
from storage.database import Database
from storage.sealing import keys_from_file
from tests.surroundings import empty_folder, own_logging  # noqa: F401  # fixtures

SECRET = "hushhush"
NOBODY_THERE = "http://127.0.0.1:9"
DATABASE = Path("data/darkroom.db")

pytestmark = pytest.mark.usefixtures("own_logging")


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


@pytest.fixture
async def practice(
    empty_folder: Path,  # noqa: F811  # the fixture imported above
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Practice]:
    clock = SystemClock()
    async with LocalDiscord(clock=clock) as discord, LocalVendors(clock=clock, imaging=TintImaging()) as vendors:
        yield Practice(
            discord=discord,
            vendors=vendors,
            folder=empty_folder,
            variables=environment(discord, vendors),
            monkeypatch=monkeypatch,
        )


async def ran_before(revision: str | None = None) -> None:
    """Leave on the disk what an earlier start made, at another revision if one is named."""
    DATABASE.parent.mkdir()
    keys_from_file(DATABASE.parent / "secret.keys")
    database = Database.open(f"sqlite+aiosqlite:///{DATABASE}")
    await migrate.upgrade(database)
    if revision is not None:
        async with database.transaction() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    await database.close()


async def test_with_right_settings_everything_is_fine(practice: Practice) -> None:
    found = await practice.finds()

    assert all(finding.fine for finding in found.values()), found
    assert found["Discord"].found.startswith("the token is ")
    assert found["Img Open"].found == found["Magic Tiger"].found == "takes the operator's key"
    assert "enhance_types={'enhance': 1}" in found["Magic Tiger runs with"].found


async def test_the_doctor_pays_for_nothing_and_breaks_no_protocol(practice: Practice) -> None:
    await practice.finds()

    for vendor in (practice.vendors.imgopen, practice.vendors.magictiger):
        assert (len(vendor.calls), vendor.paid_tasks, vendor.violations) == (1, [], [])


async def test_after_a_start_the_database_is_at_its_revision_and_the_key_file_is_named(practice: Practice) -> None:
    await ran_before()

    found = await practice.finds()

    assert found["migrations"] == Finding(what="migrations", found=f"at revision {migrate.head()}")
    assert found["secret keys"].found == "from data/secret.keys"


async def test_a_database_of_a_newer_program_is_not_fine(practice: Practice) -> None:
    await ran_before("9999")

    found = (await practice.finds())["migrations"]

    assert (found.fine, found.found) == (False, "9999 is newer than this Darkroom: upgrade the program")


async def test_a_token_that_discord_refuses_is_not_fine(practice: Practice) -> None:
    found = (await practice.finds(DARKROOM_DISCORD__TOKEN=SECRET))["Discord"]

    assert (found.fine, found.found) == (False, "DARKROOM_DISCORD__TOKEN: Discord does not accept this token")


async def test_an_empty_token_is_not_fine(practice: Practice) -> None:
    found = (await practice.finds(DARKROOM_DISCORD__TOKEN=""))["Discord"]

    assert (found.fine, found.found) == (False, "DARKROOM_DISCORD__TOKEN is not set")


async def test_a_discord_that_does_not_answer_is_not_fine_and_the_rest_is_looked_at(practice: Practice) -> None:
    found = await practice.finds(DARKROOM_DISCORD__API_BASE=f"{NOBODY_THERE}/api")

    assert [what for what, finding in found.items() if not finding.fine] == ["Discord"]
    assert found["Discord"].found.startswith(f"Discord cannot be reached at {NOBODY_THERE}/api")


async def test_a_vendor_that_refuses_the_key_is_not_fine(practice: Practice) -> None:
    magictiger = practice.vendors.magictiger
    magictiger.config = replace(magictiger.config, business_error_http_status=401)

    found = (await practice.finds(DARKROOM_PROVIDERS__MAGICTIGER__API_TOKEN=SECRET))["Magic Tiger"]

    assert (found.fine, found.found) == (False, "refuses the operator's key")


async def test_a_vendor_that_does_not_answer_is_not_fine(practice: Practice) -> None:
    found = (await practice.finds(DARKROOM_PROVIDERS__IMGOPEN__BASE_URL=NOBODY_THERE))["Img Open"]

    assert not found.fine
    assert "Img Open" in found.found


async def test_a_provider_that_is_off_names_its_empty_variables_and_is_fine(practice: Practice) -> None:
    del practice.variables["DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL"]

    found = (await practice.finds())["Magic Tiger"]

    assert found.fine
    assert found.found.startswith("off; empty are DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL")
    assert "API_TOKEN" not in found.found


async def test_without_an_operator_s_key_servers_are_pointed_to_their_own(practice: Practice) -> None:
    del practice.variables["DARKROOM_PROVIDERS__MAGICTIGER__API_TOKEN"]

    found = (await practice.finds())["Magic Tiger"]

    assert (found.fine, found.found) == (True, "no operator key; servers can set their own with /keys set")


@pytest.mark.parametrize("ran", [False, True])
async def test_nothing_is_left_on_the_disk(practice: Practice, *, ran: bool) -> None:
    if ran:
        await ran_before()
    before = practice.on_disk()

    await practice.finds()

    assert practice.on_disk() == before


async def test_the_command_ends_with_0_where_all_is_fine_and_with_1_where_not(practice: Practice) -> None:
    fine = await practice.command()
    broken = await practice.command(DARKROOM_DISCORD__TOKEN=SECRET)

    assert (fine.exit_code, broken.exit_code) == (0, 1)
    assert ("✗" in fine.stdout, "✗" in broken.stdout) == (False, True)


async def test_the_command_shows_no_secret(practice: Practice) -> None:
    shown = await practice.command(
        DARKROOM_DISCORD__TOKEN=SECRET, DARKROOM_DATABASE_URL=f"mysql://ann:{SECRET}@127.0.0.1:9/darkroom"
    )

    assert "Magic Tiger" in shown.stdout
    for secret in secrets_in(practice):
        assert secret not in shown.output


def secrets_in(practice: Practice) -> list[str]:
    """Whatever must not be shown."""
    providers = practice.settings().providers
    sealed: list[SecretStr | None] = [
        providers.imgopen.access_key_id,
        providers.imgopen.access_key_secret,
        providers.magictiger.api_token,
    ]
    return [SECRET, *(each.get_secret_value() for each in sealed if each)]


@pytest.mark.parametrize("found", ["[/]", "[red]alarm[/red]", "[link=https://evil.example]click[/link]"])
def test_what_others_say_is_shown_as_it_is(found: str) -> None:
    console = Console(width=120, record=True, file=io.StringIO())

    console.print(table([Finding(what="Discord", found=found)]))

    assert found in console.export_text()


async def test_where_the_pictures_are_kept_is_tried(practice: Practice) -> None:
    assert (await practice.finds())["pictures"].found == "data/media is not there yet; `run` makes it"
    (practice.folder / "pictures").mkdir()

    found = (await practice.finds(DARKROOM_MEDIA__DIR="pictures"))["pictures"]

    assert (found.fine, found.found) == (True, "kept in pictures")


async def test_a_folder_that_is_none_is_not_fine(practice: Practice) -> None:
    (practice.folder / "pictures").write_text("a file")

    found = (await practice.finds(DARKROOM_MEDIA__DIR="pictures"))["pictures"]

    assert not found.fine
    assert "DARKROOM_MEDIA__DIR" in found.found


async def test_a_bucket_that_nobody_answers_for_is_not_fine(practice: Practice) -> None:
    bucket = {"BUCKET": "pictures", "ENDPOINT": NOBODY_THERE, "ACCESS_KEY_ID": "ann", "SECRET_ACCESS_KEY": SECRET}
    found = await practice.finds(**{f"DARKROOM_MEDIA__S3__{name}": value for name, value in bucket.items()})

    assert not found["pictures"].fine
    assert SECRET not in found["pictures"].found
