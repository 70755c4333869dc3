"""A key that its provider refuses: others do the work, those who can mend it are told once, and people pay nothing."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot.domain.errors import KeyRejected
from bot.domain.ids import GuildId, UserId
from bot.domain.lifecycle import State
from bot.domain.offers import Credentials
from bot.domain.outcomes import Outcome, Pending
from bot.domain.quota import Quota
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import KeyOwner
from storage import refused_keys
from tests.engine.bench import Bench
from tests.engine.mailbox import Warned
from tests.engine.vendor import KEY
from tests.storage.requests import GUILD, MINUTE, USER

ADMIN = UserId(4242)
WRONG = KeyRejected(Reason.KEY_REJECTED, provider="Vendor")
EMPTY = KeyRejected(Reason.OUT_OF_CREDITS, provider="Vendor")
PAUSE = timedelta(minutes=10, seconds=1)
OTHER: Credentials = {"token": SecretStr("another-token")}
DIGEST = "0" * 16


async def give_key(bench: Bench, guild: GuildId = GUILD, key: Credentials = KEY) -> None:
    async with bench.desk.database.transaction() as connection:
        await bench.vault.put(connection, guild, bench.vendor.id, key, by=ADMIN, now=bench.clock.now())


async def server_with_a_bad_key(bench: Bench, error: KeyRejected = WRONG) -> None:
    bench.vendor.takes_a_key()
    await give_key(bench)
    bench.vendor.submissions.are(error)


@pytest.mark.parametrize(
    ("error", "said"), [(WRONG, Reason.SERVER_KEY_REJECTED), (EMPTY, Reason.SERVER_OUT_OF_CREDITS)]
)
async def test_people_hear_that_the_servers_key_is_refused_and_get_their_credits_back(
    bench: Bench, error: KeyRejected, said: Reason
) -> None:
    await server_with_a_bad_key(bench, error)
    await bench.ask_and_work()
    assert await bench.refused() is said


async def is_turned_away(bench: Bench, said: Reason = Reason.SERVER_KEY_REJECTED) -> None:
    """At once, and nothing is held."""
    with pytest.raises(KeyRejected) as caught:
        await bench.ask()
    assert caught.value.sentence.reason is said


async def test_of_the_operators_key_people_hear_only_that_it_does_not_work(bench: Bench) -> None:
    bench.vendor.takes_a_key(operators=KEY)
    bench.vendor.submissions.are(WRONG)
    await bench.ask_and_work()
    assert await bench.refused() is Reason.OPERATOR_KEY_REJECTED
    assert bench.mailbox.warnings == []


async def test_the_admin_who_gave_the_key_is_told_once_and_not_for_every_person(bench: Bench) -> None:
    await server_with_a_bad_key(bench)
    tasks = [await bench.ask(user_id=user) for user in (USER, UserId(2), UserId(3))]
    await bench.work()
    bench.clock.shift(PAUSE)
    await bench.ask_and_work()
    assert {(await bench.look(task)).state for task in tasks} == {State.REFUNDED}
    assert bench.mailbox.warnings == [Warned(GUILD, ADMIN, Sentence.of(Reason.KEY_REJECTED, provider="Vendor"))]


async def test_a_refused_key_is_left_alone_for_a_while(bench: Bench) -> None:
    await server_with_a_bad_key(bench)
    await bench.ask_and_work()
    for _ in range(3):
        await is_turned_away(bench)
    assert len(bench.vendor.submissions.orders) == 1
    bench.clock.shift(PAUSE)
    await bench.ask_and_work()
    assert len(bench.vendor.submissions.orders) == 2


async def test_another_provider_does_what_the_one_with_the_bad_key_was_asked_for(bench: Bench) -> None:
    await server_with_a_bad_key(bench)
    bench.spare.trouble = None
    bench.spare.does(price=2)
    task = await bench.ask_and_work()
    assert (task.state, task.provider) == (State.RUNNING, bench.spare.id)
    assert len(bench.vendor.submissions.orders) == 1


async def test_a_key_that_works_again_is_forgotten_to_have_been_refused(bench: Bench) -> None:
    await server_with_a_bad_key(bench)
    await bench.ask_and_work()
    bench.clock.shift(PAUSE)
    bench.vendor.submissions.are(Pending())
    await bench.ask_and_work()
    async with bench.desk.database.reading() as connection:
        assert await refused_keys.concerning(connection, GUILD) == []


async def test_a_bad_key_of_one_server_is_nothing_to_another(bench: Bench) -> None:
    await server_with_a_bad_key(bench)
    await bench.ask_and_work()
    await give_key(bench, GuildId(8))
    bench.vendor.submissions.are(Pending())
    task = await bench.ask_and_work(guild_id=GuildId(8))
    assert (task.state, task.key_owner) == (State.RUNNING, KeyOwner.GUILD)


async def test_who_is_not_told_because_we_died_is_told_the_next_time(bench: Bench) -> None:
    await server_with_a_bad_key(bench)
    async with bench.desk.database.transaction() as connection:
        known: dict[str, Any] = {
            "digest": DIGEST,
            "reason": Reason.KEY_REJECTED,
            "pause": MINUTE,
        }
        assert await refused_keys.note(connection, GUILD, bench.vendor.id, now=bench.clock.now(), **known)
    bench.clock.shift(PAUSE)
    await bench.ask_and_work()
    assert len(bench.mailbox.warnings) == 1


async def test_another_key_in_the_place_of_the_refused_one_is_tried_at_once(bench: Bench) -> None:
    await server_with_a_bad_key(bench)
    await bench.ask_and_work()
    await give_key(bench, key=OTHER)
    bench.vendor.submissions.are(Pending())
    assert (await bench.ask_and_work()).state is State.RUNNING


async def test_what_is_answered_to_the_old_key_is_not_held_against_the_new_one(bench: Bench) -> None:
    async def refuse_late(_: object) -> Outcome:
        await give_key(bench, key=OTHER)
        bench.vendor.submissions.are(Pending())
        raise WRONG

    await server_with_a_bad_key(bench)
    bench.vendor.submissions.are(refuse_late)
    task = await bench.ask_and_work()
    assert (task.state, len(bench.vendor.submissions.orders)) == (State.RUNNING, 2)


async def test_a_refusal_is_on_the_row_before_anybody_is_told(bench: Bench) -> None:
    """Telling may take long, or be the last that this process does."""
    await server_with_a_bad_key(bench)
    seen: list[State] = []

    async def warned() -> None:
        seen.append((await bench.look(task)).state)

    bench.mailbox.on_warning = warned
    task = await bench.ask()
    await bench.work()
    assert seen == [State.ACCEPTED]


async def test_a_server_whose_key_is_refused_has_the_operators_limits_for_the_operators_key(bench: Bench) -> None:
    await server_with_a_bad_key(bench)
    bench.spare.trouble = None
    bench.spare.takes_a_key(operators=KEY)
    await bench.studio.set_quota(GUILD, person_day=1000)
    strict = bench.restarted(default_quota=Quota(person_day=1, person_month=None, guild_month=None))
    await strict.ask_and_work()
    assert await strict.refused() is Reason.DAY_SPENT
    assert bench.spare.submissions.orders == []
