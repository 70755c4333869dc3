"""REST and gateway without a client library, for what no library would send."""

import io
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.sandbox.discord import LocalDiscord


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any
    headers: Mapping[str, str] = field(repr=False)

    @property
    def code(self) -> int:
        return int(self.body["code"])


@dataclass(frozen=True, slots=True)
class Api:
    """Calls the API as the bot."""

    local: LocalDiscord
    session: aiohttp.ClientSession

    async def call(
        self, method: str, path: str, body: Any = None, *, files: Mapping[str, bytes] | None = None
    ) -> Answer:
        """One request, JSON or (with `files` by file name) multipart."""
        headers = {"Authorization": f"Bot {self.local.token}"}
        data = None if files is None else _form(body, files)
        async with self.session.request(
            method, self.local.api_base + path, json=body if files is None else None, data=data, headers=headers
        ) as response:
            is_json = response.content_type == "application/json"
            return Answer(response.status, await (response.json() if is_json else response.text()), response.headers)

    @property
    def commands(self) -> str:
        return f"/applications/{self.local.application_id}/commands"

    async def register(self, *commands: Mapping[str, Any]) -> Answer:
        """Make these the global commands."""
        return await self.call("PUT", self.commands, list(commands))


def _form(body: Any, files: Mapping[str, bytes]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    if body is not None:
        form.add_field("payload_json", json.dumps(body))
    for n, (name, data) in enumerate(files.items()):
        form.add_field(f"files[{n}]", io.BytesIO(data), filename=name, content_type="application/octet-stream")
    return form


@dataclass(frozen=True, slots=True)
class Socket:
    """A gateway client by hand."""

    websocket: aiohttp.ClientWebSocketResponse
    token: str

    async def send(self, op: int, data: Any = None) -> None:
        await self.websocket.send_json({"op": op, "d": data})

    async def identify(self, **more: Any) -> None:
        await self.send(2, {"token": self.token, "intents": 1, "properties": {}} | more)

    async def resume(self, session_id: str, seq: int) -> None:
        await self.send(6, {"token": self.token, "session_id": session_id, "seq": seq})

    async def receive(self) -> Any:
        """The next frame."""
        return await self.websocket.receive_json(timeout=5)

    async def event(self, name: str) -> Any:
        """The next frame of this event."""
        while (frame := await self.receive())["t"] != name:
            pass
        return frame

    async def close_code(self) -> int | None:
        """The code with which the server closes."""
        while (await self.websocket.receive(timeout=5)).type not in {
            aiohttp.WSMsgType.CLOSE,
            aiohttp.WSMsgType.CLOSED,
        }:
            pass
        return self.websocket.close_code


@asynccontextmanager
async def gateway(api: Api, query: str = "?v=10&encoding=json") -> AsyncIterator[Socket]:
    """A connected socket; what the server says first is HELLO."""
    async with api.session.ws_connect(api.local.gateway_url + query) as websocket:
        yield Socket(websocket, api.local.token)
