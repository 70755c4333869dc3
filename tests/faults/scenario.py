"""What a cell's story is made of."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.discord import Conversation
from tests.faults.house import House
from tests.journeys.trades import IMGOPEN, Trade


class Moment(StrEnum):
    """On which side of the place the process dies."""

    BEFORE = "before"
    AFTER = "after"


class Ending(StrEnum):
    """How a task ends, as its row says."""

    DELIVERED = "delivered"
    REFUNDED = "refunded"


async def _wait(_: House, __: Conversation) -> None: ...


def _nothing(_: House) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A task on its way through a place.

    `options` are those of the command; `changes` are settings by their dotted names; `calls_back`: the vendors call.
    `prepare` plans what vendors and Discord do; `act` is what people and the world do while the first bot lives, `mend`
    what changes while none does, `act_again` what people do while the second one lives. The first one dies at its
    `visit`-th visit of the place, from 1. At the milestone `loss` the pictures vanish from the disk. `bills` is how
    many tasks the vendors may bill, each of another kind; `models` is how many the server has in the end. The result
    is a picture, or else it `shows` these words. `ending` is how the task ends, `otherwise` how it does after a crash
    on that side of the place, where only the dead one knew what was done. `excuse` says why what was paid may end
    without a result, `unseen` why nobody can see whether it was answered while the token lived: a result is then
    pointed to, an explanation may come twice. `is_late`: the command's token is dead before the crash already.
    """

    trade: Trade = IMGOPEN
    private: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)
    calls_back: bool = False
    changes: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[House], None] = _nothing
    act: Callable[[House, Conversation], Coroutine[Any, Any, None]] = _wait
    mend: Callable[[House], None] = _nothing
    act_again: Callable[[House, Conversation], Coroutine[Any, Any, None]] = _wait
    visit: int = 1
    loss: str | None = None
    bills: int = 1
    models: int = 0
    shows: str | None = None
    ending: Ending = Ending.DELIVERED
    otherwise: Mapping[Moment, Ending] = field(default_factory=dict)
    excuse: str | None = None
    unseen: str | None = None
    is_late: bool = False
