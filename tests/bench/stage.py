"""Where a contender is measured: a local Discord and a fast local Magic Tiger, whose clocks are read from outside."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from bot.domain.clock import SystemClock
from bot.sandbox.discord import Channel, Exchange, LocalDiscord, Person
from bot.sandbox.upstreams import LocalVendors, MagicTigerConfig, TintImaging
from bot.sandbox.upstreams.jobs import Job, Listener, Work, Workshop

MIB = 2**20
_SLOTS = 100_000
_SEED = 1
_PEOPLE = 100
_FILE_LIMIT = 100 * MIB


class PreparedImaging(TintImaging):
    """Does no work for the two tools that are measured: whatever comes in, the same picture goes out."""

    def __init__(self, picture: bytes) -> None:
        super().__init__()
        self.picture = picture

    async def enhance(self, picture: bytes) -> bytes:  # noqa: ARG002 (the sandbox's signature)
        """The prepared picture."""
        return self.picture

    async def swap(self, source: bytes, target: bytes, fidelity: float | None) -> bytes:  # noqa: ARG002 (likewise)
        """The prepared picture."""
        return self.picture


class TimedWorkshop(Workshop):
    """Everything at once, each for a time drawn evenly from `processing_s`. `settled_at` is by the vendor's id."""

    def __init__(self, processing_s: tuple[float, float]) -> None:
        super().__init__(slots=_SLOTS)
        self.processing_s = processing_s
        self.settled_at: dict[str, float] = {}
        self._chance = random.Random(_SEED)

    def enter(
        self,
        job: Job,
        work: Work,
        *,
        processing_s: float,  # noqa: ARG002 (ours decides)
        on_settled: Listener | None = None,
    ) -> None:
        """Begin at once."""

        def note(job: Job) -> None:
            self.settled_at[job.platform_id] = time.time()
            if on_settled is not None:
                on_settled(job)

        super().enter(job, work, processing_s=self._chance.uniform(*self.processing_s), on_settled=note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A picture that has arrived: when, in seconds since the epoch, and under which name."""

    at: float
    filename: str


class Posts:
    """Waits for pictures: hears of every REST exchange, so that waiting costs nothing."""

    def __init__(self) -> None:
        self._awaited: dict[str, asyncio.Future[Posted]] = {}

    def hear(self, exchange: Exchange) -> None:
        """An edit of a reply that brings a file is what somebody waits for."""
        if exchange.method == "PATCH" and exchange.uploads and exchange.status == 200:
            posted = self._awaited.pop(exchange.path.split("/")[3], None)
            if posted is not None and not posted.done():
                posted.set_result(Posted(at=time.time(), filename=exchange.uploads[0]))

    def expect(self, token: str) -> asyncio.Future[Posted]:
        """The picture for this interaction, once it is there."""
        posted = self._awaited[token] = asyncio.get_running_loop().create_future()
        return posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A world for one contender."""

    discord: LocalDiscord
    vendors: LocalVendors
    workshop: TimedWorkshop
    imaging: PreparedImaging
    channel: Channel
    people: list[Person] = field(repr=False)
    posts: Posts

    def forget(self) -> None:
        """Let Discord lose what was said so far: thousands of pictures would fill the machine's memory."""
        world = self.discord._backend.world
        for book in (world.messages, world.history, world.files, world.interactions, world.tokens):
            book.clear()


@asynccontextmanager
async def open_stage(picture: bytes, *, processing_s: tuple[float, float] = (0.0, 0.0)) -> AsyncIterator[Stage]:
    """A world in which every result is `picture`, after a time drawn from `processing_s`."""
    clock, posts, imaging = SystemClock(), Posts(), PreparedImaging(picture)
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(LocalDiscord(clock=clock, observers=[posts.hear]))
        vendors = await stack.enter_async_context(LocalVendors(clock=clock, imaging=imaging))
        workshop = TimedWorkshop(processing_s)
        vendors.magictiger.workshop = workshop
        vendors.magictiger.credits = 10**9
        vendors.magictiger.config = MagicTigerConfig(faces=0)
        guild = discord.add_guild("Bench", file_limit=_FILE_LIMIT)
        yield Stage(
            discord=discord,
            vendors=vendors,
            workshop=workshop,
            imaging=imaging,
            channel=discord.add_channel(guild, "pictures"),
            people=[discord.add_person(f"person {number}", guild) for number in range(_PEOPLE)],
            posts=posts,
        )
