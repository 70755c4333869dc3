"""A workbench: the real engine, database, media store and downloads, with providers and a mailbox that can be told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from obstore.store import MemoryStore
from pydantic import SecretStr

from bot.domain.clock import ShiftedClock
from bot.domain.ids import ChannelId, GuildId, UserId
from bot.domain.lifecycle import OPEN, Event, State
from bot.domain.outcomes import Finished, Found
from bot.domain.quota import Quota
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Input, Press, Request, Task
from bot.domain.toolbox import TOOLS
from bot.engine.announcer import Announcer
from bot.engine.desk import Desk
from bot.engine.duties import DUTIES
from bot.engine.listings import Listings
from bot.engine.routing import Router
from bot.engine.settings import EngineSettings
from bot.engine.studio import Studio
from bot.engine.wake import Wake
from bot.engine.writeback import Writeback
from bot.media.bucket import Bucket
from bot.media.fetch import Fetcher
from bot.media.inspect import Inspector
from bot.media.settings import MediaSettings
from bot.media.spool import Spool
from bot.media.store import MediaStore
from bot.pool import Runner
from bot.upstreams.catalogue import Catalogue
from storage.database import Database
from storage.sealing import Sealer, new_key
from storage.tasks import Tasks
from storage.vault import Vault
from tests.certificates import NOBODYS
from tests.engine.mailbox import Mailbox
from tests.engine.onlooker import Counting
from tests.engine.shelf import Shelf
from tests.engine.vendor import Vendor
from tests.media.pictures import encoded, photo
from tests.storage.books import Books
from tests.storage.requests import GUILD, MINUTE, USER, a_reply, a_request

PNG = encoded(photo(16, 12), "PNG")
QUICK = EngineSettings(idle_max_s=0.05)
QUOTA = Quota(person_day=50, person_month=500, guild_month=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """`spare` is a second provider, which is not set up until its `trouble` is taken away."""

    desk: Desk
    studio: Studio
    vault: Vault
    books: Books
    clock: ShiftedClock
    shelf: Shelf
    mailbox: Mailbox
    vendor: Vendor
    spare: Vendor
    onlooker: Counting

    def request(self, **changes: Any) -> Request:
        """An enhancement of a picture that Discord keeps for us."""
        inputs = (self.input("image", "input.png"),)
        return replace(a_request(inputs=inputs, reply=a_reply(now=self.clock.now())), **changes)

    def input(self, slot: str, filename: str | None = None, data: bytes = PNG) -> Input:
        """A picture that Discord keeps for us; it goes by its slot's name, unless said otherwise."""
        name = filename or f"{slot}.png"
        return Input(slot=slot, url=self.shelf.put(name, data), filename=name, size_bytes=len(data))

    def press(self, user: UserId = USER, guild: GuildId = GUILD, *, private: bool = False) -> Press:
        """Somebody who presses a button."""
        reply = a_reply(now=self.clock.now(), private=private)
        return Press(user_id=user, guild_id=guild, channel_id=ChannelId(700), reply=reply)

    def restarted(self, **parts: Any) -> "Bench":
        """The same database and pictures in another process, of which some `parts` may differ."""
        fresh: dict[str, Any] = {
            "announcer": Announcer(self.mailbox),
            "listings": Listings(router=self.desk.router, database=self.desk.database, clock=self.clock),
            "wake": Wake(),
            "writeback": Writeback(),
            "renewed": {},
            "stopping": asyncio.Event(),
        }
        desk = replace(self.desk, **(fresh | parts))
        return replace(self, desk=desk, studio=Studio(desk))

    async def ask(self, **changes: Any) -> Task:
        task = await self.studio.start(self.request(**changes))
        assert task is not None
        return task

    async def ask_and_work(self, **changes: Any) -> Task:
        """A task, as far as it gets at once."""
        task = await self.ask(**changes)
        await self.work()
        return await self.look(task)

    async def work(self) -> None:
        """Do whatever is due, until nothing is: what the lanes do, one task after the other."""
        while claimed := await self.books.claim(now=self.clock.now()):
            for task in claimed:
                await self.carry(task)
            await self.desk.writeback.flush(self.desk.database, self.desk.tasks)

    async def carry(self, task: Task) -> None:
        """Do one duty after the other, until the task rests."""
        current: Task | None = task
        while current is not None and current.state in OPEN and current.lease_until is not None:
            current = await DUTIES[current.state](self.desk, current)

    async def later(self, seconds: float) -> None:
        """Let time pass, then work."""
        self.clock.shift(timedelta(seconds=seconds))
        await self.work()

    async def look(self, task: Task) -> Task:
        return await self.books.get(task.id)

    async def state(self, task: Task) -> State:
        return (await self.look(task)).state

    async def path(self, task: Task) -> list[str]:
        """Every state that the task came to."""
        return [target for _, _, _, target in await self.books.events(task.id)]

    async def interrupted(self) -> Task:
        """A task whose submission was under way when the process died, its lease lapsed."""
        task = await self.ask()
        (claimed,) = await self.books.claim("a process that dies", now=self.clock.now())
        assert claimed.id == task.id
        now = self.clock.now()
        intended = await self.books.advance(
            claimed,
            Event.INTEND,
            provider=self.vendor.id,
            offer=self.vendor.offer.key,
            submitted_at=now,
            deadline_at=now + 10 * MINUTE,
        )
        assert intended is not None
        self.clock.shift(2 * MINUTE)
        return intended

    def finished(self, name: str = "result.png", data: bytes = PNG, *, expires_in: timedelta = MINUTE) -> Finished:
        """A result that lies on the shelf."""
        url = self.shelf.put(name, data)
        return Finished(found=(Found(url=url, expires_at=self.clock.now() + expires_in),))

    async def refunded(self) -> Task:
        """The one task whose person was told, once, that it ended without a result: its credits are back, once."""
        (told,) = self.mailbox.explained
        task = await self.look(told)
        assert task.state is State.REFUNDED
        assert await self.books.entries(task.id) == [("hold", task.price), ("release", -task.price)]
        return task

    async def refused(self) -> Reason:
        """Why the one task that was refunded ended."""
        failure = (await self.refunded()).failure
        assert failure is not None
        return failure.reason


