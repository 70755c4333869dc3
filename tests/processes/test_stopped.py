"""A worker that is stopped for longer than its lease, and goes on where it was: somebody else has done its work."""

import signal
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.domain.clock import SystemClock
from bot.domain.lifecycle import Event, State
from bot.engine.milestones import Effect, move
from bot.roles import Role
from bot.sandbox.upstreams import Script
from tests.faults.records import Row, read_ledger
from tests.journeys.process import until
from tests.journeys.trades import IMGOPEN, MAGICTIGER, Trade
from tests.processes.endings import all_ended, kept
from tests.processes.house import House
from tests.processes.orders import order
from tests.processes.process import Process

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]

TALKATIVE = {"LOG__LEVEL": "DEBUG"}
OUTPACED = "somebody was first"


def _nothing(_: House) -> None: ...


def vendor_fails(house: House) -> None:
    """The next task comes to nothing."""
    house.vendors.imgopen.scripts.append(Script.FAIL_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """`place` is where the worker is stopped; `paid` how often the vendor is, in the end."""

    place: str
    trade: Trade = IMGOPEN
    prepare: Callable[[House], None] = _nothing
    state: State = State.DELIVERED
    paid: int = 1

    def __str__(self) -> str:
        return self.place


STOPS = [
    Stop(place=f"before {move(State.ACCEPTED, Event.INTEND)}"),
    Stop(place=f"before {Effect.SUBMIT}", state=State.REFUNDED, paid=0),
    Stop(place=f"after {Effect.SUBMIT}"),
    Stop(place=f"before {move(State.RUNNING, Event.FINISH)}", trade=MAGICTIGER),
    Stop(place=f"before {Effect.FETCH_RESULT}", trade=MAGICTIGER),
    Stop(place=f"before {Effect.POST}"),
    Stop(place=f"before {move(State.SAVED, Event.DELIVER)}", trade=MAGICTIGER),
    Stop(place=f"before {Effect.EXPLAIN}", prepare=vendor_fails, state=State.REFUNDED),
    Stop(place=f"before {move(State.FAILED, Event.REFUND)}", prepare=vendor_fails, state=State.REFUNDED),
]


@pytest.mark.parametrize("stop", STOPS, ids=str)
async def test_a_worker_that_comes_back_too_late_can_neither_write_nor_post_nor_pay(house: House, stop: Stop) -> None:
    stop.prepare(house)
    late = await stopped(house, stop)
    await house.start(Role.WORKER)
    await all_ended(house, 1)
    before = await everything(house)

    late.send(signal.SIGCONT)
    await late.says(OUTPACED)
    assert await late.stop() == 0

    assert await everything(house) == before
    (row,) = before.rows
    assert (row["state"], len(house.paid())) == (stop.state, stop.paid)
    assert len(house.mia.sees(house.channel)) == 1


async def test_a_worker_that_nobody_has_replaced_takes_its_task_back_and_pays_once(house: House) -> None:
    stop = Stop(place=f"before {Effect.SUBMIT}")
    late = await stopped(house, stop)
    await house.until_row(lambda row: bool(row["lease_until"] < SystemClock().now()))

    late.send(signal.SIGCONT)

    await all_ended(house, 1)  # its lease may have been renewed before it looks: then it sends at once
    assert late.said("held too long to be sent") == late.said('"why": "unsend"')
    assert (len(house.submissions()), len(house.paid())) == (1, 1)


async def test_the_answer_to_a_paid_request_counts_however_late_it_is_written(house: House) -> None:
    """Magic Tiger cannot be asked for what it has made without the id that only the late worker knows."""
    late = await stopped(house, Stop(place=f"after {Effect.SUBMIT}", trade=MAGICTIGER))
    await house.start(Role.WORKER)
    await house.until_row(lambda row: row["state"] == State.UNCERTAIN)

    late.send(signal.SIGCONT)

    (row,) = await all_ended(house, 1)
    assert (row["state"], len(house.submissions()), len(house.paid())) == (State.DELIVERED, 1, 1)
    assert len(house.mia.sees(house.channel)) == 1


async def stopped(house: House, stop: Stop) -> Process:
    """A worker that lies still at its place with Mia's order in hand."""
    await house.start(Role.GATEWAY)
    worker = await house.start(Role.WORKER, stops_at=stop.place, **TALKATIVE)
    await house.open()
    await order(house, stop.trade)
    await until(lambda: worker.is_stopped)
    return worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """What a late worker could change. `told` counts what was said to Discord."""

    rows: list[Row]
    ledger: list[Row]
    kept: set[str]
    bills: int
    submissions: int
    told: int


async def everything(house: House) -> Everything:
    """As it is now."""
    return Everything(
        rows=await house.until(bool),
        ledger=await read_ledger(house.database),
        kept=await kept(house),
        bills=len(house.paid()),
        submissions=len(house.submissions()),
        told=sum(exchange.method != "GET" for exchange in house.exchanges),
    )
