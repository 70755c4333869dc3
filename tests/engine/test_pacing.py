import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pace import Pace
from bot.engine.pacing import first_poll, next_poll
from bot.engine.settings import EngineSettings

seconds = st.floats(0.1, 1000)
paces = st.builds(
    lambda first, more, factor: Pace(poll_initial_s=first, poll_max_s=first + more, poll_factor=factor),
    seconds,
    st.floats(0, 1000),
    st.floats(1, 5),
)
positions = st.none() | st.integers(1, 500)
MICROSECOND = timedelta(microseconds=1)


class NoChance(random.Random):
    """Always in the middle."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


def pause(pace: Pace, polls: int, *, position: int | None = None, chance: random.Random | None = None) -> timedelta:
    return next_poll(pace, polls, usual_s=30, position=position, chance=chance or NoChance())


@given(pace=paces, learnt_s=st.none() | seconds)
@settings(deadline=None)
def test_the_first_question_comes_near_the_learnt_duration_and_never_too_early(
    pace: Pace, learnt_s: float | None
) -> None:
    first = first_poll(pace, learnt_s).total_seconds()
    assert first >= pace.poll_initial_s - 1e-6
    assert first <= max(pace.poll_initial_s, learnt_s or 0) + 1e-6


def test_the_first_question_comes_a_little_before_the_learnt_duration() -> None:
    assert first_poll(Pace(poll_initial_s=2, poll_max_s=30), 100) == timedelta(seconds=70)


def test_one_outlier_does_not_make_everybody_wait() -> None:
    assert first_poll(Pace(poll_initial_s=2, poll_max_s=15), 3600) == timedelta(seconds=60)


@given(pace=paces, polls=st.integers(0, 10_000), position=positions, seed=st.integers())
@settings(deadline=None)
def test_every_pause_is_bounded(pace: Pace, polls: int, position: int | None, seed: int) -> None:
    asked = pause(pace, polls, position=position, chance=random.Random(seed)).total_seconds()
    assert 0.9 * pace.poll_initial_s - 1e-6 <= asked <= 1.1 * pace.poll_max_s + 1e-6


@given(pace=paces, polls=st.integers(0, 100), position=positions)
@settings(deadline=None)
def test_pauses_never_become_shorter_but_for_chance(pace: Pace, polls: int, position: int | None) -> None:
    assert pause(pace, polls, position=position) <= pause(pace, polls + 1, position=position)


@given(pace=paces, polls=st.integers(0, 100), position=st.integers(1, 100))
@settings(deadline=None)
def test_further_back_in_the_queue_is_never_asked_about_sooner(pace: Pace, polls: int, position: int) -> None:
    assert pause(pace, polls, position=position) <= pause(pace, polls, position=position + 1)
    assert pause(pace, polls) == pause(pace, polls, position=1)


def test_pauses_grow_by_the_providers_factor_up_to_its_longest() -> None:
    pace = Pace(poll_initial_s=2, poll_factor=2, poll_max_s=10)
    assert [pause(pace, polls).total_seconds() for polls in range(5)] == [2, 4, 8, 10, 10]


@given(attempts=st.integers(1, 100_000))
@settings(deadline=None)
def test_a_pause_after_failures_doubles_and_is_bounded(attempts: int) -> None:
    engine = EngineSettings(retry_first_s=2, retry_max_s=60)
    assert engine.backoff(1) == timedelta(seconds=2)
    assert engine.backoff(attempts) <= engine.backoff(attempts + 1) <= timedelta(seconds=60)
    assert engine.backoff(attempts + 1) <= 2 * engine.backoff(attempts) + MICROSECOND
