from dataclasses import replace

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import GuildId, MediaName, MessageId, ProviderId, UserId, new_task_id
from bot.domain.lifecycle import Event, State
from bot.domain.offers import Shape
from bot.domain.policies import Showing
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Input, KeyOwner, Result
from storage.schema import ledger
from storage.sealing import Sealer, new_key
from storage.tasks import AlreadyTaken, Tasks, Waiting, count_given_back, count_open
from tests.storage.books import Books
from tests.storage.requests import DAY, GUILD, MINUTE, NOW, SECOND, TOKEN, USER, a_reply, a_request, an_interaction

INPUT = Input(slot="image", url="https://cdn.test/1.png?ex=1&is=2", filename="1.png", size_bytes=10)
TO_ASKING = (Event.INTEND, Event.CONFIRM, Event.FINISH, Event.SAVE, Event.ASK)
SHAPE = Shape(format="PNG", size_bytes=10, width=3, height=4)


async def test_a_task_comes_back_as_it_was_taken_in(books: Books) -> None:
    request = a_request(inputs=(INPUT,), provider=ProviderId("imgopen"), reply=a_reply(message_id=MessageId(8)))
    added = await books.accept(request, price=3)
    task = await books.get(added.id)
    assert task == added
    assert (task.state, task.version, task.price, task.due_at) == (State.ACCEPTED, 1, 3, NOW)
    assert (task.inputs, task.reply, task.wanted_provider) == ((INPUT,), request.reply, "imgopen")
    assert (task.created_at, task.deadline_at) == (NOW, NOW + DAY)


async def test_what_is_known_of_a_result_comes_back(books: Books) -> None:
    picture = Result(url="https://cdn.test/1.png", seed=2**63, flags=("nudity",), showing=Showing.SPOILER)
    text = Result(text="\0 a cat \ud800 🐅")
    task = await books.note(await books.accept(), results=(picture, text))
    assert task is not None
    assert (await books.get(task.id)).results == (picture, text)


async def test_another_interaction_takes_the_place_of_the_first(books: Books) -> None:
    task = await books.accept()
    reply = replace(a_reply(token="another-token", private=True), age_restricted=True)
    answered = await books.note(task, reply=reply)
    assert answered is not None
    assert (await books.get(task.id)).reply == reply


async def test_a_task_begins_with_its_first_round_and_may_come_to_a_second(books: Books) -> None:
    asking = await books.along(await books.accept(), *TO_ASKING)
    assert (asking.state, asking.round) == (State.ASKING, 1)
    chosen = await books.advance(asking, Event.CHOOSE, round=2, options={"faces": {"source": 1}}, results=())
    assert chosen is not None
    assert (chosen.state, chosen.round, chosen.options) == (State.ACCEPTED, 2, {"faces": {"source": 1}})
    assert await books.entries(chosen.id) == [("hold", 2)]


async def test_what_there_is_not_is_none(books: Books) -> None:
    async with books.database.reading() as connection:
        assert await books.tasks.get(connection, new_task_id()) is None


async def test_an_interaction_has_one_task_and_holds_once(books: Books) -> None:
    reply = a_reply(interaction=an_interaction())
    await books.accept(a_request(reply=reply))
    with pytest.raises(AlreadyTaken):
        await books.accept(a_request(reply=reply))
    async with books.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(ledger)) == 1
    assert (await books.spent()).person_day == 2


async def test_only_a_replayed_interaction_passes_for_one(books: Books) -> None:
    task = await books.accept()
    with pytest.raises(IntegrityError):
        async with books.database.transaction() as connection:
            await books.tasks.add(connection, a_request(), task_id=task.id, price=1, now=NOW, deadline_at=NOW)


async def test_options_come_back_with_whatever_characters_a_person_sent(books: Books) -> None:
    options = {"prompt": "\0 \ud800 \u202e ünïcödé 🐅", "n": 2**70, "deep": [None, True, 0.5]}
    task = await books.accept(replace(a_request(), options=options))
    assert (await books.get(task.id)).options == options


async def test_the_token_is_sealed_in_the_row(books: Books) -> None:
    task = await books.accept()
    assert task.reply.token == SecretStr(TOKEN)
    assert TOKEN not in await books.column(task.id, "token_sealed")
    assert TOKEN not in repr(task)


