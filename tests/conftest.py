"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests import bytecode

bytecode.keep(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")

pytest_plugins = ["tests.openapi.fixture", "tests.journeys.fixture", "tests.postgres", "tests.sqlite"]

if "CI" not in os.environ:  # there Hypothesis loads its own profile: 100 examples, the same ones every time
    settings.register_profile("everyday", deadline=None, max_examples=20)
    settings.load_profile("everyday")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """More than there are cores: the journeys wait for half of their time."""
    return 1 + (os.cpu_count() or 1)
