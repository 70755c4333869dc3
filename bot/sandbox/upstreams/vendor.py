"""What every local vendor has: books, faults, scripts, a queue, a shelf, and a door through which all calls go."""

import asyncio
import json
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.domain.clock import Clock
from bot.sandbox.upstreams.accounts import Call, PaidTask, Violation
from bot.sandbox.upstreams.callbacks import CallbackSender, Report
from bot.sandbox.upstreams.faults import RESULT, Fault, Faults
from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.jobs import Job, Output, Script, Workshop
from bot.sandbox.upstreams.network import Network
from bot.sandbox.upstreams.pictures import MEDIA_TYPES, inspect
from bot.sandbox.upstreams.plays import play
from bot.sandbox.upstreams.shelf import Shelf

_SLOTS = 2


class Vendor:
    """The shared half of a local vendor. `base_url` is empty until it is open.

    `calls` holds every request in order of arrival, `paid_tasks` exactly what would have been billed, `violations`
    what no correct client sends: a good test ends with none. `callbacks` holds every try to call a customer back, in
    order of its end. A task costs one of the `credits`, failed or not.
    `scripts` are used up by the next created tasks, leftmost first; without one a task is normal.
    """

    def __init__(
        self,
        *,
        submits: Iterable[str],
        queries: Iterable[str],
        others: Iterable[str] = (),
        impossible: Iterable[Fault] = (),
        clock: Clock,
        imaging: Imaging,
    ) -> None:
        self.base_url = ""
        self.clock = clock
        self.imaging = imaging
        self.calls: list[Call] = []
        self.paid_tasks: list[PaidTask] = []
        self.violations: list[Violation] = []
        self.credits = 1000
        self.faults = Faults(submits=submits, queries=queries, others=others, impossible=impossible)
        self.scripts: deque[Script] = deque()
        self.shelf = Shelf(clock)
        self.workshop = Workshop(slots=_SLOTS)
        self._network: Network | None = None
        self.sender = CallbackSender(post=self._post, faults=self.faults, clock=clock)
        self.callbacks = self.sender.tries

    def open(self, *, base_url: str, network: Network) -> None:
        """Learn the own address and how to reach customers."""
        self.base_url = base_url
        self._network = network

    async def close(self) -> None:
        """Let go of everything that waits."""
        self.faults.closing.set()
        await self.workshop.close()
        await self.sender.close()

    async def idle(self) -> None:
        """Wait until every task that can settle has settled."""
        await self.workshop.idle()

    async def callbacks_done(self) -> None:
        """Wait until every task that can settle has, and every callback about one was delivered or given up."""
        await self.workshop.idle()
        await self.sender.done()

    async def callback_tries(self, count: int) -> None:
        """Wait until `callbacks` has so many entries."""
        await self.sender.tried(count)

    def report(self, job: Job, report: Report | None) -> None:
        """Call the customer back about a job, or let it be known that nobody will."""
        if report is None:
            job.reported.set()
        else:
            self.sender.send(report)

    async def fetch(self, url: str, *, max_bytes: int) -> bytes:
        """A customer's picture. Raises Unfetchable or TooLarge."""
        return await self._reach().fetch(url, max_bytes=max_bytes)

    def door(self, endpoint: str, handler: Handler) -> Handler:
        """The handler behind the books and the faults."""

        async def enter(request: web.Request) -> web.StreamResponse:
            body = await self.peek(request)
            self.calls.append(Call(endpoint=endpoint, body=body, at=self.clock.now()))
            kind = self.faults.take(endpoint)
            return await (handler(request) if kind is None else play(kind, self.faults, request, handler))

        return enter

    async def peek(self, request: web.Request) -> Any:
        """What the books say was sent: the JSON of the body, None for anything else."""
        try:
            return json.loads(await request.read())
        except ValueError:
            return None

    def serve_results(self, app: web.Application, prefix: str) -> None:
        """Hand out the shelf under `prefix`, to whoever knows the name."""
        app.router.add_get(prefix + "{name:.+}", self.door(RESULT, self._hand_out))

    def refuse_unknown_paths(self, app: web.Application) -> None:
        """404 and a violation for every path that the vendor's documents do not name."""
        app.router.add_route("*", "/{path:.*}", self.door("unknown", self.not_found))

    def violate(self, endpoint: str, sentence: str) -> None:
        """Write down that the client broke the protocol."""
        self.violations.append(Violation(endpoint=endpoint, sentence=sentence))

    def next_script(self) -> Script:
        """What becomes of the task that is about to be created."""
        return self.scripts.popleft() if self.scripts else Script.NORMAL

    def bill(self, job: Job) -> None:
        """Charge for the task that was just created."""
        self.credits -= 1
        self.paid_tasks.append(
            PaidTask(own_id=job.own_id, platform_id=job.platform_id, tool=job.tool, at=self.clock.now())
        )

    async def store(self, name: str, picture: bytes, *, prefix: str, ttl_s: float, seed: int | None = None) -> Output:
        """Put a result on the shelf; `name` comes without an extension, `prefix` is the one of `serve_results`."""
        facts = await asyncio.to_thread(inspect, picture)
        name = f"{name}.{facts.ext}"
        self.shelf.put(name, picture, media_type=MEDIA_TYPES[facts.ext], ttl_s=ttl_s)
        return Output(name=name, url=f"{self.base_url}{prefix}{name}", facts=facts, seed=seed)

    async def _post(self, url: str, body: bytes, *, headers: Mapping[str, str], timeout_s: float) -> tuple[int, bytes]:
        return await self._reach().post(url, body, headers=headers, timeout_s=timeout_s)

    def _reach(self) -> Network:
        if self._network is None:
            raise RuntimeError("the vendor is not open")
        return self._network

    async def _hand_out(self, request: web.Request) -> web.StreamResponse:
        item = self.shelf.get(request.match_info["name"])
        if item is None:
            return web.Response(
                status=404, text="<Error><Code>NoSuchKey</Code></Error>", content_type="application/xml"
            )
        return web.Response(body=item.picture, content_type=item.media_type)

    async def not_found(self, request: web.Request) -> web.StreamResponse:
        """404, and a violation."""
        self.violate("unknown", f"{request.method} {request.path} is not in the vendor's documents")
        return web.Response(status=404, text="404 page not found")
