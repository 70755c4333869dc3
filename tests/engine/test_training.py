"""Training: it lasts hours, in places of its own, and what it makes is its server's."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.ids import DIRECT, GuildId, UserId
from bot.domain.lifecycle import State
from bot.domain.listings import Entry, ListKind
from bot.domain.outcomes import Finished, Found, Pending
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.milestones import Milestones
from bot.engine.ports import Blocked
from tests.engine.bench import Bench
from tests.engine.stock import TRAINING_PACE
from tests.engine.vendor import unreachable
from tests.storage.requests import GUILD, USER

MODEL = "lora-77"
SAKURA = Entry(value=MODEL, label="Sakura")


async def training(bench: Bench, **changes: object) -> Task:
    """A training that has been submitted, if there is a place for it."""
    pictures = tuple(bench.input(f"pictures-{number}") for number in range(1, 12))
    bench.vendor.polls.are(Finished(found=(Found(text=MODEL),)))
    return await bench.ask_and_work(tool="train", options={"name": "Sakura"}, inputs=pictures, **changes)


async def trained(bench: Bench, **changes: object) -> Task:
    task = await training(bench, **changes)
    await bench.later(TRAINING_PACE.poll_initial_s)
    assert await bench.state(task) is State.DELIVERED
    return task


async def suggested(bench: Bench, guild: GuildId = GUILD, user: UserId = USER) -> tuple[Entry, ...]:
    return await bench.studio.suggestions("imagine", "lora", "", guild_id=guild, user_id=user)


async def drawn_with(bench: Bench, **changes: object) -> Task:
    return await bench.ask_and_work(tool="imagine", options={"prompt": "x", "lora": MODEL}, inputs=(), **changes)


async def test_a_training_gets_its_pictures_in_their_order(bench: Bench) -> None:
    await training(bench)
    (order,) = bench.vendor.submissions.orders
    assert [picture.filename for picture in order.series("pictures")] == [f"pictures-{n}.png" for n in range(1, 12)]


async def test_what_was_trained_is_suggested_by_the_name_that_it_was_given(bench: Bench) -> None:
    await trained(bench)
    assert await suggested(bench) == (SAKURA,)


async def test_what_was_trained_is_delivered_as_a_text_and_paid(bench: Bench) -> None:
    task = await trained(bench)
    (post,) = bench.mailbox.posts
    assert ([result.text for result in post.task.results], post.pictures) == ([MODEL], [])
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", 0)]


async def test_a_model_whose_message_could_never_be_posted_is_paid_for_it_is_there(bench: Bench) -> None:
    bench.mailbox.outcomes = [Blocked(why="every way is closed", again_s=None)]
    task = await training(bench)
    await bench.later(TRAINING_PACE.poll_initial_s)
    assert await bench.state(task) is State.PARKED
    await bench.later(bench.desk.media_settings.results_kept_s)
    assert await bench.state(task) is State.DELIVERED
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", 0)]
    assert await suggested(bench) == (SAKURA,)


async def test_what_was_trained_is_suggested_everywhere_in_its_server_and_nowhere_else(bench: Bench) -> None:
    await trained(bench)
    assert await suggested(bench, user=UserId(71)) == (SAKURA,)
    assert await suggested(bench, GuildId(8)) == await suggested(bench, DIRECT) == ()


async def test_what_was_trained_in_direct_messages_is_its_persons(bench: Bench) -> None:
    await trained(bench, guild_id=DIRECT)
    assert await suggested(bench, DIRECT) == (SAKURA,)
    assert await suggested(bench, DIRECT, UserId(71)) == await suggested(bench) == ()


async def test_what_a_shared_account_lists_is_not_shown_where_it_was_not_trained(bench: Bench) -> None:
    public = Entry(value="lora-1", label="Public")
    bench.vendor.listings[ListKind.LORA] = (public, Entry(value=MODEL, label="account's name of it"))
    await trained(bench)
    assert await suggested(bench) == (SAKURA, public)
    assert await suggested(bench, GuildId(8)) == (public,)


async def test_ones_own_model_is_drawn_with_although_no_list_has_it(bench: Bench) -> None:
    bench.vendor.listings[ListKind.LORA] = ()
    await trained(bench)
    task = await drawn_with(bench)
    assert task.state is State.RUNNING


@pytest.mark.parametrize("where", [{"guild_id": GuildId(8)}, {"guild_id": DIRECT, "user_id": UserId(71)}], ids=str)
async def test_somebody_elses_model_is_refused_before_anything_is_paid(bench: Bench, where: dict[str, int]) -> None:
    bench.vendor.listings[ListKind.LORA] = (SAKURA,)
    await trained(bench)
    await drawn_with(bench, **where)
    assert (await bench.refunded()).failure == Sentence.of(Reason.NOT_ON_THE_LIST, option="lora", value=MODEL)
    assert bench.vendor.submissions.offers == ["train"]


async def test_the_model_is_written_with_the_result_or_not_at_all(bench: Bench) -> None:
    class PowerCutError(BaseException):
        """Nothing in the program survives it."""

    def reach(place: str) -> None:
        if place == "before finished save":
            raise PowerCutError

    task = await training(bench)
    with pytest.raises(PowerCutError):
        await bench.restarted(milestones=Milestones(reach)).later(TRAINING_PACE.poll_initial_s)
    assert (await bench.state(task), await suggested(bench)) == (State.FINISHED, ())
    await bench.later(120)
    assert (await bench.state(task), await suggested(bench)) == (State.DELIVERED, (SAKURA,))


async def test_a_training_is_asked_about_and_given_up_at_its_own_pace(bench: Bench) -> None:
    task = await training(bench)
    bench.vendor.polls.are(Pending())
    assert task.due_at is not None
    assert (task.due_at - bench.clock.now()).total_seconds() > TRAINING_PACE.poll_initial_s - 5
    await bench.later(TRAINING_PACE.poll_deadline_s - 60)
    assert await bench.state(task) is State.RUNNING
    await bench.later(60)
    assert await bench.refused() is Reason.TIMED_OUT


async def test_a_training_waits_for_its_place_as_long_as_another_may_take(bench: Bench) -> None:
    _, second = await training(bench), await training(bench)
    bench.vendor.polls.are(Pending())
    await bench.later(TRAINING_PACE.poll_deadline_s - 60)
    assert await bench.state(second) is State.ACCEPTED


async def test_a_training_that_did_not_reach_its_provider_is_tried_for_as_long(bench: Bench) -> None:
    bench.vendor.submissions.are(unreachable())
    task = await training(bench)
    assert (task.state, task.attempts) == (State.ACCEPTED, 1)
    assert (task.deadline_at - task.created_at).total_seconds() == TRAINING_PACE.poll_deadline_s


async def test_trainings_take_no_places_of_other_work_nor_it_of_theirs(bench: Bench) -> None:
    bench.vendor.pace = bench.vendor.pace.model_copy(update={"max_in_flight": 1})
    states = [(await training(bench)).state for _ in range(2)]
    states += [(await bench.ask_and_work()).state for _ in range(2)]
    assert states == [State.RUNNING, State.ACCEPTED] * 2


async def test_a_training_that_ends_calls_the_next_one(bench: Bench) -> None:
    first, second = await training(bench), await training(bench)
    await bench.books.note(second, due_at=bench.clock.now() + timedelta(hours=1))
    await bench.later(TRAINING_PACE.poll_initial_s + 1)
    assert await bench.state(first) is State.DELIVERED
    assert await bench.state(second) is State.RUNNING


async def test_a_place_that_one_tool_leaves_is_taken_by_another_at_once(bench: Bench) -> None:
    bench.vendor.pace = bench.vendor.pace.model_copy(update={"max_in_flight": 1})
    await bench.ask_and_work()
    waiting = await bench.ask_and_work(tool="imagine", options={"prompt": "x"}, inputs=())
    assert waiting.state is State.ACCEPTED
    await bench.books.note(waiting, due_at=bench.clock.now() + timedelta(hours=1))
    await bench.later(2.5)
    assert await bench.state(waiting) is State.RUNNING


async def test_how_long_a_training_takes_is_learnt_apart_from_other_work(bench: Bench) -> None:
    await trained(bench)
    learnt = await asyncio.gather(*(bench.desk.durations.learnt_s(offer) for offer in bench.vendor.offers))
    assert [offer.endpoint for offer, seconds in zip(bench.vendor.offers, learnt, strict=True) if seconds] == ["train"]
