from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.lifecycle import (
    FINAL,
    OPEN,
    REFUND_OWED,
    STEPS,
    UPSTREAM,
    URGENCY,
    Event,
    Money,
    State,
    Step,
    diagram,
    step_for,
)

BEFORE_SENDING = {State.ACCEPTED, State.SUBMITTING}
MOST_STEPS = 40


def after(state: State, *, without: Event | None = None) -> set[State]:
    """Every state that can follow, by whatever steps, or by all but those of one event."""
    reached: set[State] = set()
    ahead = {state}
    while ahead:
        ahead = {step.target for step in STEPS if step.source in ahead and step.event is not without} - reached
        reached |= ahead
    return reached


@st.composite
def lives(draw: st.DrawFn) -> list[Step]:
    """A walk from `accepted` by steps that are allowed, until it is over or long enough."""
    walked: list[Step] = []
    state = State.ACCEPTED
    while state in OPEN and len(walked) < MOST_STEPS:
        walked.append(draw(st.sampled_from([step for step in STEPS if step.source is state])))
        state = walked[-1].target
    return walked


def settled(walked: list[Step]) -> list[Money]:
    return [step.money for step in walked if step.money is not Money.NOTHING]


def test_a_task_ends_delivered_or_refunded() -> None:
    assert {State.DELIVERED, State.REFUNDED} == FINAL
    assert frozenset(State) - FINAL == OPEN


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_state_reaches_an_end(state: State) -> None:
    assert after(state) & FINAL


@pytest.mark.parametrize("state", sorted(set(State) - {State.ACCEPTED}))
def test_every_state_can_be_reached(state: State) -> None:
    assert state in after(State.ACCEPTED)


@pytest.mark.parametrize("state", sorted(FINAL))
def test_nothing_follows_an_end(state: State) -> None:
    assert all(step_for(state, event) is None for event in Event)


@given(lives())
@settings(deadline=None)
def test_credits_are_settled_once_at_the_end_and_never_before(walked: list[Step]) -> None:
    expected = {State.DELIVERED: [Money.CAPTURE], State.REFUNDED: [Money.RELEASE]}
    assert settled(walked) == expected.get(walked[-1].target, [])


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.source}-{step.event}")
def test_a_step_settles_exactly_when_it_ends_the_task(step: Step) -> None:
    expected = {State.DELIVERED: Money.CAPTURE, State.REFUNDED: Money.RELEASE}
    assert step.money is expected.get(step.target, Money.NOTHING)


def test_a_refund_is_owed_where_the_next_step_releases() -> None:
    assert {State.FAILED, State.CANCELLED, State.EXPIRED} == REFUND_OWED


@pytest.mark.parametrize("state", sorted(set(State) - BEFORE_SENDING))
def test_what_may_have_reached_the_provider_is_never_sent_again_unless_a_choice_begins_another_round(
    state: State,
) -> None:
    assert not after(state, without=Event.CHOOSE) & BEFORE_SENDING


@pytest.mark.parametrize("step", [step for step in STEPS if step.event is Event.CHOOSE], ids=lambda step: step.source)
def test_a_round_that_a_choice_begins_comes_after_a_result(step: Step) -> None:
    assert step.target is State.ACCEPTED
    assert step.source in after(State.FINISHED, without=Event.CHOOSE) | {State.FINISHED}


def test_a_question_is_answered_or_cancelled_or_runs_out() -> None:
    answers = {step.event: step.target for step in STEPS if step.source is State.ASKING}
    assert answers == {
        Event.CHOOSE: State.ACCEPTED,
        Event.CANCEL: State.CANCELLED,
        Event.EXPIRE: State.EXPIRED,
    }


def test_a_question_that_nobody_answers_is_refunded() -> None:
    assert after(State.ASKING, without=Event.CHOOSE) & FINAL == {State.REFUNDED}


def test_a_question_is_asked_before_anything_is_submitted_and_wherever_a_result_would_be_posted() -> None:
    asking = {step.source for step in STEPS if step.event is Event.ASK}
    assert asking == {State.ACCEPTED} | {step.source for step in STEPS if step.event is Event.DELIVER}


@pytest.mark.parametrize("state", [State.FINISHED, State.SAVED, State.PARKED])
def test_a_result_can_still_be_delivered_and_can_no_longer_be_cancelled(state: State) -> None:
    assert State.DELIVERED in after(state)
    assert step_for(state, Event.CANCEL) is None


def test_one_event_leads_from_a_state_to_one_place() -> None:
    assert len({(step.source, step.event) for step in STEPS}) == len(STEPS)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.source}-{step.event}")
def test_a_step_is_found_by_its_source_and_event(step: Step) -> None:
    assert step_for(step.source, step.event) is step


def test_every_other_event_changes_nothing() -> None:
    allowed = {(step.source, step.event) for step in STEPS}
    others = set(product(State, Event)) - allowed
    assert [pair for pair in others if step_for(*pair) is not None] == []


def test_every_event_is_of_use() -> None:
    assert {step.event for step in STEPS} == set(Event)


def test_every_open_state_has_its_urgency_and_no_final_one() -> None:
    assert sorted(URGENCY) == sorted(OPEN)


def test_results_about_to_expire_go_first_and_polls_after_submissions() -> None:
    assert URGENCY[0] is State.FINISHED
    assert URGENCY.index(State.SAVED) < URGENCY.index(State.ACCEPTED) < URGENCY.index(State.RUNNING)


def test_the_provider_may_be_at_work_between_intent_and_result() -> None:
    assert {State.SUBMITTING, State.UNCERTAIN, State.RUNNING} == UPSTREAM


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.source}-{step.event}")
def test_the_diagram_names_each_step(step: Step) -> None:
    money = "" if step.money is Money.NOTHING else f" ({step.money})"
    assert f"    {step.source} --> {step.target}: {step.event}{money}" in diagram().splitlines()


def test_the_diagram_begins_accepted_and_ends_where_tasks_end() -> None:
    lines = diagram().splitlines()
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> accepted: hold"]
    assert {line for line in lines if line.endswith("[*]")} == {f"    {state} --> [*]" for state in FINAL}
    assert len(lines) == 2 + len(STEPS) + len(FINAL)
