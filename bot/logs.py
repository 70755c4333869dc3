"""Structured log lines, ours and the libraries', with every known secret blacked out."""

import json
import logging
import sys
from collections.abc import Collection, Iterator
from typing import TextIO
from urllib.parse import quote

import structlog
from pydantic import BaseModel, SecretStr
from structlog.types import EventDict, Processor, WrappedLogger

from bot.settings import LogSettings

_BLACK = "[secret]"
_SHORTEST_SECRET = 4
QUIET = dict.fromkeys(("aiosqlite", "alembic", "discord.webhook", "httpcore", "httpx"), logging.WARNING) | {
    "discord.client": logging.ERROR,  # warns of voice libraries and intents that nobody here needs
}
"""Libraries that write whole URLs, tokens included, the values of every SQL statement, or what concerns nobody."""


def set_up(settings: LogSettings, *, secrets: Collection[str], stream: TextIO = sys.stderr) -> None:
    """Send every log line to `stream`, without the `secrets`.

    Tracebacks are plain: local variables may hold secrets that no settings know of.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.level)),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(settings, stream),
                _Redactor(secrets),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=settings.level, force=True)
    hush()


def hush() -> None:
    """Whatever the root level: no library writes tokens, and no traceback of ours local variables."""
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    if not structlog.is_configured():
        plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        structlog.configure(processors=[structlog.stdlib.add_log_level, structlog.processors.TimeStamper("iso"), plain])


def secrets_of(settings: BaseModel) -> Iterator[str]:
    """Every secret of the settings, however deep."""
    for _, value in settings:
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, BaseModel):
                yield from secrets_of(each)
            elif isinstance(each, SecretStr):
                yield each.get_secret_value()


def _renderer(settings: LogSettings, stream: TextIO) -> Processor:
    if settings.format == "json" or (settings.format == "auto" and not stream.isatty()):
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)


class _Redactor:
    """The last processor: it sees the finished line, so nothing that a library formats can slip past it."""

    def __init__(self, secrets: Collection[str]) -> None:
        known = {way for secret in secrets if len(secret) >= _SHORTEST_SECRET for way in _spellings(secret)}
        self._secrets = sorted(known, key=len, reverse=True)

    def __call__(self, _: WrappedLogger, __: str, line: EventDict | str) -> str:
        text = str(line)
        for secret in self._secrets:
            text = text.replace(secret, _BLACK)
        return text


def _spellings(secret: str) -> set[str]:
    """As it is, and as JSON, a repr and a URL write it."""
    return {secret, json.dumps(secret)[1:-1], repr(secret)[1:-1], quote(secret, safe="")}
