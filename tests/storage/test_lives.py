"""Whatever happens to tasks, in whatever order: state, events and ledger say the same."""

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.ids import GuildId, UserId
from bot.domain.lifecycle import FINAL, Event, Money, State, Step, step_for
from bot.domain.quota import Spent
from bot.domain.tasks import Task
from tests.storage.books import Books
from tests.storage.requests import a_request

TASKS = 3
PRICE = 4
_people = count(1000)


class Happening(NamedTuple):
    """To which task what happens; `late`: reported by somebody who holds an older version of the row."""

    task: int
    event: Event
    late: bool
    price: int


class Life:
    """What should be true of one task."""

    def __init__(self, task: Task) -> None:
        self.seen = [task]
        self.steps: list[Step] = []

    @property
    def latest(self) -> Task:
        return self.seen[-1]

    async def undergo(self, books: Books, happening: Happening) -> None:
        held = self.seen[0] if happening.late else self.latest
        step = step_for(held.state, happening.event) if held is self.latest else None
        moved = await books.advance(held, happening.event, price=happening.price)
        assert (moved is not None) == (step is not None)
        if moved is not None and step is not None:
            assert moved.state is step.target
            self.seen.append(moved)
            self.steps.append(step)

    @property
    def entries(self) -> list[tuple[str, int]]:
        settled = {State.DELIVERED: ("capture", self.latest.price - PRICE), State.REFUNDED: ("release", -PRICE)}
        return [("hold", PRICE), *([settled[self.latest.state]] if self.latest.state in FINAL else [])]

    @property
    def events(self) -> list[tuple[int, str, str, str]]:
        return [(2 + n, step.event, step.source, step.target) for n, step in enumerate(self.steps)]


happenings = st.builds(
    Happening,
    task=st.integers(0, TASKS - 1),
    event=st.sampled_from(Event),
    late=st.sampled_from([False, False, False, True]),
    price=st.integers(0, PRICE),
)


@st.composite
def stories(draw: st.DrawFn) -> list[Happening]:
    """Mostly what can happen next, so that tasks get somewhere; now and then anything at all."""
    story: list[Happening] = []
    states = [State.ACCEPTED] * TASKS
    for _ in range(draw(st.integers(1, 20))):
        happening = draw(happenings)
        possible = [event for event in Event if step_for(states[happening.task], event)]
        if possible and draw(st.integers(0, 3)) > 0:
            happening = happening._replace(event=draw(st.sampled_from(possible)), late=False)
        step = step_for(states[happening.task], happening.event)
        if step and not happening.late:
            states[happening.task] = step.target
        story.append(happening)
    return story


def spent(lives: Sequence[Life]) -> int:
    return sum(credits_ for life in lives for _, credits_ in life.entries)


@given(stories())
@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # every story has a person and a guild of its own
)
async def test_state_events_and_ledger_always_agree(books: Books, story: list[Happening]) -> None:
    guild, user = GuildId(next(_people)), UserId(next(_people))
    lives = [Life(await books.accept(a_request(guild=guild, user=user), price=PRICE)) for _ in range(TASKS)]
    for happening in story:
        await lives[happening.task].undergo(books, happening)
    for life in lives:
        assert await books.get(life.latest.id) == life.latest
        assert await books.events(life.latest.id) == life.events
        assert await books.entries(life.latest.id) == life.entries
        assert [step.money for step in life.steps if step.money is not Money.NOTHING] == [
            step.money for step in life.steps if step.target in FINAL
        ]
    total = spent(lives)
    assert await books.spent(guild, user) == Spent(person_day=total, person_month=total, guild_month=total)
