"""Img Open's image tools as an upstream."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

import httpx

from bot.domain.clock import Clock
from bot.domain.errors import Garbled, KeyRejected, Rejected, Unknown
from bot.domain.ids import TaskId, UpstreamId
from bot.domain.offers import Credentials, Fence, Offer, Order
from bot.domain.outcomes import Broke, Outcome
from bot.domain.sentences import Reason, Sentence
from bot.upstreams.base import Callback, Claim, CredentialField, Door
from bot.upstreams.callbacks import read_data
from bot.upstreams.calls import Call
from bot.upstreams.http import Sender
from bot.upstreams.imgopen.offers import ID, ROOP, TITLE, V2_ROOP, make_offers
from bot.upstreams.imgopen.outcome import read_outcome
from bot.upstreams.imgopen.settings import ImgOpenSettings, StatusMap
from bot.upstreams.imgopen.wire import FAILURE, UNKNOWN_TASK, Envelope, Report
from bot.upstreams.keys import quote, reveal
from bot.upstreams.lenient import read

_TOOLS = "/AIGCImgOpenServ/saas/tool/"
_HEADERS = {"access_key_id": "X-Request-req-accessKeyId", "access_key_secret": "X-Request-req-accessKeySecret"}
_FIELDS = (
    CredentialField(name="access_key_id", label="Access key id", pattern=r"[A-Za-z0-9._-]{8,128}"),
    CredentialField(name="access_key_secret", label="Access key secret", pattern=r"[A-Za-z0-9._-]{8,128}"),
)
"""Wider than the one pair ever seen: `openapi-` and 16 letters or digits; 32 letters or digits."""


class ImgOpen:
    """Submits under our own task id (`businessTaskId`), and asks by it.

    A callback's body is shown on no page; the best reading is the envelope of every answer.
    """

    id: Final = ID
    title: Final = TITLE
    credential_fields: Final = _FIELDS
    door: Final = Door.PER_TASK
    receipt: Final[Mapping[str, Any]] = {"code": "200"}  # the page's own example

    def __init__(self, settings: ImgOpenSettings, *, client: httpx.AsyncClient, clock: Clock) -> None:
        self.pace = settings.pace
        self.offers = make_offers(settings)
        self.operator_credentials = _operators(settings)
        self._settings = settings
        self._clock = clock
        self._sender = Sender(
            client, title=TITLE, pace=settings.pace, connect_timeout_s=settings.connect_timeout_s, clock=clock
        )
        self._status_maps: Mapping[str, StatusMap] = {
            ROOP: settings.status_maps.roop,
            V2_ROOP: settings.status_maps.v2_roop,
        }

    def unusable(self) -> Sentence | None:
        """Never: the address is documented."""
        return None

    async def submit(self, offer: Offer, order: Order) -> Outcome:
        """Send once; the answer may be a bare id or the finished result. Raises as the port says.

        An accepted submission without an id is no trouble: queries take our own id. A code that is not documented
        leaves open whether something was made; `look_up` settles that for free.
        """
        try:
            body = offer.payload(order)
            envelope = await self._call(offer.endpoint, body, order.credentials, paid=True, fence=order.fence)
            if envelope.code == FAILURE:
                raise Rejected(Reason.UPSTREAM_REFUSED, detail=envelope.words, provider=TITLE, code=envelope.code)
            return self._read(offer, envelope)
        except Garbled as error:
            raise Unknown(Reason.SUBMISSION_LOST, detail=error.detail, provider=TITLE) from error

    async def poll(self, offer: Offer, order: Order) -> Outcome:
        """Where it is. That a task which was confirmed does not exist is not believed: Garbled, until the deadline."""
        return self._read(offer, await self._find(offer, order))

    async def look_up(self, offer: Offer, order: Order) -> Outcome | None:
        """That the task does not exist means that the submission never arrived."""
        envelope = await self._find(offer, order)
        if envelope.code == UNKNOWN_TASK:
            return Broke(sentence=Sentence.of(Reason.SUBMISSION_LOST, provider=TITLE), detail=envelope.words)
        return self._read(offer, envelope)

    async def cancel(self, offer: Offer, order: Order) -> bool:  # noqa: ARG002 (the port's signature)
        """No: the vendor documents no way to stop a task."""
        return False

    async def check(self, credentials: Credentials) -> bool | None:
        """Ask for a task that cannot exist: "task does not exist" comes from behind the door.

        What a wrong key is answered with is not documented: False for HTTP 401 and 403 and for the configured codes,
        None for any other answer, which says nothing about the key.
        """
        try:
            envelope = await self._query(ROOP, f"check-{secrets.token_hex(12)}", credentials)
        except KeyRejected:
            return False
        return True if envelope.code == UNKNOWN_TASK else None

    def read_callback(self, callback: Callback) -> Claim:
        """Both ids, as far as they are there. Raises Garbled."""
        report = read(Report, read_data(callback, title=TITLE), title=TITLE)
        return Claim(
            task_id=TaskId(report.own_id) if report.own_id else None,
            upstream_id=UpstreamId(report.platform_id) if report.platform_id else None,
        )

    def admits(self, callback: Callback, credentials: Credentials | None) -> bool:  # noqa: ARG002 (the port's signature)
        """Always: nothing but the address that it was given proves anything."""
        return True

    async def _find(self, offer: Offer, order: Order) -> Envelope:
        """Asked by our own id and, where the vendor does not know that one, by its own: the documents are unclear."""
        envelope = await self._query(offer.endpoint, order.task_id, order.credentials)
        if envelope.code == UNKNOWN_TASK and order.upstream_id:
            return await self._query(offer.endpoint, order.upstream_id, order.credentials)
        return envelope

    async def _query(self, tool_code: str, own_id: str, credentials: Credentials | None) -> Envelope:
        return await self._call(f"{tool_code}/queryTask", {"businessTaskId": own_id}, credentials, paid=False)

    async def _call(
        self,
        path: str,
        body: Mapping[str, Any],
        credentials: Credentials | None,
        *,
        paid: bool,
        fence: Fence | None = None,
    ) -> Envelope:
        key = reveal(credentials, _FIELDS, title=TITLE)
        call = Call.json(
            self._settings.base_url + _TOOLS + path,
            body,
            headers={_HEADERS[name]: value for name, value in key.items()},
            timeout_s=self._settings.submit_timeout_s if paid else self._settings.call_timeout_s,
            paid=paid,
            fence=fence,
        )
        answer = await self._sender.send(call, key=key.values())
        envelope = read(Envelope, answer.data, title=TITLE)
        safe = envelope.model_copy(update={"msg": quote(envelope.msg, secrets=key.values())})
        if safe.code in self._settings.wrong_key_codes:
            raise KeyRejected(Reason.KEY_REJECTED, detail=safe.words, provider=TITLE)
        return safe

    def _read(self, offer: Offer, envelope: Envelope) -> Outcome:
        status_map = self._status_maps[offer.endpoint]
        return read_outcome(envelope, status_map=status_map, settings=self._settings, now=self._clock.now())


def _operators(settings: ImgOpenSettings) -> Credentials | None:
    key_id, key_secret = settings.access_key_id, settings.access_key_secret
    if key_id is None or key_secret is None:
        return None
    return {"access_key_id": key_id, "access_key_secret": key_secret}
