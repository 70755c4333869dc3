"""All local vendors behind one loopback port."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Self

from aiohttp import ClientSession, DummyCookieJar, web

from bot.domain.clock import Clock
from bot.sandbox.upstreams.ailab import AilabTools
from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.imgopen import ImgOpen
from bot.sandbox.upstreams.magictiger import MagicTiger
from bot.sandbox.upstreams.network import Network
from bot.sandbox.upstreams.vendor import Vendor

_HOST = "127.0.0.1"
_GRACE_S = 0.5
_MAX_BODY = 96 * 1024 * 1024  # two pictures of 40 MB, and room


class LocalVendors:
    """`async with LocalVendors(clock=…, imaging=…) as vendors:` and each vendor answers at its `base_url`.

    Each has its own path prefix on the port; port 0 takes a free one.
    """

    def __init__(self, *, clock: Clock, imaging: Imaging, port: int = 0) -> None:
        self.imgopen = ImgOpen(clock=clock, imaging=imaging)
        self.ailab = AilabTools(clock=clock, imaging=imaging)
        self.magictiger = MagicTiger(clock=clock, imaging=imaging)
        self._port = port
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(ClientSession(cookie_jar=DummyCookieJar()))
            runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_GRACE_S)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            site = web.TCPSite(runner, _HOST, self._port)
            await site.start()
            self._open(f"http://{_HOST}:{runner.addresses[0][1]}", Network(session), stack)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    @property
    def all(self) -> Mapping[str, Vendor]:
        """Every vendor, by its path prefix."""
        return {"imgopen": self.imgopen, "ailab": self.ailab, "magictiger": self.magictiger}

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=_MAX_BODY)
        app.add_subapp("/imgopen", self.imgopen.application())
        app.add_subapp("/ailab", self.ailab.application())
        app.add_subapp("/magictiger", self.magictiger.application())
        return app

    def _open(self, origin: str, network: Network, stack: AsyncExitStack) -> None:
        for prefix, vendor in self.all.items():
            vendor.open(base_url=f"{origin}/{prefix}", network=network)
            stack.push_async_callback(vendor.close)
