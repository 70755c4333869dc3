"""The life of a task, stated once.

The SQL CHECK, the worker's query, the sets of open and final states, the README's diagram and the property tests all
derive from `STEPS`.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a task is."""

    ACCEPTED = "accepted"
    SUBMITTING = "submitting"
    UNCERTAIN = "uncertain"
    RUNNING = "running"
    FINISHED = "finished"
    SAVED = "saved"
    ASKING = "asking"
    PARKED = "parked"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REFUNDED = "refunded"


class Event(StrEnum):
    """What can happen to a task."""

    INTEND = "intend"
    REFUSE = "refuse"
    UNSEND = "unsend"
    CONFIRM = "confirm"
    LOSE = "lose"
    FINISH = "finish"
    BREAK = "break"
    SAVE = "save"
    ASK = "ask"
    CHOOSE = "choose"
    DELIVER = "deliver"
    PARK = "park"
    CANCEL = "cancel"
    EXPIRE = "expire"
    REFUND = "refund"


class Money(StrEnum):
    """What a step does to the credits that are held for the task."""

    NOTHING = "nothing"
    CAPTURE = "capture"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed move."""

    source: State
    event: Event
    target: State
    money: Money = Money.NOTHING


STEPS: tuple[Step, ...] = (
    Step(State.ACCEPTED, Event.INTEND, State.SUBMITTING),
    Step(State.ACCEPTED, Event.ASK, State.ASKING),
    Step(State.ACCEPTED, Event.REFUSE, State.FAILED),
    Step(State.ACCEPTED, Event.CANCEL, State.CANCELLED),
    Step(State.ACCEPTED, Event.EXPIRE, State.EXPIRED),
    Step(State.SUBMITTING, Event.CONFIRM, State.RUNNING),
    Step(State.SUBMITTING, Event.FINISH, State.FINISHED),
    Step(State.SUBMITTING, Event.BREAK, State.FAILED),
    Step(State.SUBMITTING, Event.UNSEND, State.ACCEPTED),
    Step(State.SUBMITTING, Event.LOSE, State.UNCERTAIN),
    Step(State.UNCERTAIN, Event.CONFIRM, State.RUNNING),
    Step(State.UNCERTAIN, Event.FINISH, State.FINISHED),
    Step(State.UNCERTAIN, Event.BREAK, State.FAILED),
    Step(State.UNCERTAIN, Event.EXPIRE, State.EXPIRED),
    Step(State.RUNNING, Event.FINISH, State.FINISHED),
    Step(State.RUNNING, Event.BREAK, State.FAILED),
    Step(State.RUNNING, Event.CANCEL, State.CANCELLED),
    Step(State.RUNNING, Event.EXPIRE, State.EXPIRED),
    Step(State.FINISHED, Event.SAVE, State.SAVED),
    Step(State.FINISHED, Event.CHOOSE, State.ACCEPTED),
    Step(State.FINISHED, Event.BREAK, State.FAILED),
    Step(State.FINISHED, Event.EXPIRE, State.EXPIRED),
    Step(State.SAVED, Event.DELIVER, State.DELIVERED, Money.CAPTURE),
    Step(State.SAVED, Event.ASK, State.ASKING),
    Step(State.SAVED, Event.PARK, State.PARKED),
    Step(State.SAVED, Event.BREAK, State.FAILED),
    Step(State.PARKED, Event.DELIVER, State.DELIVERED, Money.CAPTURE),
    Step(State.PARKED, Event.ASK, State.ASKING),
    Step(State.PARKED, Event.BREAK, State.FAILED),
    Step(State.PARKED, Event.EXPIRE, State.EXPIRED),
    Step(State.ASKING, Event.CHOOSE, State.ACCEPTED),
    Step(State.ASKING, Event.CANCEL, State.CANCELLED),
    Step(State.ASKING, Event.EXPIRE, State.EXPIRED),
    Step(State.FAILED, Event.REFUND, State.REFUNDED, Money.RELEASE),
    Step(State.CANCELLED, Event.REFUND, State.REFUNDED, Money.RELEASE),
    Step(State.EXPIRED, Event.REFUND, State.REFUNDED, Money.RELEASE),
)

_BY_MOVE = {(step.source, step.event): step for step in STEPS}

FINAL = frozenset(State) - {step.source for step in STEPS}
OPEN = frozenset(State) - FINAL
REFUND_OWED = frozenset(step.source for step in STEPS if step.money is Money.RELEASE)
UPSTREAM = frozenset({State.SUBMITTING, State.UNCERTAIN, State.RUNNING})
"""States in which the provider may be at work for us."""

IN_OUR_HANDS = frozenset({State.SAVED, State.PARKED, State.DELIVERED})
"""States in which the result can be handed out, while it is kept."""

URGENCY: tuple[State, ...] = (
    State.FINISHED,
    State.SAVED,
    State.FAILED,
    State.CANCELLED,
    State.EXPIRED,
    State.ACCEPTED,
    State.SUBMITTING,
    State.UNCERTAIN,
    State.RUNNING,
    State.PARKED,
    State.ASKING,
)
"""Which duty goes first: results about to expire, then what a person waits to see, then submissions, then polls."""


def step_for(source: State, event: Event) -> Step | None:
    """The step that `event` takes from `source`, or None where it changes nothing."""
    return _BY_MOVE.get((source, event))


def diagram() -> str:
    """The whole life as a Mermaid state diagram, for the README."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.ACCEPTED}: hold"]
    for step in STEPS:
        money = "" if step.money is Money.NOTHING else f" ({step.money})"
        lines.append(f"    {step.source} --> {step.target}: {step.event}{money}")
    lines += [f"    {state} --> [*]" for state in State if state in FINAL]
    return "\n".join(lines)
