"""The CDN: signed attachments, and a stub for every avatar."""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from PIL import Image

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.faults import Fault
from bot.sandbox.discord.files import StoredFile

_GONE = "This content is no longer available."


@dataclass(frozen=True, slots=True)
class Cdn:
    """Serves files by GET and HEAD. A wrong or expired signature is a 404, as is a file that was deleted."""

    backend: Backend

    def routes(self) -> list[web.RouteDef]:
        """The addresses that the CDN answers."""
        return [
            web.get("/attachments/{folder}/{file_id}/{name}", self.attachment),
            web.get("/ephemeral-attachments/{folder}/{file_id}/{name}", self.attachment),
            web.get("/embed/avatars/{name}", avatar),
            web.get("/avatars/{user_id}/{name}", avatar),
            web.get("/icons/{guild_id}/{name}", avatar),
        ]

    async def attachment(self, request: web.Request) -> web.StreamResponse:
        """A file under its signed address."""
        fault = self.backend.faults.take({"cdn"}, request.method, request.path)
        if fault is not None and fault.kind == "cdn_slow":
            await asyncio.sleep(fault.seconds)
        file = self._file(request.raw_path.partition("?")[0], request.query, request.match_info["file_id"])
        if file is None or (fault is not None and fault.kind in {"cdn_404", "cdn_expired"}):
            return web.Response(status=404, text=_GONE)
        return await _send(request, file, fault)

    def _file(self, path: str, query: Mapping[str, str], file_id: str) -> StoredFile | None:
        if not self.backend.links.accepts(path, query):
            return None
        return self.backend.world.files.get(int(file_id))


async def _send(request: web.Request, file: StoredFile, fault: Fault | None) -> web.StreamResponse:
    wrong = fault is not None and fault.kind == "cdn_wrong_type"
    headers = {"Content-Type": "text/html" if wrong else file.content_type, "Cache-Control": "private"}
    if fault is None or fault.kind != "cdn_cut":
        return web.Response(body=file.data, headers=headers)
    response = web.StreamResponse(headers=headers | {"Content-Length": str(len(file.data))})
    await response.prepare(request)
    await response.write(file.data[: len(file.data) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


async def avatar(_request: web.Request) -> web.Response:
    """Everybody looks the same here."""
    picture = io.BytesIO()
    Image.new("RGB", (128, 128), "#5865f2").save(picture, "PNG")
    return web.Response(body=picture.getvalue(), content_type="image/png")
