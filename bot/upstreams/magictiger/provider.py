"""Magic Tiger as an upstream."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

import httpx

from bot.domain.clock import Clock
from bot.domain.errors import Garbled, KeyRejected, Misconfigured, Unknown
from bot.domain.ids import UpstreamId
from bot.domain.listings import Entry, ListKind
from bot.domain.offers import Credentials, Offer, Order
from bot.domain.outcomes import Broke, Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.upstreams.base import Callback, Claim, Door
from bot.upstreams.keys import quote, reveal
from bot.upstreams.lenient import garbled, read
from bot.upstreams.magictiger.callback import is_genuine, read_claim
from bot.upstreams.magictiger.client import Client
from bot.upstreams.magictiger.offers import FIELDS, ID, TITLE, make_offers
from bot.upstreams.magictiger.outcome import position, read_outcome
from bot.upstreams.magictiger.refusals import refusal
from bot.upstreams.magictiger.service import type_of
from bot.upstreams.magictiger.settings import MagicTigerSettings
from bot.upstreams.magictiger.wire import (
    SUCCESS,
    TASK_DELETED,
    TASK_UNKNOWN,
    Created,
    Deleted,
    Envelope,
    TaskObject,
)

_GONE = {TASK_UNKNOWN, TASK_DELETED}
_EXAMPLE_TYPE = 1  # the documents' own example, for a question whose answer does not depend on it


class MagicTiger:
    """Three calls. Tasks are asked for by the vendor's id together with the type they were created with."""

    id: Final = ID
    title: Final = TITLE
    credential_fields: Final = FIELDS
    door: Final = Door.PER_ACCOUNT
    lists: Final[frozenset[ListKind]] = frozenset()
    personal_lists: Final[frozenset[ListKind]] = frozenset()
    receipt: Final[Mapping[str, Any]] = {"code": 0, "msg": "", "data": {"success": True}}  # documented

    def __init__(self, settings: MagicTigerSettings, *, client: httpx.AsyncClient, clock: Clock) -> None:
        self.pace = settings
        self.offers = make_offers(settings)
        self.operator_credentials: Credentials | None = (
            None if settings.api_token is None else {"api_token": settings.api_token}
        )
        self._settings = settings
        self._clock = clock
        self._client = Client(settings, client=client, clock=clock)

    def unusable(self) -> Sentence | None:
        """Without a base URL nothing can be sent anywhere."""
        if self._settings.base_url is None:
            return Sentence.of(Reason.FEATURE_OFF, provider=TITLE, setting="DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL")
        return None

    async def listing(self, kind: ListKind, credentials: Credentials | None) -> tuple[Entry, ...]:  # noqa: ARG002 (the port's signature)
        """Nothing: it has no lists."""
        return ()

    async def submit(self, offer: Offer, order: Order) -> Outcome:
        """`createtask`, once. Raises as the port says."""
        body = offer.payload(order)
        try:
            envelope = await self._client.pay(offer.endpoint, body, order.credentials, fence=order.fence)
            if envelope.code != SUCCESS:
                raise refusal(envelope)
            created = read(Created, envelope.data, title=TITLE)
            if created.taskid is None:
                raise garbled(TITLE, "a created task without a taskid")
        except Garbled as error:
            raise Unknown(Reason.SUBMISSION_LOST, detail=error.detail, provider=TITLE) from error
        return Pending(
            upstream_id=UpstreamId(created.taskid), memo={"type": body["type"]}, position=position(created.queuenum)
        )

    async def poll(self, offer: Offer, order: Order) -> Outcome:
        """`gettask`. A call that fails for any reason but a missing task leaves the task as it is.

        So does an answer that names another task than ours.
        """
        type_code = self._type_of(offer, order)
        envelope = await self._get_task(order, type_code)
        if envelope.code in _GONE:
            return _gone(envelope, is_cancellable=offer.cancellable)
        task = _task_in(envelope)
        if task.taskid not in {None, order.upstream_id} or task.chtaskid not in {None, order.task_id}:
            raise garbled(TITLE, "an answer about another task")
        return self._read(task, order, type_code)

    async def look_up(self, offer: Offer, order: Order) -> Outcome | None:
        """None until a callback has told the vendor's id: no call finds a task by our own.

        That id was only claimed, so the answer counts if it names our own. Garbled where it does not, or is none.
        """
        if order.upstream_id is None:
            return None
        type_code = self._type_of(offer, order)
        task = _task_in(await self._get_task(order, type_code))
        if task.taskid not in {None, order.upstream_id} or task.chtaskid != order.task_id:
            raise garbled(TITLE, "a task that a callback told us of is not ours")
        outcome = self._read(task, order, type_code)
        if isinstance(outcome, Pending):
            return replace(outcome, upstream_id=order.upstream_id, memo={"type": type_code})
        return outcome

    async def cancel(self, offer: Offer, order: Order) -> bool:  # noqa: ARG002 (the port's signature)
        """`deletetask`; a task that was deleted before counts. Whether running work stops is not documented."""
        envelope = await self._client.ask("deletetask", {"taskid": _task_id(order)}, order.credentials)
        if envelope.code == SUCCESS:
            return read(Deleted, envelope.data, title=TITLE).success is True
        if envelope.code not in _GONE:
            raise garbled(TITLE, envelope.words)
        return envelope.code == TASK_DELETED

    async def check(self, credentials: Credentials) -> bool | None:
        """Ask for a task that cannot exist: "task not exist" comes from behind the door.

        What a wrong token is answered with is not documented: False for HTTP 401 and 403 and for the codes that the
        operator knows, None for any other answer.
        """
        type_code = self._settings.type_code(None) or _EXAMPLE_TYPE
        try:
            fields = {"taskid": f"check-{secrets.token_hex(12)}", "type": type_code}
            envelope = await self._client.ask("gettask", fields, credentials)
        except KeyRejected:
            return False
        return True if envelope.code in _GONE else None

    def read_callback(self, callback: Callback) -> Claim:
        """Both ids, as far as they are there. Raises Garbled."""
        return read_claim(callback)

    def admits(self, callback: Callback, credentials: Credentials | None) -> bool:
        """Whether it holds this key's token and, where a recipe is set, the right checksum. Raises Garbled."""
        try:
            key = reveal(credentials, FIELDS, title=TITLE)
        except Misconfigured:
            return False
        return is_genuine(callback, key["api_token"], self._settings)

    async def _get_task(self, order: Order, type_code: int) -> Envelope:
        return await self._client.ask("gettask", {"taskid": _task_id(order), "type": type_code}, order.credentials)

    def _read(self, task: TaskObject, order: Order, type_code: int) -> Outcome:
        key = reveal(order.credentials, FIELDS, title=TITLE)
        safe = partial(quote, secrets=key.values())
        now = self._clock.now()
        return read_outcome(task, type_code=type_code, settings=self._settings, now=now, quote=safe)

    def _type_of(self, offer: Offer, order: Order) -> int:
        remembered = order.memo.get("type", type_of(self._settings, offer.tool, order.options))
        if not isinstance(remembered, int):
            raise garbled(TITLE, "the task's type was not remembered")
        return remembered


def _task_id(order: Order) -> str:
    if order.upstream_id is None:
        raise garbled(TITLE, "the task's id was not remembered")
    return order.upstream_id


def _gone(envelope: Envelope, *, is_cancellable: bool) -> Broke:
    """Where we may delete tasks, a deleted one is one that was cancelled a moment ago."""
    was_ours = is_cancellable and envelope.code == TASK_DELETED
    reason = Reason.CANCELLED if was_ours else Reason.UPSTREAM_FAILED
    return Broke(sentence=Sentence.of(reason, provider=TITLE, code=envelope.code), detail=envelope.words)


def _task_in(envelope: Envelope) -> TaskObject:
    if envelope.code != SUCCESS:
        raise garbled(TITLE, envelope.words)
    return read(TaskObject, envelope.data, title=TITLE)
