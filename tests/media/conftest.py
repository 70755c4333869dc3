from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.media.place import Place
from bot.media.store import MediaStore
from tests.media.buckets import a_bucket, make, moto
from tests.media.places import bucket, disk, store_in
from tests.media.runners import OneProcess, one_process


@pytest.fixture(scope="session")
def pool() -> Iterator[OneProcess]:
    with one_process() as runner:
        yield runner


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    with moto() as address:
        yield address


@pytest.fixture(params=["disk", "S3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "disk":
        return disk(tmp_path)
    return bucket(make(a_bucket(request.getfixturevalue("s3"))), tmp_path)


@pytest.fixture
def store(place: Place) -> MediaStore:
    return store_in(place)
