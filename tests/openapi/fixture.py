"""Fixtures for journeys: pass `judge.judge` as an observer of the local Discord."""

from collections.abc import Iterator

import pytest

from tests.openapi.judge import Judge
from tests.openapi.specification import VARIABLE, Specification, locate


@pytest.fixture(scope="session")
def openapi_or_none() -> Specification | None:
    """Discord's OpenAPI file, if it is here."""
    path = locate()
    return None if path is None else Specification.read(path)


@pytest.fixture
def openapi(openapi_or_none: Specification | None) -> Specification:
    """Discord's OpenAPI file, for tests that exist only for it."""
    if openapi_or_none is None:
        pytest.skip(f"Discord's openapi.json is not here; name it in {VARIABLE}")
    return openapi_or_none


@pytest.fixture
def judge(openapi_or_none: Specification | None) -> Iterator[Judge]:
    """Judges a test's exchanges at its end; without Discord's file the test runs unjudged."""
    judge = Judge(openapi_or_none)
    yield judge
    judge.verdict()
