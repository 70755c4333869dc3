"""Faults on demand: which one, when, where. How each is played is in `plays`."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

RESULT, CALLBACK = "result", "callback"


class Fault(StrEnum):
    """What can go wrong between a vendor and its customer."""

    SLOW = "slow answer"
    HANG = "never answers, nothing committed"
    DROP_BEFORE_COMMIT = "connection dropped, nothing committed"
    UNAVAILABLE = "503 with an HTML page, nothing committed"
    TOO_MANY_REQUESTS = "429 with Retry-After, nothing committed"
    DROP_AFTER_COMMIT = "committed, then the connection is dropped"
    UNAVAILABLE_AFTER_COMMIT = "committed, then 503 with an HTML page"
    NOT_JSON = "committed, the answer is broken JSON"
    HTML = "committed, the answer is an HTML error page with status 200"
    WRONG_TYPES = "committed, every value in `data` has another type"
    MISSING_FIELDS = "committed, `data` is empty"
    MISSING_DATA = "committed, `data` is missing"
    ENDLESS = "committed, the answer's body never ends"
    LIE = "a query says finished and names no result"
    GONE = "the result answers 404"
    REDIRECT = "the result redirects to a private address"
    NOT_AN_IMAGE = "the result is text that calls itself a picture"
    TRUNCATED = "half of the result, with an honest length"
    CUT_OFF = "half of the result, then the connection is dropped"
    EARLY = "committed and settled at once; the answer comes after the callback's first try"
    LOST = "the callback is never sent"
    DOUBLED = "the callback is sent twice"
    LATE = "the callback comes late"
    FORGED_URL = "the callback's URL ends in another capability"
    FORGED_TOKEN = "the callback's token is wrong"  # noqa: S105 - a sentence, no secret
    FORGED_MD5 = "the callback's md5 is wrong"
    LYING_URL = "every URL in the callback leads to a private address"
    UNKNOWN_TASK = "the callback names a task that nobody has"
    OVERSIZED = "the callback's body has more than 2 MiB"


_OF_RESULTS = {Fault.GONE, Fault.REDIRECT, Fault.NOT_AN_IMAGE, Fault.TRUNCATED, Fault.CUT_OFF}
_OF_CALLBACKS = {
    Fault.LOST,
    Fault.DOUBLED,
    Fault.LATE,
    Fault.FORGED_URL,
    Fault.FORGED_TOKEN,
    Fault.FORGED_MD5,
    Fault.LYING_URL,
    Fault.UNKNOWN_TASK,
    Fault.OVERSIZED,
}
_OF_JSON = {Fault.WRONG_TYPES, Fault.MISSING_FIELDS, Fault.MISSING_DATA}


@dataclass(slots=True, kw_only=True)
class _Plan:
    kind: Fault
    endpoints: frozenset[str]
    after: int
    times: int


class Faults:
    """The faults still to come at one vendor.

    `slow_s` is the delay of SLOW and `late_s` that of LATE, both real; `retry_after_s` is what TOO_MANY_REQUESTS asks
    for, `redirect_to` where REDIRECT and LYING_URL lead; `closing` ends what would last for ever. Faults for which the
    vendor's protocol has no place are `impossible`.
    """

    def __init__(
        self,
        *,
        submits: Iterable[str],
        queries: Iterable[str],
        others: Iterable[str] = (),
        impossible: Iterable[Fault] = (),
    ) -> None:
        self.slow_s = 1.0
        self.late_s = 1.0
        self.retry_after_s = 1
        self.redirect_to = "http://10.255.255.1/internal"
        self.closing = asyncio.Event()
        self._submits = frozenset(submits)
        self._queries = frozenset(queries)
        self._calls = self._submits | self._queries | {*others}
        self._impossible = frozenset(impossible)
        self._plans: list[_Plan] = []
        self._met: defaultdict[Fault, asyncio.Event] = defaultdict(asyncio.Event)

    def know(self, *, submits: Iterable[str] = (), queries: Iterable[str] = (), others: Iterable[str] = ()) -> None:
        """The vendor has got more endpoints."""
        self._submits |= frozenset(submits)
        self._queries |= frozenset(queries)
        self._calls |= self._submits | self._queries | {*others}

    def add(self, kind: Fault, *, times: int = 1, after: int = 0, endpoint: str | None = None) -> None:
        """Plan a fault for the next `times` matching calls, once `after` matching calls have passed unharmed.

        Without an endpoint: result faults meet results, callback faults tries of callbacks, LIE queries, EARLY submits,
        all others every call. What breaks JSON can show at "callback" too, when named.
        Raises ValueError for an endpoint that the vendor does not have or at which the fault could not show.
        """
        if endpoint is not None and endpoint not in self._calls | {RESULT, CALLBACK}:
            raise ValueError(f"{endpoint!r} is none of {sorted(self._calls | {RESULT, CALLBACK})}")
        endpoints = self._usual_endpoints(kind) if endpoint is None else frozenset({endpoint})
        if kind in self._impossible or not endpoints <= self._possible_endpoints(kind):
            raise ValueError(f"{kind.name} cannot show at {endpoint or 'this vendor'!r}")
        self._plans.append(_Plan(kind=kind, endpoints=endpoints, after=after, times=times))

    def take(self, endpoint: str) -> Fault | None:
        """The fault that this call meets; it is used up by that. The plan made first goes first."""
        for plan in self._plans:
            if endpoint not in plan.endpoints:
                continue
            if plan.after:
                plan.after -= 1
                continue
            plan.times -= 1
            if not plan.times:
                self._plans.remove(plan)
            self._met[plan.kind].set()
            return plan.kind
        return None

    async def met(self, kind: Fault) -> None:
        """Wait until some call has met a fault of that kind: the moment to kill a client, say."""
        await self._met[kind].wait()

    def _usual_endpoints(self, kind: Fault) -> frozenset[str]:
        if kind in _OF_RESULTS:
            return frozenset({RESULT})
        possible = self._possible_endpoints(kind)
        return possible & self._calls or possible

    def _possible_endpoints(self, kind: Fault) -> frozenset[str]:
        if kind in _OF_CALLBACKS:
            return frozenset({CALLBACK})
        own = {
            Fault.EARLY: self._submits,
            Fault.LIE: self._queries,
            Fault.NOT_JSON: self._calls | {RESULT, CALLBACK},
        }
        if kind in _OF_JSON:
            return self._calls | {CALLBACK}
        return own.get(kind, self._calls | {RESULT})
