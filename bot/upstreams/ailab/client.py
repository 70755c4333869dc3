"""AILabTools' line: a form with pictures out, one envelope back, the key in a header."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx

from bot.domain.clock import Clock
from bot.domain.errors import Unreachable, UpstreamError
from bot.domain.offers import Credentials, Order
from bot.domain.sentences import Reason
from bot.upstreams.ailab.endpoint import Endpoint
from bot.upstreams.ailab.faults import Fault
from bot.upstreams.ailab.names import TITLE
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.ailab.uploads import Uploader
from bot.upstreams.ailab.wire import Envelope, tells_an_error
from bot.upstreams.base import CredentialField
from bot.upstreams.calls import Answer, Call
from bot.upstreams.http import Sender
from bot.upstreams.keys import quote, reveal
from bot.upstreams.lenient import garbled
from bot.upstreams.parsing import shape

FIELDS = (CredentialField(name="api_key", label="API key"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: the whole of it, what is around it, and the error that it tells of. `words` are safe for the log."""

    data: dict[str, Any] = field(repr=False)
    envelope: Envelope = field(repr=False)
    fault: Fault | None
    words: str


class Client:
    """Sends through `client`, which is the application's."""

    def __init__(self, settings: AilabSettings, *, client: httpx.AsyncClient, clock: Clock) -> None:
        self._settings = settings
        self._sender = Sender(
            client, title=TITLE, pace=settings.pace, connect_timeout_s=settings.connect_timeout_s, clock=clock
        )

    async def ask(self, path: str, query: Mapping[str, str], credentials: Credentials | None) -> Reply:
        """A call that is free; `path` comes after the base URL. Raises as the port says of a poll."""
        key = self._key(credentials)
        how = {"query": query, "timeout_s": self._settings.call_timeout_s, "paid": False, **self._headed(key)}
        return await self._send(Call.get(self._settings.base_url + path, **how), key)

    async def pay(self, endpoint: Endpoint, body: Mapping[str, Any], order: Order) -> Reply:
        """A call that costs money. `body` holds `fields` and, by part, the slots of `files`.

        Raises as the port says of a submit, Rejected also for a picture that is none.
        """
        key = self._key(order.credentials)
        call = await asyncio.to_thread(self._form, endpoint, body, order, key)
        return await self._send(call, key)

    def _form(self, endpoint: Endpoint, body: Mapping[str, Any], order: Order, key: str) -> Call:
        """In a thread: pictures of many megabytes are copied, masks decoded."""
        uploader = Uploader(pictures=order.pictures, mask_marks=self._settings.mask_marks, is_opaque=endpoint.is_opaque)
        return Call.multipart(
            self._settings.base_url + endpoint.path,
            body["fields"],
            {part: uploader.make(slot) for part, slot in body["files"].items()},
            timeout_s=self._settings.submit_timeout_s,
            paid=True,
            fence=order.fence,
            max_answer_bytes=self._settings.max_answer_bytes,
            **self._headed(key),
        )

    def _headed(self, key: str) -> dict[str, Any]:
        return {"headers": {"ailabapi-api-key": key}, "explains": tells_an_error}

    def _key(self, credentials: Credentials | None) -> str:
        return reveal(credentials, FIELDS, title=TITLE)["api_key"]

    async def _send(self, call: Call, key: str) -> Reply:
        answer = await self._sender.send(call, key=[key])
        envelope = Envelope.of(answer.data)
        words = quote(f"status {answer.status}, {envelope.words}", secrets=[key])
        fault = _fault(answer, envelope, words, code=_without(key, envelope.code or ""))
        if fault is None and answer.status != HTTPStatus.OK:
            raise _unexplained(answer, call)
        return Reply(data=answer.data, envelope=envelope, fault=fault, words=words)


def _without(key: str, text: str) -> str:
    """The vendor's text without our key, should it echo it."""
    return text.replace(key, "[secret]")


def _fault(answer: Answer, envelope: Envelope, words: str, *, code: str) -> Fault | None:
    if envelope.code is None:
        return None
    return Fault(
        code=code,
        words=words,
        status=answer.status,
        retry_after_s=answer.retry_after_s,
        blames_file_type=envelope.blames_file_type,
    )


def _unexplained(answer: Answer, call: Call) -> UpstreamError:
    """Of an object that does not say what went wrong."""
    detail = f"status {answer.status} with {shape(answer.data)}"
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not call.paid:
        return Unreachable(Reason.PROVIDER_DOWN, detail=detail, provider=TITLE)
    return garbled(TITLE, detail)
