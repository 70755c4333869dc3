"""What the bot writes to its log, without the last safety net: nothing is blacked out."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Literal

import structlog

from bot import logs
from bot.settings import LogSettings
from tests.journeys.fixture import Stage


class Logbook:
    """The lines since it was opened."""

    def __init__(self) -> None:
        self.stream = StringIO()

    @property
    def lines(self) -> list[str]:
        """Every line, as JSON."""
        return self.stream.getvalue().splitlines()

    def about(self, *words: str) -> list[str]:
        """The lines that hold all these words."""
        return [line for line in self.lines if all(word in line for word in words)]

    def leaks(self, stage: Stage) -> list[str]:
        """The lines that hold a secret: keys, interaction tokens, or the signature of a link to somebody's picture."""
        vendors = stage.vendors
        keys = (vendors.magictiger.api_token, vendors.imgopen.access_key_id, vendors.imgopen.access_key_secret)
        secrets = (stage.discord.token, vendors.ailab.api_key, *keys, *stage.discord._backend.world.tokens, "hm=")
        return [line for line in self.lines if any(secret in line for secret in secrets)]


@contextmanager
def opened(level: Literal["DEBUG", "INFO"] = "INFO") -> Iterator[Logbook]:
    """Log as the command line does, into a book."""
    logbook = Logbook()
    usual_level = logging.root.level
    logs.set_up(LogSettings(format="json", level=level), secrets=(), stream=logbook.stream)
    handler = logging.root.handlers[-1]
    try:
        yield logbook
    finally:
        structlog.reset_defaults()
        logging.root.removeHandler(handler)
        logging.root.setLevel(usual_level)
