"""What several processes share: a database, a bucket, an address, and the Discord and the vendors of the sandbox."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path

from bot.domain.clock import SystemClock
from bot.domain.ids import TaskId
from bot.domain.lifecycle import State
from bot.media.settings import S3Settings
from bot.roles import Role
from bot.sandbox.discord import Channel, Exchange, Guild, LocalDiscord, Person
from bot.sandbox.upstreams import Call, ImgOpenConfig, LocalVendors, MagicTigerConfig, TintImaging
from storage.database import Database
from tests.faults.records import Row, read_tasks
from tests.journeys.trades import IMGOPEN, MAGICTIGER
from tests.processes.life import Start, live
from tests.processes.process import Process
from tests.processes.variables import variables

_LOOK_EVERY_S = 0.05
_QUICK_S = 0.05
_SUBMISSIONS = {IMGOPEN.submission, MAGICTIGER.submission}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One person, Mia, in one server. Processes are started with `variables`; `exchanges` are theirs with Discord."""

    discord: LocalDiscord
    vendors: LocalVendors
    exchanges: list[Exchange]
    guild: Guild
    channel: Channel
    mia: Person
    database: Database
    bucket: S3Settings
    public_url: str
    variables: Mapping[str, str]
    folder: Path
    nursery: ForkServerContext
    stack: AsyncExitStack
    processes: list[Process] = field(default_factory=list)

    async def start(
        self, role: Role, *, shards: str | None = None, stops_at: str | None = None, **changes: str
    ) -> Process:
        """A process that does its part; `changes` are variables without their prefix. At the end it is dead."""
        process = await self.launch(role, shards=shards, stops_at=stops_at, **changes)
        await process.says("listening" if role is Role.WEB else "logged in")
        return process

    async def launch(
        self, role: Role, *, shards: str | None = None, stops_at: str | None = None, **changes: str
    ) -> Process:
        """The same, not waited for."""
        name = f"{role}-{len(self.processes)}"
        start = Start(
            role=role,
            shards=shards,
            variables={
                **self.variables,
                "DARKROOM_MEDIA__DIR": str(self.folder / name),
                **{f"DARKROOM_{key}": value for key, value in changes.items()},
            },
            folder=self.folder,
            log=self.folder / f"{name}.log",
            stops_at=stops_at,
        )
        start.log.touch()
        born = self.nursery.Process(target=live, args=(start,))
        born.start()
        process = Process(born, start.log)
        self.processes.append(process)
        self.stack.push_async_callback(process.bury)
        return process

    async def open(self, *, gateways: int = 1) -> None:
        """Until so many connections to the gateway stand, and commands can be used."""
        await self.discord.wait_for_commands("enhance", "faceswap")

        def connected() -> bool | None:
            return len(self.discord._backend.hub.connected()) >= gateways or None

        await self.discord._backend.signal.until(connected, timeout_s=20, what=f"{gateways} gateway connections")

    async def until(self, holds: Callable[[list[Row]], bool], *, timeout_s: float = 25) -> list[Row]:
        """The tasks' rows as soon as it holds for them. The database rings no bell for a reader."""
        async with asyncio.timeout(timeout_s):
            while not holds(rows := await read_tasks(self.database)):  # noqa: ASYNC110 (as said)
                await asyncio.sleep(_LOOK_EVERY_S)
        return rows

    async def until_row(self, fits: Callable[[Row], bool], *, timeout_s: float = 25) -> Row:
        """The first row that fits, as soon as there is one."""
        rows = await self.until(lambda rows: any(map(fits, rows)), timeout_s=timeout_s)
        return next(row for row in rows if fits(row))

    async def until_in(self, task_id: TaskId, state: State) -> Row:
        """A task's row, as soon as it is in that state."""
        return await self.until_row(lambda row: row["id"] == task_id and row["state"] == state)

    def submissions(self) -> list[Call]:
        """The calls of the vendors' paid endpoints, whatever came of them."""
        calls = [*self.vendors.imgopen.calls, *self.vendors.magictiger.calls]
        return [call for call in calls if call.endpoint in _SUBMISSIONS]

    def paid(self) -> list[TaskId]:
        """The ids of the tasks that the vendors bill."""
        vendors = (self.vendors.imgopen, self.vendors.magictiger)
        return [TaskId(bill.own_id or "") for vendor in vendors for bill in vendor.paid_tasks]


@asynccontextmanager
async def open_house(
    folder: Path, *, database_url: str, bucket: S3Settings, nursery: ForkServerContext
) -> AsyncIterator[House]:
    """An empty house; no process lives in it yet. At the end their last words are printed."""
    exchanges: list[Exchange] = []
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(LocalDiscord(clock=SystemClock(), observers=[exchanges.append]))
        vendors = await stack.enter_async_context(LocalVendors(clock=SystemClock(), imaging=TintImaging()))
        vendors.imgopen.config = ImgOpenConfig(processing_s=_QUICK_S)
        vendors.magictiger.config = MagicTigerConfig(processing_s=_QUICK_S)
        database = Database.open(database_url)
        stack.push_async_callback(database.close)
        bind = f"127.0.0.1:{_free_port()}"
        guild = discord.add_guild("Darkroom")
        stack.callback(_print_logs, folder)
        yield House(
            discord=discord,
            vendors=vendors,
            exchanges=exchanges,
            guild=guild,
            channel=discord.add_channel(guild, "pictures"),
            mia=discord.add_person("Mia", guild),
            database=database,
            bucket=bucket,
            public_url=f"http://{bind}",
            variables=variables(discord, vendors, database_url=database_url, bucket=bucket, bind=bind),
            folder=folder,
            nursery=nursery,
            stack=stack,
        )
        assert vendors.imgopen.violations == []
        assert vendors.magictiger.violations == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _print_logs(folder: Path) -> None:
    for log in sorted(folder.glob("*.log")):
        print(f"--- {log.name}", *log.read_text().splitlines()[-60:], sep="\n")  # noqa: T201 (pytest shows it where a test fails)
