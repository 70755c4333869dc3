from collections import Counter

import pytest

from bot.domain.lifecycle import STEPS
from bot.engine.milestones import PLACES, Commit, Effect, Milestones, move


def test_every_step_of_the_lifecycle_every_other_commit_and_every_effect_has_one_place() -> None:
    assert Counter(PLACES) == Counter([*Commit, *Effect, *(move(step.source, step.event) for step in STEPS)])
    assert max(Counter(PLACES).values()) == 1


def test_a_place_is_reached_before_and_after() -> None:
    reached: list[str] = []
    with Milestones(reached.append).around(Effect.SUBMIT):
        reached.append("the effect")

    assert reached == ["before submit", "the effect", "after submit"]


def test_what_fails_is_not_reached_after() -> None:
    reached: list[str] = []
    with pytest.raises(KeyError), Milestones(reached.append).around(Effect.SUBMIT):
        raise KeyError

    assert reached == ["before submit"]
