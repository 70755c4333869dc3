"""PostgreSQL 15 or newer: for tests by fixture, for programs by `postgres_server`.

`TEST_POSTGRES_DSN` names a server that is there already, with a role that may create databases; else there is a private
one.
"""

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

from storage.database import Database
from storage.migrate import upgrade
from tests.cluster import NotInstalled, private_cluster

VARIABLE = "TEST_POSTGRES_DSN"


class Server:
    """Makes and drops databases. `url` is that of its maintenance database."""

    def __init__(self, url: URL, admin: psycopg.Connection[Any]) -> None:
        self.url = url
        self._admin = admin

    def new_database(self, *, like: str | None = None) -> str:
        """The URL of a fresh database (`postgresql+psycopg://…`): empty, or a copy of that at the URL `like`.

        Nobody may be connected to what is copied. Whoever makes one on a server that stays drops it.
        """
        name = f"darkroom_{secrets.token_hex(8)}"
        original = make_url(like).database if like else "template0"
        self._do("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, str(original))
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._do("DROP DATABASE {} WITH (FORCE)", str(make_url(url).database))

    @contextmanager
    def database(self, *, like: str | None = None) -> Iterator[str]:
        """A `new_database` that is dropped afterwards."""
        url = self.new_database(like=like)
        try:
            yield url
        finally:
            self.drop(url)

    def _do(self, statement: LiteralString, *names: str) -> None:
        self._admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[Server]:
    """A server, until the end of the block. Raises NotInstalled where there is none and none can be started.

    `durable`: commits reach the disk, as for a measurement.
    """
    given = os.environ.get(VARIABLE)
    with ExitStack() as stack:
        url = make_url(given) if given else stack.enter_context(private_cluster(durable=durable))
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        admin = stack.enter_context(psycopg.connect(dsn, autocommit=True))
        yield Server(url.set(drivername="postgresql+psycopg"), admin)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One server for all tests of this process."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres_server())
        except NotInstalled as reason:
            pytest.skip(f"{reason}, and {VARIABLE} is not set")
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> Iterator[str]:
    """A database with our schema and nothing in it, to be copied."""
    with postgres.database() as url:
        asyncio.run(migrated(url))
        yield url


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """An empty database of its own for one test."""
    with postgres.database() as url:
        yield url


async def migrated(url: str) -> None:
    """Give a database our schema."""
    database = Database.open(url)
    try:
        await upgrade(database)
    finally:
        await database.close()
