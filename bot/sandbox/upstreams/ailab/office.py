"""AILabTools behind its doors: the key, books of its own, and how anything is answered."""

import hmac
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.domain.clock import Clock
from bot.sandbox.upstreams.accounts import PaidTask
from bot.sandbox.upstreams.ailab.config import AilabConfig, Envelope
from bot.sandbox.upstreams.ailab.forms import Form, read_form
from bot.sandbox.upstreams.ailab.replies import Refusal, new_id, wrap
from bot.sandbox.upstreams.ailab.rules import Rule
from bot.sandbox.upstreams.ailab.tasks import Register, Task
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.faults import Fault
from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.jobs import Job
from bot.sandbox.upstreams.vendor import Vendor

RESULT_PATH = "/results/"
HEADER = "ailabapi-api-key"
FORM = web.RequestKey("form", Form)
REQUEST_ID = web.RequestKey("request_id", str)

_CALLS_NOBODY = (
    Fault.EARLY,
    Fault.LOST,
    Fault.DOUBLED,
    Fault.LATE,
    Fault.FORGED_URL,
    Fault.FORGED_TOKEN,
    Fault.FORGED_MD5,
    Fault.LYING_URL,
    Fault.UNKNOWN_TASK,
    Fault.OVERSIZED,
)

Talk = Callable[[web.Request], Awaitable[Json]]
"""From a request to what an answer has beside the envelope. Raises Refusal."""


class Office(Vendor):
    """What every counter of the vendor works with.

    `errors` and `query_errors` are codes that refuse the next submits and queries, leftmost first. Only what succeeds
    is billed, by its endpoint's price; `spent` is the sum.
    """

    def __init__(
        self, *, submits: Iterable[str], queries: Iterable[str], others: Iterable[str], clock: Clock, imaging: Imaging
    ) -> None:
        super().__init__(
            submits=submits, queries=queries, others=others, impossible=_CALLS_NOBODY, clock=clock, imaging=imaging
        )
        self.config = AilabConfig()
        self.api_key = secrets.token_hex(24)
        self.errors: deque[str] = deque()
        self.query_errors: deque[str] = deque()
        self.spent = 0
        self.register = Register(clock)

    async def peek(self, request: web.Request) -> Any:
        """A form's summary, or the query."""
        request[REQUEST_ID] = new_id()
        if request.method != "POST":
            return dict(request.query)
        request[FORM] = await read_form(request)
        return request[FORM].summary()

    def bill(self, job: Job) -> None:
        """Charge for the task, which has just succeeded."""
        if not isinstance(job, Task):
            raise TypeError("this vendor has tasks of its own")
        self.credits -= job.endpoint.credits
        self.spent += job.endpoint.credits
        self.paid_tasks.append(
            PaidTask(own_id=None, platform_id=job.platform_id, tool=job.endpoint.code, at=self.clock.now())
        )

    def speak(self, code: str, envelope: Envelope, talk: Talk) -> Handler:
        """The talk in the envelope and behind a check of the key."""

        async def answer(request: web.Request) -> web.StreamResponse:
            refusal, fields = None, {}
            try:
                self._check_key(code, request)
                fields = await talk(request)
            except Refusal as caught:
                refusal = caught
            kind = envelope if self.config.envelope == "page" else self.config.envelope
            body = wrap(kind, fields, request_id=request[REQUEST_ID], refusal=refusal)
            return web.json_response(body, status=refusal.status if refusal else 200)

        return answer

    def demand(self, code: str, rule: Rule, error: str, sentence: str) -> None:
        """The rule was broken: write it down and raise Refusal, unless it is not enforced."""
        if rule not in self.config.lenient:
            raise self.reject(code, error, sentence)

    def reject(self, code: str, error: str, sentence: str) -> Refusal:
        """Write down the violation; what to raise."""
        self.violate(code, sentence)
        return Refusal(error, sentence)

    def _check_key(self, code: str, request: web.Request) -> None:
        key = request.headers.get(HEADER)
        if key is None:
            raise self.reject(code, self.config.missing_key_code, f"header {HEADER} is missing")
        if not hmac.compare_digest(key.encode(), self.api_key.encode()):
            raise Refusal(self.config.wrong_key_code)
