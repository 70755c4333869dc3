"""What a fresh process of ours would find around it: an empty folder, no variable of ours, logging untouched."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import QUIET
from bot.settings import PREFIX


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder is an empty one, without `.env` and `darkroom.toml`; no `DARKROOM_` variable is set."""
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Logging may be set up as in a process of its own; afterwards it is as it was."""
    loggers = [logging.getLogger(name) for name in (None, *QUIET)]
    before = [(logger, logger.level, list(logger.handlers)) for logger in loggers]
    yield
    structlog.reset_defaults()
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers
