"""Magic Tiger's line: one call by name, one envelope back."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx

from bot.domain.clock import Clock
from bot.domain.errors import Garbled, KeyRejected, Unreachable
from bot.domain.offers import Credentials, Fence
from bot.domain.sentences import Reason
from bot.upstreams.calls import Answer
from bot.upstreams.http import Sender
from bot.upstreams.keys import quote, reveal
from bot.upstreams.lenient import garbled, read
from bot.upstreams.magictiger.offers import FIELDS, TITLE
from bot.upstreams.magictiger.request import make_call
from bot.upstreams.magictiger.settings import MagicTigerSettings
from bot.upstreams.magictiger.wire import DOCUMENTED, TELLING, Envelope


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
        call = make_call(self._settings, name, fields, token=key["api_token"], explains=self._explains, **how)
        answer = await self._sender.send(call, key=key.values())
        told = read(Envelope, answer.data, title=TITLE)
        safe = {name: quote(getattr(told, name), secrets=key.values()) for name in ("code", "msg")}
        envelope = told.model_copy(update=safe)
        self._refuse_known(envelope, answer)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR and envelope.code not in DOCUMENTED:
            raise garbled(TITLE, f"status {answer.status} with a code that no document knows")
        return envelope

    def _explains(self, data: Mapping[str, Any]) -> bool:
        """Whether the code says more than the HTTP status."""
        try:
            code = read(Envelope, dict(data), title=TITLE).code
        except Garbled:
            return False
        return code in TELLING | self._settings.token_error_codes | self._settings.busy_codes

    def _refuse_known(self, envelope: Envelope, answer: Answer) -> None:
        """The codes that no document names and the operator knows."""
        if envelope.code in self._settings.token_error_codes:
            raise KeyRejected(Reason.KEY_REJECTED, detail=envelope.words, provider=TITLE)
        if envelope.code in self._settings.busy_codes:
            wait_s = answer.retry_after_s
            raise Unreachable(Reason.PROVIDER_DOWN, retry_after_s=wait_s, detail=envelope.words, provider=TITLE)
