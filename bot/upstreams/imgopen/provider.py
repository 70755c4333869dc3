"""Img Open as an upstream."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any, Final

import httpx

from bot.domain.clock import Clock
from bot.domain.errors import Garbled, KeyRejected, Rejected, Unknown
from bot.domain.ids import split_own_id
from bot.domain.listings import Entry, ListKind
from bot.domain.offers import Credentials, Offer, Order
from bot.domain.outcomes import Broke, Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.upstreams.base import Callback, Claim, Door
from bot.upstreams.callbacks import read_data
from bot.upstreams.imgopen.client import FIELDS, Client
from bot.upstreams.imgopen.endpoints import ROOP
from bot.upstreams.imgopen.image_tool import query_of
from bot.upstreams.imgopen.listing import read_list
from bot.upstreams.imgopen.names import ID, TITLE
from bot.upstreams.imgopen.offers import make_lists, make_offers
from bot.upstreams.imgopen.outcome import read_outcome
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.wire import FAILURE, UNKNOWN_TASK, Envelope, Report
from bot.upstreams.lenient import garbled


class ImgOpen:
    """Submits under a name of our own, and asks by it. `tools` are those that an operator has added.

    A callback's body is shown on no page; the best reading is the envelope of every answer.
    """

    id: Final = ID
    title: Final = TITLE
    credential_fields: Final = FIELDS
    door: Final = Door.PER_TASK
    receipt: Final[Mapping[str, Any]] = {"code": "200"}  # the page's own example

    def __init__(self, settings: ImgOpenSettings, *, client: httpx.AsyncClient, clock: Clock) -> None:
        made = make_offers(settings)
        self.pace = settings.pace
        self.offers = tuple(offer for offer, _ in made)
        self.tools = settings.endpoints.tools
        self.operator_credentials = _operators(settings)
        self._routes = {offer.key: route for offer, route in made}
        self._lists = make_lists(settings)
        self._settings = settings
        self._clock = clock
        self._client = Client(settings, client=client, clock=clock)

    @property
    def lists(self) -> frozenset[ListKind]:
        """The models, whose list is documented, and what the operator has described."""
        return frozenset(self._lists)

    @property
    def personal_lists(self) -> frozenset[ListKind]:
        """As the operator says: no document does."""
        trained = self._settings.endpoints.training_result
        return frozenset({trained.makes}) if trained is not None and trained.listed else frozenset()

    def unusable(self) -> Sentence | None:
        """Never: the address is documented."""
        return None

    async def listing(self, kind: ListKind, credentials: Credentials | None) -> tuple[Entry, ...]:
        """Every page of it; nothing for a list that is not known. Raises as the port says."""
        route = self._lists.get(kind)
        if route is None:
            return ()
        return await read_list(route, lambda path, body: self._client.ask(path, body, credentials))

    async def submit(self, offer: Offer, order: Order) -> Outcome:
        """Send once; the answer may be a bare id or the finished result. Raises as the port says.

        An accepted submission without an id is no trouble: queries take our own id. A code that is not documented
        leaves open whether something was made; `look_up` settles that for free.
        """
        route = self._routes[offer.key]
        try:
            envelope = await self._client.pay(route.path, offer.payload(order), order.credentials, fence=order.fence)
            if envelope.code == FAILURE:
                raise Rejected(Reason.UPSTREAM_REFUSED, detail=envelope.words, provider=TITLE, code=envelope.code)
            outcome = self._read(offer, order, envelope)
        except Garbled as error:
            raise Unknown(Reason.SUBMISSION_LOST, detail=error.detail, provider=TITLE) from error
        if isinstance(outcome, Pending) and not route.questions:
            sentence = Sentence.of(Reason.UPSTREAM_GARBLED, provider=TITLE)
            return Broke(sentence=sentence, detail="no result in the only answer that there will be")
        return outcome

    async def poll(self, offer: Offer, order: Order) -> Outcome:
        """Where it is. That a task which was confirmed does not exist is not believed: Garbled, until the deadline."""
        envelope = await self._find(offer, order)
        if envelope is None:
            raise garbled(TITLE, f"{offer.key} cannot be asked about")
        return self._read(offer, order, envelope)

    async def look_up(self, offer: Offer, order: Order) -> Outcome | None:
        """That no question finds the task means that the submission never arrived; None where there is no question."""
        envelope = await self._find(offer, order)
        if envelope is None:
            return None
        if envelope.code == UNKNOWN_TASK:
            return Broke(sentence=Sentence.of(Reason.SUBMISSION_LOST, provider=TITLE), detail=envelope.words)
        return self._read(offer, order, envelope)

    async def cancel(self, offer: Offer, order: Order) -> bool:  # noqa: ARG002 (the port's signature)
        """No: the vendor documents no way to stop a task."""
        return False

    async def check(self, credentials: Credentials) -> bool | None:
        """Ask for a task that cannot exist: "task does not exist" comes from behind the door.

        What a wrong key is answered with is not documented: False for HTTP 401 and 403 and for the configured codes,
        None for any other answer, which says nothing about the key.
        """
        question = query_of(ROOP)
        try:
            nobodys = question.body(f"check-{secrets.token_hex(12)}")
            envelope = await self._client.ask(question.path, nobodys, credentials)
        except KeyRejected:
            return False
        return True if envelope.code == UNKNOWN_TASK else None

    def read_callback(self, callback: Callback) -> Claim:
        """Both ids, as far as they are there; ours is the task's, whichever round it was. Raises Garbled."""
        report = Report.of(read_data(callback, title=TITLE))
        if not report.own_id:
            return Claim(upstream_id=report.platform_id)
        task_id, number = split_own_id(report.own_id)
        return Claim(task_id=task_id, round=number, upstream_id=report.platform_id)

    def admits(self, callback: Callback, credentials: Credentials | None) -> bool:  # noqa: ARG002 (the port's signature)
        """Always: nothing but the address that it was given proves anything."""
        return True

    async def _find(self, offer: Offer, order: Order) -> Envelope | None:
        """The answer of the first question that knows the task, or else the last one's; None without a question.

        Asked by our own id and, where the vendor does not know that one, by its own: the documents are unclear.
        """
        envelope = None
        for path, body in self._questions(offer, order):
            envelope = await self._client.ask(path, body, order.credentials)
            if envelope.code != UNKNOWN_TASK:
                break
        return envelope

    def _questions(self, offer: Offer, order: Order) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in filter(None, (order.own_id, order.upstream_id)):
            for question in self._routes[offer.key].questions:
                yield question.path, question.body(name)

    def _read(self, offer: Offer, order: Order, envelope: Envelope) -> Outcome:
        route, now = self._routes[offer.key], self._clock.now()
        return read_outcome(envelope, route=route, settings=self._settings, now=now, memo=order.memo)


def _operators(settings: ImgOpenSettings) -> Credentials | None:
    key_id, key_secret = settings.access_key_id, settings.access_key_secret
    if key_id is None or key_secret is None:
        return None
    return {"access_key_id": key_id, "access_key_secret": key_secret}