@asynccontextmanager
async def open_bench(
    url: str, pool: Runner, *, settings: EngineSettings = QUICK, busy_timeout_s: float = 10
) -> AsyncIterator[Bench]:
    clock, shelf, mailbox, vendor, spare = ShiftedClock(), Shelf(), Mailbox(), Vendor(), Vendor("spare", price=3)
    spare.trouble = Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider="Spare")
    sealer = Sealer([SecretStr(new_key())])
    media_settings = MediaSettings(allow_private_networks=True)
    database, vault = Database.open(url, busy_timeout_s=busy_timeout_s), Vault(sealer)
    catalogue, onlooker = Catalogue(tools=TOOLS, upstreams=(vendor, spare)), Counting()
    router = Router(catalogue=catalogue, database=database, vault=vault)
    listings = Listings(router=router, database=database, clock=clock)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        await stack.enter_async_context(shelf.open())
        folder = stack.enter_context(TemporaryDirectory())
        fetcher = await stack.enter_async_context(Fetcher(media_settings, tls=NOBODYS))
        desk = Desk(
            clock=clock,
            database=database,
            tasks=Tasks(sealer),
            catalogue=catalogue,
            router=router,
            media=MediaStore(Bucket(MemoryStore(), spool=Spool(Path(folder))), max_bytes=2**24),
            media_settings=media_settings,
            fetcher=fetcher,
            inspector=Inspector(pool, media_settings),
            delivery=mailbox,
            announcer=Announcer(mailbox),
            settings=settings,
            default_quota=QUOTA,
            onlooker=onlooker,
            listings=listings,
        )
        bench = Bench(
            desk=desk,
            studio=Studio(desk),
            vault=vault,
            books=Books(database, desk.tasks),
            clock=clock,
            shelf=shelf,
            mailbox=mailbox,
            vendor=vendor,
            spare=spare,
            onlooker=onlooker,
        )
        vendor.polls.are(bench.finished())
        stack.push_async_callback(desk.announcer.close)
        stack.push_async_callback(listings.close)
        yield bench
