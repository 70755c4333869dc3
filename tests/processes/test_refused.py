"""What `darkroom run` refuses at its start: one sentence, and exit status 2."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from bot.roles import Role
from tests.media.buckets import a_bucket
from tests.postgres import Server, postgres, postgres_template  # noqa: F401 (fixtures)
from tests.surroundings import empty_folder, own_logging  # noqa: F401 (fixtures)
from tests.test_cli import NO_DISCORD, TOKEN, darkroom, sentence

NOWHERE = "http://127.0.0.1:9"
PUBLIC = {"DARKROOM_PUBLIC_URL": "https://darkroom.example"}
ROLES = pytest.mark.parametrize("role", Role)

pytestmark = pytest.mark.usefixtures("empty_folder", "own_logging")


@pytest.fixture
def postgres_url(postgres: Server, postgres_template: str) -> Iterator[Mapping[str, str]]:  # noqa: F811 (the fixtures)
    """The settings for a database that is up to date."""
    with postgres.database(like=postgres_template) as url:
        yield {"DARKROOM_DATABASE_URL": url}


@pytest.mark.parametrize("shards", ["", "8", "0-3", "0-8/8", "3-1/8", "0/0", "-1/8", "٣/8", "0x1/8", "0-3/8; rm -rf /"])
def test_shards_that_make_no_sense_are_refused(shards: str) -> None:
    assert sentence(darkroom("run", "--shards", shards, **TOKEN, **NO_DISCORD)).startswith("--shards ")


@pytest.mark.parametrize("role", [Role.WORKER, Role.WEB])
def test_shards_are_for_those_who_listen_to_the_gateway(role: Role, postgres_url: Mapping[str, str]) -> None:
    said = sentence(darkroom("run", "--role", role, "--shards", "0/1", **TOKEN, **NO_DISCORD, **PUBLIC, **postgres_url))

    assert said.startswith("--shards is for processes that listen to Discord's gateway")
    assert f"--role {role}" in said


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ALL])
def test_sharing_the_work_needs_postgresql(role: Role, tmp_path: Path) -> None:
    said = sentence(darkroom("run", "--role", role, **TOKEN, **NO_DISCORD, **PUBLIC))

    assert said.startswith(f"--role {role} ")
    assert "PostgreSQL" in said
    assert "DARKROOM_DATABASE_URL" in said
    assert list(tmp_path.iterdir()) == []


def test_a_web_process_needs_an_address_that_vendors_can_reach(postgres_url: Mapping[str, str]) -> None:
    said = sentence(darkroom("run", "--role", Role.WEB, **postgres_url))

    assert said.startswith("--role web ")
    assert "DARKROOM_PUBLIC_URL" in said


def test_a_role_that_there_is_not_is_a_mistake_in_the_command() -> None:
    result = darkroom("run", "--role", "cook", **TOKEN)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "cook" in result.stderr


@ROLES
def test_a_database_that_is_newer_than_the_program_is_left_alone(role: Role, postgres_url: Mapping[str, str]) -> None:
    dsn = make_url(postgres_url["DARKROOM_DATABASE_URL"]).set(drivername="postgresql")
    with psycopg.connect(dsn.render_as_string(hide_password=False)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")

    said = sentence(darkroom("run", "--role", role, **TOKEN, **NO_DISCORD, **PUBLIC, **postgres_url))

    assert "from-the-future" in said
    assert "newer than this Darkroom" in said


@ROLES
def test_a_bucket_that_nobody_answers_for_is_named_with_its_setting(
    role: Role, postgres_url: Mapping[str, str]
) -> None:
    bucket = a_bucket(NOWHERE)
    settings = {
        "DARKROOM_MEDIA__S3__BUCKET": str(bucket.bucket),
        "DARKROOM_MEDIA__S3__ENDPOINT": NOWHERE,
        "DARKROOM_MEDIA__S3__ACCESS_KEY_ID": "ann",
        "DARKROOM_MEDIA__S3__SECRET_ACCESS_KEY": "hushhush",
    }

    said = sentence(darkroom("run", "--role", role, **TOKEN, **NO_DISCORD, **PUBLIC, **postgres_url, **settings))

    assert said.startswith("DARKROOM_MEDIA")
    assert str(bucket.bucket) in said
    assert NOWHERE in said


@ROLES
def test_a_database_server_that_is_not_there_is_named_with_its_setting(role: Role) -> None:
    url = "postgresql+psycopg://ann:hushhush@127.0.0.1:9/darkroom"

    said = sentence(darkroom("run", "--role", role, **TOKEN, **NO_DISCORD, **PUBLIC, DARKROOM_DATABASE_URL=url))

    assert said.startswith("DARKROOM_DATABASE_URL: ")
