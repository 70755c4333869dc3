"""The floor: what the task costs without any care. Defer, ask the same upstream, edit the reply; nothing is kept."""

import asyncio
import io
import os
from typing import Any

import discord
import httpx
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

PREFIX = "FLOOR_"
_READY, _FAILED = 2, 3


class Vendor:
    """The three calls of a Magic Tiger, as short as they can be written."""

    def __init__(self, base_url: str, token: str, poll_every_s: float) -> None:
        limits = httpx.Limits(max_connections=100)
        self._client = httpx.AsyncClient(headers={"token": token}, timeout=120, limits=limits)
        self._base_url = base_url
        self._poll_every_s = poll_every_s

    async def enhance(self, url: str) -> discord.File:
        """The picture behind `url`, better, named after its task."""
        task = await self._call("createtask", picurl=url, type=1)
        found = {"taskid": task["taskid"], "type": 1}
        while (task := await self._wait_and_get(found))["status"] != _READY:
            if task["status"] == _FAILED:
                raise RuntimeError(task["errormsg"])
        picture = (await self._client.get(task["outputurl"])).content
        return discord.File(io.BytesIO(picture), f"enhance-{task['taskid']}.jpg")

    async def _wait_and_get(self, found: dict[str, Any]) -> Any:
        await asyncio.sleep(self._poll_every_s)
        return await self._call("gettask", **found)

    async def _call(self, name: str, **fields: Any) -> Any:
        answer = await self._client.post(f"{self._base_url}/{name}", json=fields)
        return answer.raise_for_status().json()["data"]


class Floor(discord.Client):
    """One command."""

    def __init__(self, vendor: Vendor) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(description="Make a picture better")
        async def enhance(interaction: discord.Interaction, image: discord.Attachment, provider: str = "") -> None:  # noqa: ARG001 (so that people type the same as with ours)
            await interaction.response.defer(thinking=True)
            await interaction.edit_original_response(attachments=[await vendor.enhance(image.url)])

    async def setup_hook(self) -> None:
        """Register the command."""
        await self.tree.sync()


def main() -> None:
    """Run until a signal comes. Everything it needs stands in variables, as `tests.bench.contenders` sets them."""
    given = {name.removeprefix(PREFIX): value for name, value in os.environ.items() if name.startswith(PREFIX)}
    Route.BASE = given["API_BASE"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(given["GATEWAY"])
    vendor = Vendor(given["VENDOR"], given["VENDOR_TOKEN"], float(given["POLL_EVERY_S"]))
    Floor(vendor).run(given["TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