async def test_a_token_of_another_key_ring_is_as_good_as_none(books: Books) -> None:
    task = await books.accept()
    stranger = Books(books.database, Tasks(Sealer([SecretStr(new_key())])))
    assert (await stranger.get(task.id)).reply.token is None


async def test_a_token_that_was_moved_to_another_row_is_as_good_as_none(books: Books) -> None:
    one, other = await books.accept(), await books.accept()
    await books.overwrite(other.id, token_sealed=await books.column(one.id, "token_sealed"))
    assert (await books.get(other.id)).reply.token is None


async def test_a_move_writes_the_state_the_changes_and_its_event(books: Books) -> None:
    task = await books.accept()
    moved = await books.advance(
        task, Event.INTEND, offer="x.enhance", key_owner=KeyOwner.GUILD, submitted_at=NOW, price=1
    )
    assert moved == await books.get(task.id)
    assert moved is not None
    assert (moved.state, moved.version, moved.offer, moved.key_owner, moved.price) == (
        State.SUBMITTING,
        2,
        "x.enhance",
        KeyOwner.GUILD,
        1,
    )
    assert await books.events(task.id) == [(2, "intend", "accepted", "submitting")]


async def test_an_event_that_does_not_belong_to_the_state_changes_nothing(books: Books) -> None:
    task = await books.accept()
    assert await books.advance(task, Event.DELIVER, price=0) is None
    assert await books.get(task.id) == task
    assert await books.events(task.id) == []


async def test_who_holds_an_older_version_changes_nothing(books: Books) -> None:
    stale = await books.accept()
    fresh = await books.note(stale, attempts=1)
    assert await books.advance(stale, Event.CANCEL) is None
    assert await books.note(stale, attempts=9) is None
    assert await books.get(stale.id) == fresh
    assert await books.events(stale.id) == []


async def test_a_state_that_was_left_and_reached_again_is_not_the_same(books: Books) -> None:
    stale = await books.accept()
    again = await books.along(stale, Event.INTEND, Event.UNSEND)
    assert again.state is stale.state
    assert await books.advance(stale, Event.INTEND) is None


async def test_a_note_changes_fields_and_writes_no_event(books: Books) -> None:
    task = await books.accept(a_request(inputs=(INPUT,)))
    looked_at = INPUT.model_copy(update={"media": MediaName("m"), "shape": SHAPE})
    result = Result(url="https://x.test/r.png", expires_at=NOW + MINUTE, shape=SHAPE)
    failure = Sentence.of(Reason.TIMED_OUT, provider="X", minutes=3)
    noted = await books.note(
        task, inputs=(looked_at,), results=(result,), failure=failure, memo={"k": 1}, message_id=MessageId(2**63 - 1)
    )
    assert noted == await books.get(task.id)
    assert noted is not None
    assert (noted.version, noted.state, noted.inputs, noted.results) == (2, task.state, (looked_at,), (result,))
    assert (noted.failure, noted.memo, noted.message_id) == (failure, {"k": 1}, 2**63 - 1)
    assert await books.events(task.id) == []


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((), None),
        ((Result(url="a", expires_at=None),), None),
        ((Result(url="a", expires_at=NOW + DAY), Result(url="b", expires_at=NOW + MINUTE)), NOW + MINUTE),
        ((Result(url="a", expires_at=NOW + DAY), Result(expires_at=NOW, media=MediaName("m"), shape=SHAPE)), NOW + DAY),
    ],
    ids=["none", "unknown", "the earliest", "not of what we have"],
)
async def test_the_expiry_of_a_row_is_its_first_results(
    books: Books, results: tuple[Result, ...], expected: object
) -> None:
    task = await books.accept()
    await books.note(task, results=results)
    assert await books.column(task.id, "result_expires_at") == expected


