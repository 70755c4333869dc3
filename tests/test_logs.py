"""What reaches the log, and in which form."""

import io
import json
import logging
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import quote

import httpx
import pytest
import structlog
from pydantic import SecretStr

from bot import logs
from bot.client import keep_payloads_out_of_logs
from bot.settings import LogSettings, Settings
from bot.ui.settings import DiscordSettings
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.settings import ProvidersSettings
from tests.surroundings import own_logging  # noqa: F401  # a fixture

SECRET = "hushhush"

pytestmark = pytest.mark.usefixtures("own_logging")

Log = structlog.stdlib.BoundLogger


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


def written(
    write: Callable[[Log], object],
    *,
    stream: io.StringIO | None = None,
    level: Literal["DEBUG", "INFO"] = "INFO",
    style: Literal["auto", "json", "console"] = "auto",
) -> str:
    """What stands in the log when `write` has written."""
    stream = stream or io.StringIO()
    logs.set_up(LogSettings(level=level, format=style), secrets=[SECRET], stream=stream)
    write(structlog.get_logger("bot.somewhere"))
    return stream.getvalue()


def stumble(token: str) -> None:
    """Fail with a secret in a local variable that no settings know of."""
    local = f"unknown to the settings: {token[::-1]}"
    raise ValueError(f"bad token {token}, {len(local)}")


def stumbled(log: Log) -> None:
    """Log a failure as the edge of a duty does."""
    try:
        stumble(SECRET)
    except ValueError as error:
        log.error("duty failed", exc_info=error)  # noqa: TRY400  # as stumble() does it


def test_a_line_is_json_with_its_time_level_logger_and_facts() -> None:
    (line,) = written(lambda log: log.info("task moved", task="t1", price=2)).splitlines()

    found = json.loads(line)
    assert found.pop("timestamp").endswith("Z")
    assert found == {"event": "task moved", "level": "info", "logger": "bot.somewhere", "task": "t1", "price": 2}


def test_a_library_s_line_has_the_same_form() -> None:
    (line,) = written(lambda _: logging.getLogger("alembic").warning("it is %s", "late")).splitlines()

    found = json.loads(line)
    assert (found["event"], found["level"], found["logger"]) == ("it is late", "warning", "alembic")


def test_a_traceback_stays_inside_its_json_line() -> None:
    (line,) = written(stumbled).splitlines()

    assert "in stumble" in json.loads(line)["exception"]


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_a_secret_is_blacked_out_of_a_traceback_and_of_facts(stream: type[io.StringIO]) -> None:
    def write(log: Log) -> None:
        stumbled(log)
        log.warning("refused", detail=f"key {SECRET} refused", nested={"key": [SECRET]})

    text = written(write, stream=stream())

    assert "in stumble" in text
    assert SECRET not in text
    assert text.count("[secret]") >= 3


def test_a_secret_is_blacked_out_of_a_library_s_line_and_its_traceback() -> None:
    def write(_: Log) -> None:
        try:
            stumble(SECRET)
        except ValueError:
            logging.getLogger("asyncio").exception("Task exception: %s", {"token": SECRET})

    text = written(write)

    assert SECRET not in text
    assert text.count("[secret]") == 2


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_traceback_shows_no_local_variables(style: Literal["json", "console"]) -> None:
    text = written(stumbled, style=style)

    assert "in stumble" in text
    assert SECRET[::-1] not in text


def test_a_terminal_gets_lines_for_people_and_a_file_gets_json() -> None:
    text = written(lambda log: log.info("task moved", task="t1"), stream=Terminal())

    assert "task moved" in text
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)


def test_a_chosen_form_holds_on_a_terminal_too() -> None:
    text = written(lambda log: log.info("task moved"), stream=Terminal(), style="json")

    assert json.loads(text)["event"] == "task moved"


def test_a_line_below_the_level_is_not_written() -> None:
    assert written(lambda log: log.debug("somebody was first")) == ""


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_addresses_with_tokens_of_requests_are_not_written(level: Literal["DEBUG", "INFO"]) -> None:
    def write(_: Log) -> None:
        transport = httpx.MockTransport(lambda _: httpx.Response(200))
        with httpx.Client(transport=transport) as client:
            client.get("https://vendor.example/task?token=of-a-guild")
        keep_payloads_out_of_logs()
        for name in ("discord.webhook.async_", "discord.http", "discord.gateway"):
            logging.getLogger(name).debug("POST /webhooks/1/of-an-interaction")

    assert written(write, level=level) == ""


def test_every_secret_of_the_settings_is_known_however_deep() -> None:
    settings = Settings.model_construct(
        discord=DiscordSettings(token=SecretStr("of-discord")),
        database_url=SecretStr("of-the-database"),
        secret_keys=[SecretStr("first-key"), SecretStr("second-key")],
        providers=ProvidersSettings(imgopen=ImgOpenSettings(access_key_secret=SecretStr("of-img-open"))),
    )

    assert set(logs.secrets_of(settings)) == {
        "of-discord",
        "of-the-database",
        "first-key",
        "second-key",
        "of-img-open",
    }


@pytest.mark.parametrize("secret", ['with "quotes"', "back\\slash", "Schlüssel", "two\nlines"])
@pytest.mark.parametrize("style", ["json", "console"])
def test_a_secret_that_the_form_writes_differently_is_blacked_out_too(
    secret: str, style: Literal["json", "console"]
) -> None:
    stream = io.StringIO()
    logs.set_up(LogSettings(format=style), secrets=[secret], stream=stream)

    structlog.get_logger().info("refused", detail=secret, url=f"https://vendor.example/?key={quote(secret)}")

    assert stream.getvalue().count("[secret]") == 2


def test_what_is_too_short_for_a_secret_leaves_the_log_readable() -> None:
    stream = io.StringIO()
    logs.set_up(LogSettings(), secrets=["", "t"], stream=stream)
    facts: dict[str, Any] = {"task": "t1"}

    structlog.get_logger().info("task moved", **facts)

    assert json.loads(stream.getvalue())["task"] == "t1"
