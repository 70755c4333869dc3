"""One cell played: a life, a death, another life, and what must hold in the end."""

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.lifecycle import FINAL
from bot.sandbox.discord import Conversation
from tests.faults.bot import Bot, bot_lives
from tests.faults.broken import Broken
from tests.faults.cells import Cell
from tests.faults.checks import CHECKS, Outcome
from tests.faults.databases import Place
from tests.faults.evidence import describe
from tests.faults.house import House, open_house
from tests.faults.life import Fate
from tests.faults.records import Row, read_ledger, read_models

T = TypeVar("T")

_PATIENCE_S = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Plays one cell in `folder`. The first bot has `reach_s` to come to its death."""

    cell: Cell
    context: ForkServerContext = field(repr=False)
    folder: Path
    place: Place = field(repr=False)
    reach_s: float = _PATIENCE_S

    async def play(self) -> str | None:
        """Why the cell is broken, with all that can be known of it; None if it holds."""
        scenario = self.cell.scenario
        async with (
            self.place(self.folder) as url,
            open_house(self.folder, url, scenario.changes, calls_back=scenario.calls_back) as house,
        ):
            scenario.prepare(house)
            try:
                await self._live_and_die_and_live(house)
            except Broken as broken:
                return f"{self.cell}: {broken}\n{await describe(house)}"
        return None

    async def _live_and_die_and_live(self, house: House) -> None:
        conversation = await self._live_and_die(house)
        self.cell.scenario.mend(house)
        house.stage.clock.shift(self.cell.restart.pause)
        await self._live_on(house, conversation)

    async def _live_and_die(self, house: House) -> Conversation:
        scenario = self.cell.scenario
        fate = Fate(death=self.cell.milestone, visit=scenario.visit, loss=scenario.loss)
        async with self._bot(house, fate) as bot:
            conversation = await _unless_it_ends(bot, self._order(house))
            async with _beside(scenario.act(house, conversation)):
                status = await _within(self.reach_s, bot.wait(), f"“{self.cell.milestone}” was never reached")
            if status != -signal.SIGKILL:
                raise Broken(f"the first bot ended by itself, with status {status}")
            return conversation

    async def _live_on(self, house: House, conversation: Conversation) -> None:
        async with self._bot(house, Fate()) as bot:
            if await house.task() is None:  # nothing was promised yet: she asks once more
                conversation = await _unless_it_ends(bot, self._order(house))
            async with _beside(self.cell.scenario.act_again(house, conversation)):
                row = await _within(_PATIENCE_S, _unless_it_ends(bot, house.until(_is_over)), "the task does not end")
            await self._check(house, conversation, row)

    async def _check(self, house: House, conversation: Conversation, row: Row) -> None:
        reply = conversation.message
        outcome = Outcome(
            cell=self.cell,
            house=house,
            reply_id=reply.id if reply else None,
            row=row,
            entries=await read_ledger(house.database),
            models=await read_models(house.database),
        )
        complaints = [complaint for check in CHECKS if (complaint := check(outcome)) is not None]
        if complaints:
            raise Broken("; ".join(complaints))

    async def _order(self, house: House) -> Conversation:
        scenario, stage = self.cell.scenario, house.stage
        await stage.discord.wait_for_commands(scenario.trade.command)
        return await scenario.trade.order(stage, private=scenario.private, **scenario.options)

    def _bot(self, house: House, fate: Fate) -> Any:
        return bot_lives(self.context, house.settings, clock=house.clock_file, log=house.log, fate=fate)


def _is_over(row: Row) -> bool:
    """Final, and the inputs were cleared away."""
    return row["state"] in FINAL and all(entry["media"] is None for entry in row["inputs"])


@asynccontextmanager
async def _beside(deed: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Somebody acts until the block ends. What comes of it shows in the task."""
    acting = asyncio.create_task(deed, name="act")
    try:
        yield
    finally:
        acting.cancel()
        await asyncio.wait({acting})


async def _within(seconds: float, work: Coroutine[Any, Any, T], complaint: str) -> T:
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError as error:
        raise Broken(complaint) from error


async def _unless_it_ends(bot: Bot, work: Coroutine[Any, Any, T]) -> T:
    """The work's result. A bot that ends meanwhile breaks the cell."""
    working, ending = asyncio.create_task(work, name="work"), asyncio.create_task(bot.wait(), name="bot ends")
    try:
        await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Broken(f"the bot ended by itself, with status {ending.result()}")
        return working.result()
    finally:
        working.cancel()
        ending.cancel()
