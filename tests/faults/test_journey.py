"""That the journeys themselves can be trusted: each kills, and none passes without having killed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.lifecycle import Event, State
from bot.engine.milestones import Commit, move
from tests.faults.bot import bots
from tests.faults.cells import Cell, Restart
from tests.faults.databases import Kind, Place, places
from tests.faults.journey import Journey
from tests.faults.scenario import Ending, Moment, Scenario

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]

DELIVERY = move(State.SAVED, Event.DELIVER)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with places({Kind.SQLITE}, tmp_path) as found:
        place = found[Kind.SQLITE]
        assert not isinstance(place, Exception)
        yield place


def journey(place: Place, tmp_path: Path, where: str, scenario: Scenario, *, reach_s: float = 40) -> Journey:
    cell = Cell(place=where, moment=Moment.AFTER, restart=Restart.NOW, database=Kind.SQLITE, scenario=scenario)
    return Journey(cell=cell, context=bots(), folder=tmp_path, place=place, reach_s=reach_s)


async def test_a_task_whose_bot_is_killed_after_its_delivery_is_over(place: Place, tmp_path: Path) -> None:
    assert await journey(place, tmp_path, DELIVERY, Scenario()).play() is None


async def test_a_place_that_is_never_reached_breaks_the_cell(place: Place, tmp_path: Path) -> None:
    complaint = await journey(place, tmp_path, Commit.RING, Scenario(), reach_s=5).play()

    assert "“after ring” was never reached" in (complaint or "")


async def test_a_place_that_is_not_reached_often_enough_breaks_the_cell(place: Place, tmp_path: Path) -> None:
    complaint = await journey(place, tmp_path, DELIVERY, Scenario(visit=2), reach_s=5).play()

    assert "“after saved deliver” was never reached" in (complaint or "")


async def test_an_ending_that_was_not_expected_breaks_the_cell_and_shows_what_is_known(
    place: Place, tmp_path: Path
) -> None:
    complaint = await journey(place, tmp_path, DELIVERY, Scenario(ending=Ending.REFUNDED)).play()

    assert "the task is delivered and should be refunded" in (complaint or "")
    assert "capture +0" in (complaint or "")
    assert "task moved" in (complaint or "")
