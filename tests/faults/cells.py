"""Every place, before and after, with every restart and every database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import product

from tests.faults.databases import Kind
from tests.faults.scenario import Ending, Moment, Scenario
from tests.faults.scenarios import SCENARIOS


class Restart(StrEnum):
    """When the next process is started."""

    NOW = "now"
    EXPIRED = "expired"

    @property
    def pause(self) -> timedelta:
        """The time in between; an interaction's token lives for 15 minutes."""
        return timedelta(minutes=16) if self is Restart.EXPIRED else timedelta()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cell:
    """One journey through one crash."""

    place: str
    moment: Moment
    restart: Restart
    database: Kind
    scenario: Scenario = field(repr=False)

    @property
    def milestone(self) -> str:
        """Where the process dies."""
        return f"{self.moment} {self.place}"

    @property
    def ending(self) -> Ending:
        """How the task has to end."""
        return self.scenario.otherwise.get(self.moment, self.scenario.ending)

    @property
    def outlives_token(self) -> bool:
        """Whether the reply to the command cannot be edited any more when the task ends."""
        return self.scenario.is_late or self.restart is Restart.EXPIRED

    @property
    def may_be_unseen(self) -> bool:
        """Whether nobody can tell if the task was answered before."""
        return self.scenario.unseen is not None and self.restart is Restart.EXPIRED

    def __str__(self) -> str:
        return f"{self.milestone}, restarted {self.restart}, on {self.database}"


def cells(*, places: set[str], restarts: set[Restart], databases: set[Kind]) -> Iterator[Cell]:
    """In the order of the lifecycle."""
    axes = product(SCENARIOS.items(), Moment, Restart, Kind)
    for (place, scenarios), moment, restart, database in axes:
        if place in places and restart in restarts and database in databases:
            for scenario in scenarios:
                yield Cell(place=place, moment=moment, restart=restart, database=database, scenario=scenario)
