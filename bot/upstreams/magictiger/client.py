"""Magic Tiger's line: one call by name, one envelope back."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx

from bot.domain.clock import Clock
from bot.domain.offers import Credentials, Fence
from bot.upstreams.http import Sender
from bot.upstreams.keys import quote, reveal
from bot.upstreams.lenient import garbled, read
from bot.upstreams.magictiger.offers import FIELDS, TITLE
from bot.upstreams.magictiger.request import make_call
from bot.upstreams.magictiger.settings import MagicTigerSettings
from bot.upstreams.magictiger.wire import DOCUMENTED, Envelope


class Client:
    """Sends through `client`, as the settings say that calls are written."""

    def __init__(self, settings: MagicTigerSettings, *, client: httpx.AsyncClient, clock: Clock) -> None:
        self._settings = settings
        self._sender = Sender(
            client, title=TITLE, pace=settings, connect_timeout_s=settings.connect_timeout_s, clock=clock
        )

    async def ask(self, name: str, fields: Mapping[str, Any], credentials: Credentials | None) -> Envelope:
        """A call that is free. The envelope's words are safe for the log. Raises as the port says of a poll."""
        return await self._send(name, fields, credentials, timeout_s=self._settings.call_timeout_s, paid=False)

    async def pay(
        self, name: str, fields: Mapping[str, Any], credentials: Credentials | None, *, fence: Fence | None
    ) -> Envelope:
        """A call that costs money. The envelope's words are safe for the log. Raises as the port says of a submit."""
        timeout_s = self._settings.create_timeout_s
        return await self._send(name, fields, credentials, timeout_s=timeout_s, paid=True, fence=fence)

    async def _send(
        self, name: str, fields: Mapping[str, Any], credentials: Credentials | None, **how: Any
    ) -> Envelope:
        key = reveal(credentials, FIELDS, title=TITLE)
        call = make_call(self._settings, name, fields, token=key["api_token"], **how)
        answer = await self._sender.send(call, key=key.values())
        envelope = read(Envelope, answer.data, title=TITLE)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR and envelope.code not in DOCUMENTED:
            raise garbled(TITLE, f"status {answer.status} with a code that no document knows")
        return envelope.model_copy(update={"msg": quote(envelope.msg, secrets=key.values())})
