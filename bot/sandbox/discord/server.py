"""The local Discord: one server on loopback, and the strings that a test pulls."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.domain.clock import Clock
from bot.sandbox.discord.assembly import make_application, make_backend
from bot.sandbox.discord.faults import Faults
from bot.sandbox.discord.rest.endpoint import PREFIX, Observer
from bot.sandbox.discord.rules import Rulebook
from bot.sandbox.discord.scenery import Scenery

_HEARTBEAT_S = 41.25


class LocalDiscord(Scenery):
    """A Discord of one's own on 127.0.0.1: `async with LocalDiscord(clock=…) as discord`.

    `observers` hear of every REST exchange. `heartbeat_s` is what HELLO asks for; `allowed_intents` are the privileged
    intents that the application was granted.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        rulebook: Rulebook | None = None,
        observers: Sequence[Observer] = (),
        port: int = 0,
        heartbeat_s: float = _HEARTBEAT_S,
        allowed_intents: int = 0,
    ) -> None:
        super().__init__(make_backend(clock, rulebook or Rulebook()))
        self._port = port
        app = make_application(self._backend, observers, heartbeat_s=heartbeat_s, allowed_intents=allowed_intents)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._backend.links.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._backend.hub.close(1001)
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The server's address; the CDN lives here too."""
        return self._backend.links.base

    @property
    def api_base(self) -> str:
        """Where REST begins."""
        return self.url + PREFIX

    @property
    def gateway_url(self) -> str:
        """Where the gateway listens."""
        return self._backend.gateway_url

    @property
    def token(self) -> str:
        """The bot's token."""
        return self._backend.token

    @property
    def application_id(self) -> int:
        """The application, which has the id of its bot."""
        return self._backend.world.bot.id

    @property
    def bot_user_id(self) -> int:
        """The bot as a user."""
        return self._backend.world.bot.id

    @property
    def faults(self) -> Faults:
        """What is to go wrong."""
        return self._backend.faults

    async def wait_for_commands(self, *names: str, timeout_s: float = 15) -> None:
        """Until the bot has registered these commands, in whatever scope, and a gateway session is connected."""

        def probe() -> bool | None:
            known = set(names) <= self._backend.commands.names()
            return True if known and self._backend.hub.connected() else None

        await self._backend.signal.until(probe, timeout_s=timeout_s, what=f"the commands {', '.join(names)}")

    async def wait_for_gateway(self, timeout_s: float = 15) -> None:
        """Until a gateway session is connected."""
        await self.wait_for_commands(timeout_s=timeout_s)

    async def close_gateways(self, code: int) -> None:
        """Close every socket with this code; the sessions can be resumed."""
        await self._backend.hub.close(code)

    def ask_reconnect(self) -> None:
        """Ask every client to reconnect and resume (op 7)."""
        self._backend.hub.ask_reconnect()

    def ask_heartbeat(self) -> None:
        """Ask every client for a heartbeat at once (op 1)."""
        self._backend.hub.ask_heartbeat()

    def invalidate_sessions(self, *, resumable: bool) -> None:
        """Tell every client that its session is invalid (op 9)."""
        self._backend.hub.invalidate(resumable=resumable)

    def repeat_last_interaction(self) -> None:
        """Deliver the latest interaction a second time."""
        self._backend.hub.repeat_last_interaction()
