"""A provider that says what it is told to say, and remembers what it was asked."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

from pydantic import SecretStr

from bot.domain.errors import Unreachable
from bot.domain.ids import ProviderId, UpstreamId
from bot.domain.offers import Coverage, Credentials, Limits, Offer, Order, Travel
from bot.domain.outcomes import Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.domain.tools import Options
from bot.upstreams.base import Callback, Claim, CredentialField, Door, Pace

T = TypeVar("T")

KEY: Credentials = {"token": SecretStr("vendor-token")}


class Answers(Generic[T]):
    """One after the other; the last one is repeated. An error is raised, a function is called with the order."""

    def __init__(self, first: T) -> None:
        self._answers: list[T | Exception | Callable[[Order], Awaitable[T]]] = [first]
        self.orders: list[Order] = []

    def are(self, *answers: T | Exception | Callable[[Order], Awaitable[T]]) -> None:
        self._answers = list(answers)

    async def give(self, order: Order) -> T:
        self.orders.append(order)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return await answer(order) if callable(answer) else answer


class Vendor:
    """A provider of `enhance`. What it is like may be changed until it is asked."""

    def __init__(self, name: str = "vendor", *, price: int = 2) -> None:
        self.id = ProviderId(name)
        self.title = name.title()
        self.pace = Pace()
        self.offer = Offer(
            key=f"{name}.enhance",
            tool="enhance",
            provider=self.id,
            endpoint="enhance",
            price=price,
            limits=Limits(max_bytes=10_000, max_side=64),
            travel=Travel.URL,
            coverage=Coverage.DOCUMENTED,
            usual_s=10,
            payload=lambda _: {},
        )
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

    @property
    def offers(self) -> tuple[Offer, ...]:
        return (self.offer,)

    def does(self, **changes: Any) -> None:
        """Change its offer in place: the catalogue has read it already."""
        for name, value in changes.items():
            object.__setattr__(self.offer, name, value)

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
        assert offer == self.offer
        return await self.submissions.give(order)

    async def poll(self, offer: Offer, order: Order) -> Outcome:
        assert offer == self.offer
        return await self.polls.give(order)

    async def look_up(self, offer: Offer, order: Order) -> Outcome | None:
        assert offer == self.offer
        return await self.look_ups.give(order)

    async def cancel(self, offer: Offer, order: Order) -> bool:
        assert offer == self.offer
        return await self.cancellations.give(order)

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
