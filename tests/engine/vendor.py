"""A provider that says what it is told to say, and remembers what it was asked."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

from pydantic import SecretStr

from bot.domain.errors import Unreachable
from bot.domain.ids import ProviderId, UpstreamId
from bot.domain.listings import Entry, ListKind
from bot.domain.offers import Credentials, Offer, Order
from bot.domain.outcomes import Outcome, Pending
from bot.domain.pace import Pace
from bot.domain.sentences import Reason, Sentence
from bot.domain.tools import Options
from bot.upstreams.base import Callback, Claim, CredentialField, Door
from tests.engine.stock import stock

T = TypeVar("T")

Listing = tuple[Entry, ...]
KEY: Credentials = {"token": SecretStr("vendor-token")}


class Answers(Generic[T]):
    """One after the other; the last one is repeated. An error is raised, a function is called with the order."""

    def __init__(self, first: T) -> None:
        self._answers: list[T | Exception | Callable[[Order], Awaitable[T]]] = [first]
        self.orders: list[Order] = []
        self.offers: list[str] = []

    def are(self, *answers: T | Exception | Callable[[Order], Awaitable[T]]) -> None:
        self._answers = list(answers)

    async def give(self, offer: Offer, order: Order) -> T:
        self.orders.append(order)
        self.offers.append(offer.endpoint)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return await answer(order) if callable(answer) else answer


class Vendor:
    """A provider of what is in stock. What it is like may be changed until it is asked."""

    def __init__(self, name: str = "vendor", *, price: int = 2) -> None:
        self.id = ProviderId(name)
        self.title = name.title()
        self.pace = Pace()
        self.offers = stock(self.id, price)
        self.offer = self.offers[0]
        self.credential_fields: tuple[CredentialField, ...] = ()
        self.operator_credentials: Credentials | None = None
        self.trouble: Sentence | None = None
        self.submissions: Answers[Outcome] = Answers(Pending(upstream_id=UpstreamId("u-1")))
        self.polls: Answers[Outcome] = Answers(Pending())
        self.look_ups: Answers[Outcome | None] = Answers(None)
        self.cancellations: Answers[bool] = Answers(True)
        self.verdict: bool | Exception | None = True
        self.door: Door | None = None
        self.receipt: Mapping[str, Any] = {"received": True}
        self.claim: Claim | Exception = Claim()
        self.admitted: bool | Exception = True
        self.keys_tried: list[Credentials | None] = []
        self.listings: dict[ListKind, Listing | Exception | Callable[[], Awaitable[Listing]]] = {}
        self.personal_lists: frozenset[ListKind] = frozenset()
        self.listed: list[Credentials | None] = []

    @property
    def lists(self) -> frozenset[ListKind]:
        return frozenset(self.listings)

    async def listing(self, kind: ListKind, credentials: Credentials | None) -> Listing:
        self.listed.append(credentials)
        answer = self.listings[kind]
        if isinstance(answer, Exception):
            raise answer
        return await answer() if callable(answer) else answer

    def gives_late(self, kind: ListKind, listing: Listing) -> asyncio.Event:
        """Let it give a list only once the event is set."""
        may_answer = asyncio.Event()

        async def answer() -> Listing:
            await may_answer.wait()
            return listing

        self.listings[kind] = answer
        return may_answer

    def does(self, name: str = "enhance", /, **changes: Any) -> None:
        """Change an offer in place: the catalogue has read it already."""
        (offer,) = (each for each in self.offers if each.endpoint == name)
        for field, value in changes.items():
            object.__setattr__(offer, field, value)

    def calls_back(self, door: Door, claim: Claim | Exception | None = None) -> None:
        """Let it report by itself; what its callbacks say is `claim`."""
        self.door, self.claim = door, claim or Claim()
        self.does(calls_back=True)

    def takes_a_key(self, *, operators: Credentials | None = None) -> None:
        self.credential_fields = (CredentialField(name="token", label="Token"),)
        self.operator_credentials = operators

    def unusable(self) -> Sentence | None:
        return self.trouble

    async def submit(self, offer: Offer, order: Order) -> Outcome:
        assert offer in self.offers
        return await self.submissions.give(offer, order)

    async def poll(self, offer: Offer, order: Order) -> Outcome:
        assert offer in self.offers
        return await self.polls.give(offer, order)

    async def look_up(self, offer: Offer, order: Order) -> Outcome | None:
        assert offer in self.offers
        return await self.look_ups.give(offer, order)

    async def cancel(self, offer: Offer, order: Order) -> bool:
        assert offer in self.offers
        return await self.cancellations.give(offer, order)

    async def check(self, credentials: Credentials) -> bool | None:
        assert credentials
        if isinstance(self.verdict, Exception):
            raise self.verdict
        return self.verdict

    def read_callback(self, callback: Callback) -> Claim:
        assert isinstance(callback, Callback)
        if isinstance(self.claim, Exception):
            raise self.claim
        return self.claim

    def admits(self, callback: Callback, credentials: Credentials | None) -> bool:
        assert isinstance(callback, Callback)
        self.keys_tried.append(credentials)
        if isinstance(self.admitted, Exception):
            raise self.admitted
        return self.admitted


def refusing(reason: Reason) -> Callable[[Options], Sentence | None]:
    """An offer that takes no options at all."""
    return lambda _: Sentence.of(reason)


def unreachable(*, retry_after_s: float | None = None) -> Unreachable:
    return Unreachable(Reason.PROVIDER_DOWN, provider="Vendor", retry_after_s=retry_after_s)
