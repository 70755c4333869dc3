from datetime import UTC, timedelta

import pytest

from bot.domain.clock import Clock, ShiftedClock, SystemClock

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("clock", [SystemClock(), ShiftedClock()], ids=["system", "shifted"])
def test_a_clock_speaks_utc_and_never_goes_back(clock: Clock) -> None:
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert first <= second


def test_every_shift_adds_to_those_before() -> None:
    clock, machine = ShiftedClock(), SystemClock()
    clock.shift(HOUR)
    clock.shift(HOUR)
    before = machine.now()
    shifted = clock.now()
    assert before + 2 * HOUR <= shifted <= machine.now() + 2 * HOUR


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        ShiftedClock().shift(-HOUR)
