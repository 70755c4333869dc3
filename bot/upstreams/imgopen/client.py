"""Img Open's line: a JSON object out, one envelope back, the key in two headers."""

from collections.abc import Mapping
from typing import Any

import httpx

from bot.domain.clock import Clock
from bot.domain.errors import KeyRejected
from bot.domain.offers import Credentials, Fence
from bot.domain.sentences import Reason
from bot.upstreams.base import CredentialField
from bot.upstreams.calls import Call
from bot.upstreams.http import Sender
from bot.upstreams.imgopen.names import TITLE
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.wire import Envelope
from bot.upstreams.keys import quote, reveal
from bot.upstreams.lenient import read

FIELDS = (
    CredentialField(name="access_key_id", label="Access key id", pattern=r"[A-Za-z0-9._-]{8,128}"),
    CredentialField(name="access_key_secret", label="Access key secret", pattern=r"[A-Za-z0-9._-]{8,128}"),
)
"""Wider than the one pair ever seen: `openapi-` and 16 letters or digits; 32 letters or digits."""
_HEADERS = {"access_key_id": "X-Request-req-accessKeyId", "access_key_secret": "X-Request-req-accessKeySecret"}


class Client:
    """Sends through `client`, which is the application's. `path` comes after the base URL and begins with "/"."""

    def __init__(self, settings: ImgOpenSettings, *, client: httpx.AsyncClient, clock: Clock) -> None:
        self._settings = settings
        self._sender = Sender(
            client, title=TITLE, pace=settings.pace, connect_timeout_s=settings.connect_timeout_s, clock=clock
        )

    async def ask(self, path: str, body: Mapping[str, Any], credentials: Credentials | None) -> Envelope:
        """A call that is free. The envelope's words are safe for the log. Raises as the port says of a poll."""
        return await self._send(path, body, credentials, timeout_s=self._settings.call_timeout_s, paid=False)

    async def pay(
        self, path: str, body: Mapping[str, Any], credentials: Credentials | None, *, fence: Fence | None
    ) -> Envelope:
        """A call that costs money. The envelope's words are safe for the log. Raises as the port says of a submit."""
        timeout_s = self._settings.submit_timeout_s
        return await self._send(path, body, credentials, timeout_s=timeout_s, paid=True, fence=fence)

    async def _send(self, path: str, body: Mapping[str, Any], credentials: Credentials | None, **how: Any) -> Envelope:
        key = reveal(credentials, FIELDS, title=TITLE)
        headers = {_HEADERS[name]: value for name, value in key.items()}
        call = Call.json(self._settings.base_url + path, body, headers=headers, **how)
        answer = await self._sender.send(call, key=key.values())
        envelope = read(Envelope, answer.data, title=TITLE)
        safe = envelope.model_copy(update={"msg": quote(envelope.msg, secrets=key.values())})
        if safe.code in self._settings.wrong_key_codes:
            raise KeyRejected(Reason.KEY_REJECTED, detail=safe.words, provider=TITLE)
        return safe
