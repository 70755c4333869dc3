"""`/health`: whether this process can do its part."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

Examine = Callable[[], Awaitable[Mapping[str, str | None]]]
"""Each part by name, with what is wrong with it in a few words that anybody may read, or None."""


class Health:
    """Asks every time: there is no state that could be stale."""

    def __init__(self, examine: Examine, *, within_s: float) -> None:
        self._examine = examine
        self._within_s = within_s

    async def answer(self, _: web.Request) -> web.Response:
        """200 where every part is well, else 503."""
        troubles = await self._troubles()
        well = not any(troubles.values())
        parts = {part: trouble or "ok" for part, trouble in troubles.items()}
        return web.json_response({"status": "ok" if well else "failing", "parts": parts}, status=200 if well else 503)

    async def _troubles(self) -> Mapping[str, str | None]:
        try:
            async with asyncio.timeout(self._within_s):
                return await self._examine()
        except TimeoutError:
            return {"health": f"no answer within {self._within_s:g} s"}
