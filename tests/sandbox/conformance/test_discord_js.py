"""discord.js, unmodified, in a Node process of its own."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.sandbox.conformance.stage import COMMAND, Stage, picture

_SOURCES = Path(__file__).parent / "javascript"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed"),
]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("discord-js")
    shutil.copytree(_SOURCES, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    outcome = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=150, check=False)
    if outcome.returncode:
        pytest.skip(f"npm ci failed: {outcome.stderr[-300:]}")
    return folder


@pytest.fixture
async def client(stage: Stage, installed: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        "node",
        "client.mjs",
        stage.local.api_base.removesuffix("/v10"),
        stage.local.token,
        cwd=installed,
        stdout=asyncio.subprocess.PIPE,
    )
    await stage.local.wait_for_commands(COMMAND)
    yield process
    process.terminate()
    assert await process.wait() == 0


@pytest.mark.usefixtures("client")
async def test_discord_js_answers_with_a_file(stage: Stage) -> None:
    message = await stage.enhance()
    assert [(file.filename, file.data) for file in message.attachments] == [("out.png", picture())]


async def test_discord_js_resumes_after_a_dropped_connection(stage: Stage, client: asyncio.subprocess.Process) -> None:
    assert client.stdout is not None
    await stage.local.close_gateways(4000)
    async with asyncio.timeout(20):
        assert await client.stdout.readline() == b"resumed\n"
    assert (await stage.enhance()).content == "done"
