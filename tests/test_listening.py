"""What a process with all parts answers to whoever watches it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.assembly import Parts, assemble
from bot.media.settings import MediaSettings
from bot.settings import Settings
from bot.web.settings import WebSettings


@pytest.fixture
async def parts(tmp_path: Path) -> AsyncIterator[Parts]:
    settings = Settings(
        database_url=f"sqlite+aiosqlite:///{tmp_path}/darkroom.db",
        secret_key_file=tmp_path / "secret.keys",
        media=MediaSettings(dir=tmp_path / "media"),
        web=WebSettings(bind="127.0.0.1:0"),
    )
    async with AsyncExitStack() as stack:
        yield await assemble(stack, settings)


@asynccontextmanager
async def asked(parts: Parts, path: str) -> AsyncIterator[aiohttp.ClientResponse]:
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(parts.listening.open())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield await stack.enter_async_context(session.get(f"http://127.0.0.1:{port}{path}"))


async def health(parts: Parts) -> tuple[int, Mapping[str, Any]]:
    async with asked(parts, "/health") as answer:
        return answer.status, (await answer.json())["parts"]


async def test_a_process_is_well_that_has_its_database_and_its_pictures(parts: Parts) -> None:
    assert await health(parts) == (200, {"database": "ok", "pictures": "ok"})


async def test_who_listens_to_discord_is_well_only_while_it_hears_it(parts: Parts) -> None:
    parts.listening.connected = lambda: False
    assert await health(parts) == (503, {"database": "ok", "pictures": "ok", "discord": "not connected"})
    parts.listening.connected = lambda: True
    assert (await health(parts))[0] == 200


async def test_without_its_database_a_process_is_not_well(parts: Parts, tmp_path: Path) -> None:
    await parts.database.close()
    (tmp_path / "darkroom.db").unlink()
    (tmp_path / "darkroom.db").mkdir()

    status, found = await health(parts)

    assert (status, found["database"]) == (503, "does not answer")


async def test_the_open_tasks_are_counted_for_who_asks(parts: Parts) -> None:
    async with asked(parts, "/metrics") as answer:
        assert 'darkroom_tasks{state="running"} 0.0' in await answer.text()
