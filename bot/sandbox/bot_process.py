"""The unmodified bot, as its own process, pointed at the sandbox by nothing but its settings."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.sandbox.discord import LocalDiscord
from bot.sandbox.upstreams import ImgOpenConfig, LocalVendors
from bot.sandbox.upstreams.imgopen.tools import TOOLS

_PREFIX = "DARKROOM_"
_STOP_S = 30.0
_HOST = "127.0.0.1"


class BotProcess:
    """A running `darkroom run`. Its log lines are in `log`, its data in `folder`."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self._process = process
        self.folder = folder

    @property
    def log(self) -> Path:
        """Where its log lines go."""
        return self.folder / "bot.log"

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.returncode is None

    async def wait(self) -> int:
        """Its exit status, once it ends by itself."""
        return await self._process.wait()

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    async def stop(self) -> int:
        """SIGTERM, as a supervisor does it; its exit status. It is killed if it does not end in time."""
        if self.running:
            self._process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_STOP_S):
                return await self._process.wait()
        except TimeoutError:
            return await self.kill()

    async def kill(self) -> int:
        """SIGKILL: a power cut for this process."""
        if self.running:
            self._process.kill()
        return await self._process.wait()


def environment(discord: LocalDiscord, vendors: LocalVendors) -> dict[str, str]:
    """The settings that make a bot live in the sandbox."""
    imgopen, ailab, magictiger = vendors.imgopen, vendors.ailab, vendors.magictiger
    return {
        "DARKROOM_DISCORD__TOKEN": discord.token,
        "DARKROOM_DISCORD__API_BASE": discord.api_base,
        "DARKROOM_DISCORD__GATEWAY": discord.gateway_url,
        "DARKROOM_MEDIA__ALLOW_PRIVATE_NETWORKS": "true",
        "DARKROOM_PROVIDERS__IMGOPEN__BASE_URL": imgopen.base_url,
        "DARKROOM_PROVIDERS__IMGOPEN__ACCESS_KEY_ID": imgopen.access_key_id,
        "DARKROOM_PROVIDERS__IMGOPEN__ACCESS_KEY_SECRET": imgopen.access_key_secret,
        "DARKROOM_PROVIDERS__AILAB__BASE_URL": ailab.base_url,
        "DARKROOM_PROVIDERS__AILAB__API_KEY": ailab.api_key,
        "DARKROOM_PROVIDERS__AILAB__MASK_MARKS": ailab.config.mask_marks,
        "DARKROOM_PROVIDERS__AILAB__PACE__POLL_INITIAL_S": "0.5",
        "DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL": magictiger.base_url,
        "DARKROOM_PROVIDERS__MAGICTIGER__API_TOKEN": magictiger.api_token,
        "DARKROOM_PROVIDERS__MAGICTIGER__ENHANCE_TYPES": json.dumps({"enhance": 1}),
        "DARKROOM_PROVIDERS__MAGICTIGER__TYPES": json.dumps({"colorize": 2}),
        "DARKROOM_PROVIDERS__MAGICTIGER__POLL_INITIAL_S": "0.5",
        "DARKROOM_PROVIDERS__IMGOPEN__PACE__POLL_INITIAL_S": "0.5",
        "DARKROOM_LOG__FORMAT": "json",
    }


def callbacks(vendors: LocalVendors, port: int) -> dict[str, str]:
    """The settings, beside those of `environment`, of a bot that listens at `port`, where the vendors call from now on.

    Whoever gives a vendor another `config` afterwards must ask again.
    """
    address, recipe = f"http://{_HOST}:{port}", vendors.magictiger.config.callback_md5_recipe
    vendors.imgopen.config = replace(vendors.imgopen.config, callback_tools=frozenset(TOOLS))
    vendors.magictiger.config = replace(vendors.magictiger.config, callback_url=f"{address}/callbacks/magictiger")
    return {
        "DARKROOM_PUBLIC_URL": address,
        "DARKROOM_WEB__BIND": f"{_HOST}:{port}",
        "DARKROOM_PROVIDERS__IMGOPEN__CALLBACK_TOOLS": json.dumps(sorted(TOOLS)),
        "DARKROOM_PROVIDERS__MAGICTIGER__CALLBACKS": "true",
        "DARKROOM_PROVIDERS__MAGICTIGER__CALLBACK_MD5_RECIPE": recipe,
    }


def no_callbacks(vendors: LocalVendors) -> None:
    """Undo what `callbacks` did to the vendors: they call nobody about what ends from now on."""
    vendors.imgopen.config = replace(vendors.imgopen.config, callback_tools=ImgOpenConfig().callback_tools)
    vendors.magictiger.config = replace(vendors.magictiger.config, callback_url=None)


def free_port() -> int:
    """A port of this machine on which nobody listens at the moment."""
    with socket.create_server((_HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@asynccontextmanager
async def bot_process(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[BotProcess]:
    """Start the bot in `folder`, with `settings` and no other of ours; it is stopped at the end, whatever happens."""
    inherited = {name: value for name, value in os.environ.items() if not name.upper().startswith(_PREFIX)}
    with (folder / "bot.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=folder,
            env={**inherited, **settings},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    bot = BotProcess(process, folder)
    try:
        yield bot
    finally:
        await bot.stop()
