"""What `darkroom doctor` finds, and what it leaves alone."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.doctor import Finding
from storage import migrate
from storage.database import Database
from storage.sealing import keys_from_file
from tests.doctor.practice import NOBODY_THERE, SECRET, Practice

DATABASE = Path("data/darkroom.db")

pytestmark = pytest.mark.usefixtures("own_logging")


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