async def test_waiting_tasks_are_given_back_together(books: Books) -> None:
    held = [await books.accept() for _ in range(3)]
    claimed = await books.claim()
    waiting = [Waiting(task=task, due_at=NOW + n * SECOND, memo={"n": n}) for n, task in enumerate(claimed)]
    async with books.database.transaction() as connection:
        await books.tasks.postpone(connection, waiting)
    for item in waiting:
        task = await books.get(item.task.id)
        assert (task.due_at, task.memo, task.polls) == (item.due_at, item.memo, 1)
        assert task.version == item.task.version + 1
        assert await books.column(task.id, "lease_owner") is None
    assert len(await books.claim("another", now=NOW + MINUTE)) == len(held)


async def test_giving_back_leaves_alone_what_moved_meanwhile(books: Books) -> None:
    one, other = await books.accept(), await books.accept()
    moved = await books.advance(one, Event.CANCEL)
    async with books.database.transaction() as connection:
        waiting = [Waiting(task=task, due_at=NOW + DAY, memo={}) for task in (one, other)]
        await books.tasks.postpone(connection, waiting)
    assert await books.get(one.id) == moved
    assert (await books.get(other.id)).due_at == NOW + DAY


async def test_the_latest_tasks_of_a_person_come_first_and_nobody_elses(books: Books) -> None:
    mine = [await books.accept(now=NOW + n * SECOND) for n in range(4)]
    await books.accept(a_request(user=UserId(99)))
    await books.accept(a_request(guild=GuildId(99)))
    async with books.database.reading() as connection:
        recent = await books.tasks.recent(connection, GUILD, USER, 3)
    assert [task.id for task in recent] == [task.id for task in reversed(mine[1:])]


async def test_pictures_may_go_when_their_time_has_come(books: Books) -> None:
    now_task, past_task, later_task, _ = [await books.accept() for _ in range(4)]
    for task, purge_at in ((now_task, NOW), (past_task, NOW - DAY), (later_task, NOW + SECOND)):
        await books.note(task, purge_at=purge_at)
    async with books.database.reading() as connection:
        due = await books.tasks.purgeable(connection, NOW, 10)
        first = await books.tasks.purgeable(connection, NOW, 1)
    assert [task.id for task in due] == [past_task.id, now_task.id]
    assert [task.id for task in first] == [past_task.id]


async def test_tokens_are_forgotten_when_discord_has_forgotten_them(books: Books) -> None:
    old, young = await books.accept(), await books.accept(a_request(reply=a_reply(now=NOW + SECOND)))
    async with books.database.transaction() as connection:
        await books.tasks.drop_dead_tokens(connection, NOW + 15 * MINUTE)
    assert (await books.get(old.id)).reply.token is None
    assert (await books.get(young.id)).reply.token == SecretStr(TOKEN)


async def test_an_interaction_leads_to_its_task(books: Books) -> None:
    task = await books.accept()
    async with books.database.reading() as connection:
        assert await books.tasks.of_interaction(connection, task.reply.interaction_id) == task.id
        assert await books.tasks.of_interaction(connection, an_interaction()) is None


async def test_a_command_leads_to_its_task_though_the_reply_is_anothers(books: Books) -> None:
    task = await books.accept()
    later = a_reply()
    assert await books.note(task, reply=later) is not None
    async with books.database.reading() as connection:
        assert await books.tasks.of_interaction(connection, task.reply.interaction_id) == task.id
        assert await books.tasks.of_interaction(connection, later.interaction_id) is None


async def test_what_the_operator_has_paid_for_nothing_is_counted_since_then(books: Books) -> None:
    task = await books.accept()
    confirmed = await books.advance(task, Event.INTEND, key_owner=KeyOwner.OPERATOR, confirmed_at=NOW)
    assert confirmed is not None
    await books.along(confirmed, Event.BREAK, Event.REFUND)
    async with books.database.reading() as connection:
        assert await count_given_back(connection, USER, since=NOW) == 1
        assert await count_given_back(connection, USER, since=NOW + SECOND) == 0


async def test_a_persons_open_tasks_are_counted_in_their_guild(books: Books) -> None:
    open_task, closed, _ = await books.accept(), await books.accept(), await books.accept(a_request(user=UserId(99)))
    await books.overwrite(closed.id, due_at=None)
    async with books.database.reading() as connection:
        assert await count_open(connection, GUILD, USER) == 1
        assert await count_open(connection, GuildId(99), open_task.user_id) == 0
