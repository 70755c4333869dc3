"""Two accounts at one address: whoever calls is passed on to the Img Open that knows the key."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.domain.clock import Clock
from bot.sandbox.upstreams import ImgOpen, LocalVendors, TintImaging

_KEY_ID, _KEY_SECRET = "X-Request-req-accessKeyId", "X-Request-req-accessKeySecret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Two Img Opens with the paid tasks of one account each, behind one `url`."""

    url: str
    first: ImgOpen
    second: ImgOpen


@asynccontextmanager
async def agency(clock: Clock) -> AsyncIterator[Agency]:
    """Open for as long as the block lasts. Keys that nobody knows are the first one's to refuse."""
    async with AsyncExitStack() as stack:
        first, second = [
            (await stack.enter_async_context(LocalVendors(clock=clock, imaging=TintImaging()))).imgopen
            for _ in range(2)
        ]
        session = await stack.enter_async_context(ClientSession())

        async def pass_on(request: web.Request) -> web.Response:
            account = second if request.headers.get(_KEY_ID) == second.access_key_id else first
            headers = {name: request.headers.get(name, "") for name in (_KEY_ID, _KEY_SECRET, "Content-Type")}
            body = await request.read()
            async with session.post(account.base_url + request.path, data=body, headers=headers) as answer:
                return web.Response(status=answer.status, body=await answer.read(), content_type=answer.content_type)

        app = web.Application()
        app.router.add_post("/{path:.*}", pass_on)
        server = await stack.enter_async_context(TestServer(app, host="127.0.0.1"))
        yield Agency(url=str(server.make_url("")).rstrip("/"), first=first, second=second)
        assert first.violations == second.violations == []
