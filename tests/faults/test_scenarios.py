from itertools import product

from bot.engine.milestones import PLACES
from tests.faults.cells import Restart, cells
from tests.faults.databases import Kind
from tests.faults.scenario import Moment
from tests.faults.scenarios import SCENARIOS


def test_every_place_of_the_engine_has_a_scenario_that_leads_through_it() -> None:
    assert set(SCENARIOS) == set(PLACES)
    assert all(SCENARIOS.values())


def test_every_scenario_is_played_before_and_after_with_both_restarts_on_both_databases() -> None:
    found = [
        (cell.place, id(cell.scenario), cell.moment, cell.restart, cell.database)
        for cell in cells(places=set(PLACES), restarts=set(Restart), databases=set(Kind))
    ]

    played = [(place, id(scenario)) for place, scenarios in SCENARIOS.items() for scenario in scenarios]
    assert sorted(found) == sorted((*one, *axes) for one, axes in product(played, product(Moment, Restart, Kind)))
