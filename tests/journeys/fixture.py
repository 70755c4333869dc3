"""The stage of a journey: the real bot in this process, the local Discord and the local vendors, over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import app
from bot.domain.clock import ShiftedClock
from bot.domain.ids import GuildId, UserId
from bot.domain.pace import Pace
from bot.domain.quota import Spent
from bot.domain.tasks import Task
from bot.engine.settings import EngineSettings
from bot.media.settings import MediaSettings
from bot.sandbox.discord import Channel, Guild, LocalDiscord, Person
from bot.sandbox.upstreams import LocalVendors, TintImaging
from bot.settings import Settings
from bot.ui.settings import DiscordSettings
from bot.upstreams.ailab.settings import AilabPace, AilabSettings
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.magictiger.settings import MagicTigerSettings
from bot.upstreams.settings import ProvidersSettings
from storage import ledger
from storage.database import Database
from storage.sealing import Sealer, keys_from_file
from storage.tasks import Tasks
from tests.journeys.book import Book
from tests.openapi.judge import Judge
from tests.sandbox.discord.bots import pointed_at

FAST = {"poll_initial_s": 0.05, "poll_factor": 1.2, "poll_max_s": 0.2, "max_requests_per_s": 1000}
PATIENT = EngineSettings(
    idle_max_s=0.1, retry_first_s=0.1, retry_max_s=0.3, settle_s=0.2, sweep_every_s=0.2, agree_from=None
)

_LOOK_EVERY_S = 0.05


@dataclass(slots=True, kw_only=True)
class Stage:
    """Where a journey plays. `settings` may be changed before `bot_runs`; `book` has what Discord was asked."""

    discord: LocalDiscord
    vendors: LocalVendors
    clock: ShiftedClock
    guild: Guild
    channel: Channel
    mia: Person
    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    book: Book = field(default_factory=Book)

    @asynccontextmanager
    async def bot_runs(self, **changes: Any) -> AsyncIterator[None]:
        """The bot runs, is logged in and has registered its commands; at the end it is stopped as by SIGTERM."""
        stopping = asyncio.Event()
        settings = Settings(**{**self.settings, **changes})
        with pointed_at(self.discord):
            async with asyncio.TaskGroup() as group:
                group.create_task(app.run(settings, stopping=stopping, clock=self.clock), name="bot")
                await self.discord.wait_for_commands("enhance", "faceswap")
                try:
                    yield
                finally:
                    stopping.set()

    async def tasks(self) -> list[Task]:
        """Mia's tasks, newest first, as the database has them."""
        async with self.database() as database:
            rows = Tasks(Sealer(keys_from_file(self.folder / "secret.keys")))
            async with database.reading() as connection:
                return await rows.recent(connection, GuildId(self.guild.id), UserId(self.mia.id), 100)

    async def until_task(self, fits: Callable[[Task], bool], timeout_s: float = 15) -> Task:
        """Mia's latest task, as soon as it fits. The database rings no bell for a reader: it is asked now and then."""
        async with asyncio.timeout(timeout_s):
            while True:
                for task in await self.tasks():
                    if fits(task):
                        return task
                await asyncio.sleep(_LOOK_EVERY_S)

    async def spent(self, at: datetime | None = None) -> Spent:
        """What Mia has spent in the day and the month of that moment, which is now unless said otherwise."""
        moment = at or self.clock.now()
        async with self.database() as database, database.reading() as connection:
            return await ledger.spent(connection, GuildId(self.guild.id), UserId(self.mia.id), moment)

    @asynccontextmanager
    async def write_lock(self) -> AsyncIterator[None]:
        """Somebody else writes to the bot's database for as long as the block lasts."""
        async with self.database() as database, database.transaction():
            yield

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        """The bot's database, opened once more beside it."""
        database = Database.open(f"sqlite+aiosqlite:///{self.folder}/darkroom.db")
        try:
            yield database
        finally:
            await database.close()


@asynccontextmanager
async def open_stage(folder: Path, judge: Judge) -> AsyncIterator[Stage]:
    """An empty stage with one person, Mia; the bot does not run yet."""
    clock, book = ShiftedClock(), Book()
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(LocalDiscord(clock=clock, observers=[judge.judge, book.note]))
        vendors = await stack.enter_async_context(LocalVendors(clock=clock, imaging=TintImaging()))
        guild = discord.add_guild("Darkroom")
        yield Stage(
            discord=discord,
            vendors=vendors,
            clock=clock,
            guild=guild,
            channel=discord.add_channel(guild, "pictures"),
            mia=discord.add_person("Mia", guild),
            folder=folder,
            settings=_settings(folder, discord, vendors),
            book=book,
        )
        assert {prefix: vendor.violations for prefix, vendor in vendors.all.items() if vendor.violations} == {}


@pytest.fixture
async def stage(tmp_path: Path, judge: Judge) -> AsyncIterator[Stage]:
    """A stage for one test. What the bot sends is judged at the end."""
    async with open_stage(tmp_path, judge) as stage:
        yield stage


def _settings(folder: Path, discord: LocalDiscord, vendors: LocalVendors) -> dict[str, Any]:
    return {
        "discord": DiscordSettings(token=discord.token, api_base=discord.api_base, gateway=discord.gateway_url),
        "database_url": f"sqlite+aiosqlite:///{folder}/darkroom.db",
        "secret_key_file": folder / "secret.keys",
        "media": MediaSettings(dir=folder / "media", allow_private_networks=True),
        "providers": ProvidersSettings(
            imgopen=ImgOpenSettings(
                base_url=vendors.imgopen.base_url,
                access_key_id=vendors.imgopen.access_key_id,
                access_key_secret=vendors.imgopen.access_key_secret,
                pace=Pace(**FAST),
                submit_timeout_s=2,
                call_timeout_s=2,
            ),
            ailab=AilabSettings(
                base_url=vendors.ailab.base_url,
                api_key=SecretStr(vendors.ailab.api_key),
                mask_marks="white",
                pace=AilabPace(**FAST),
                submit_timeout_s=2,
                call_timeout_s=2,
            ),
            magictiger=MagicTigerSettings(
                base_url=vendors.magictiger.base_url,
                api_token=vendors.magictiger.api_token,
                enhance_types={"enhance": 1},
                create_timeout_s=2,
                call_timeout_s=2,
                **FAST,
            ),
        ),
        "engine": PATIENT,
    }
