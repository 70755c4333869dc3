"""A house for every test, with an empty database and an empty bucket of its own."""

import logging
from collections.abc import AsyncIterator, Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from bot.media.settings import S3Settings
from tests.media.buckets import a_bucket, make, moto
from tests.postgres import postgres, postgres_url  # noqa: F401 (fixtures)
from tests.processes.house import House, open_house
from tests.processes.process import nursery


@pytest.fixture(scope="session")
def born_by() -> ForkServerContext:
    return nursery()


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A store for buckets; its address."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # else a line for every request
    with moto() as address:
        yield address


@pytest.fixture
def bucket(s3: str) -> S3Settings:
    return make(a_bucket(s3))


@pytest.fixture
async def house(
    tmp_path: Path,
    postgres_url: str,  # noqa: F811 (the fixture)
    bucket: S3Settings,
    born_by: ForkServerContext,
) -> AsyncIterator[House]:
    async with open_house(tmp_path, database_url=postgres_url, bucket=bucket, nursery=born_by) as house:
        yield house
