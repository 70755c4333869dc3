from collections.abc import Iterator

import pytest

from tests.media.runners import OneProcess, one_process


@pytest.fixture(scope="session")
def pool() -> Iterator[OneProcess]:
    with one_process() as runner:
        yield runner
