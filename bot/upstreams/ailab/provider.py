"""AILabTools as an upstream."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import httpx

from bot.domain.clock import Clock
from bot.domain.errors import Garbled, KeyRejected, Unknown
from bot.domain.listings import Entry, ListKind
from bot.domain.offers import Credentials, Offer, Order
from bot.domain.outcomes import Finished, Outcome
from bot.domain.sentences import Reason, Sentence
from bot.upstreams.ailab.client import FIELDS, Client, Reply
from bot.upstreams.ailab.codes import Verdict
from bot.upstreams.ailab.endpoint import Endpoint
from bot.upstreams.ailab.faults import refusal
from bot.upstreams.ailab.names import ID, TITLE
from bot.upstreams.ailab.offers import make_offers
from bot.upstreams.ailab.outcome import accepted, read_outcome, read_results
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.base import Callback, Claim
from bot.upstreams.lenient import garbled

TASK_QUERY = "/api/common/query-async-task-result"
JOB_QUERY = "/api/image/asyn-task-results"
"""The retired one; it really lacks the c."""
CREDITS_QUERY = "/api/common/query-credits"
_JOB = "job"


class Ailab:
    """Pictures go with the request. Nothing is asked about by our own id, and nothing calls back."""

    id: Final = ID
    title: Final = TITLE
    credential_fields: Final = FIELDS
    door: Final = None
    lists: Final[frozenset[ListKind]] = frozenset()
    personal_lists: Final[frozenset[ListKind]] = frozenset()
    receipt: Final[Mapping[str, Any]] = {}

    def __init__(self, settings: AilabSettings, *, client: httpx.AsyncClient, clock: Clock) -> None:
        made = make_offers(settings)
        self.pace = settings.pace
        self.offers = tuple(offer for offer, _ in made)
        self.operator_credentials: Credentials | None = (
            None if settings.api_key is None else {"api_key": settings.api_key}
        )
        self._endpoints = {offer.key: endpoint for offer, endpoint in made}
        self._clock = clock
        self._client = Client(settings, client=client, clock=clock)

    def unusable(self) -> Sentence | None:
        """Never: the address is documented."""
        return None

    async def listing(self, kind: ListKind, credentials: Credentials | None) -> tuple[Entry, ...]:  # noqa: ARG002 (the port's signature)
        """Nothing: it has no lists."""
        return ()

    async def submit(self, offer: Offer, order: Order) -> Outcome:
        """Send once; the answer is the result or a task's id, of the oldest generation either. Raises as the port says.

        An error that the provider tells of means that nothing was made, whatever the HTTP status.
        """
        endpoint = self._endpoints[offer.key]
        try:
            reply = await self._client.pay(endpoint, offer.payload(order), order)
            if reply.fault is not None:
                raise refusal(reply.fault, order.pictures)
            return await self._made(endpoint, reply)
        except Garbled as error:
            raise Unknown(Reason.SUBMISSION_LOST, detail=error.detail, provider=TITLE) from error

    async def poll(self, offer: Offer, order: Order) -> Outcome:
        """Ask by the query that the task was submitted for. Raises as the port says, KeyRejected for a key gone bad."""
        if order.upstream_id is None:
            raise garbled(TITLE, "the task's id was not remembered")
        job = order.memo.get(_JOB)
        path, query = TASK_QUERY, {"task_id": str(order.upstream_id)}
        if job is not None:
            path, query = JOB_QUERY, {"job_id": str(order.upstream_id), "type": str(job)}
        reply = await self._client.ask(path, query, order.credentials)
        place = self._endpoints[offer.key].result
        return read_outcome(reply, place=place, is_job=job is not None, slots=order.pictures, now=self._clock.now())

    async def look_up(self, offer: Offer, order: Order) -> Outcome | None:  # noqa: ARG002 (the port's signature)
        """None: there is nothing to ask by but an id that only the lost answer knew."""
        return None

    async def cancel(self, offer: Offer, order: Order) -> bool:  # noqa: ARG002 (the port's signature)
        """No: the vendor documents no way to stop a task."""
        return False

    async def check(self, credentials: Credentials) -> bool | None:
        """Ask for the account's credits, which nothing suggests to be billed; None for an error of another kind."""
        try:
            reply = await self._client.ask(CREDITS_QUERY, {}, credentials)
        except KeyRejected:
            return False
        if reply.fault is None:
            return True
        return {Verdict.KEY: False, Verdict.CREDITS: True}.get(reply.fault.verdict)

    def read_callback(self, callback: Callback) -> Claim:  # noqa: ARG002 (the port's signature)
        """Nothing: it has no callbacks. Raises Garbled."""
        raise garbled(TITLE, "a callback, of which it documents none")

    def admits(self, callback: Callback, credentials: Credentials | None) -> bool:  # noqa: ARG002 (the port's signature)
        """Never."""
        return False

    async def _made(self, endpoint: Endpoint, reply: Reply) -> Outcome:
        if not endpoint.at_once and endpoint.job is None:
            return accepted(reply, job=None)
        found = await asyncio.to_thread(read_results, endpoint.result, reply, self._clock.now())
        if found:
            return Finished(found=found)
        if endpoint.at_once:
            raise garbled(TITLE, f"no result: {reply.words}")
        return accepted(reply, job=endpoint.job)
