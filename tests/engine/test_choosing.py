"""Answers to what a task asks: they are the owner's, count once, and lead to the second submission."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import Refused
from bot.domain.ids import GuildId, UserId
from bot.domain.lifecycle import State
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.ports import Blocked, Posted
from tests.engine.bench import Bench
from tests.engine.mailbox import MESSAGE
from tests.engine.swap import FUSION, SEARCH, WHOLE_WAY, Swap, delivered
from tests.storage.requests import MINUTE

PAIR = ("source", "source_2")


async def refusal(swap: Swap, task: Task, number: int, source: str = "source", *, user: int = 70) -> Sentence:
    """Why an answer is not taken; the task stays as it is."""
    before = await swap.bench.look(task)
    with pytest.raises(Refused) as caught:
        await swap.pick(task, number, source, user=UserId(user))
    assert await swap.bench.look(task) == before
    return caught.value.sentence


async def test_an_answer_leads_to_the_swapped_picture(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await swap.pick(task, 2)
    await swap.end(task)
    assert await bench.path(task) == WHOLE_WAY
    await delivered(swap, task)


async def test_the_second_submission_is_another_offers_under_another_name_with_the_answer(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await swap.pick(task, 2)
    await swap.end(task)
    assert bench.vendor.submissions.offers == [SEARCH, FUSION]
    first, second = bench.vendor.submissions.orders
    assert (first.own_id, second.own_id) == (task.id, f"{task.id}-2")
    assert set(first.pictures) == {"image"}
    assert set(second.pictures) == {"source", "target"}
    assert second.options.model_dump(exclude_none=True) == {"faces": {"source": 2}}
    assert first.pictures["image"].url == second.pictures["target"].url


async def test_the_second_submission_is_asked_about_under_its_own_name(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await swap.pick(task, 1)
    await swap.end(task)
    assert bench.vendor.polls.offers == [SEARCH, FUSION]
    assert [order.own_id for order in bench.vendor.polls.orders] == [task.id, f"{task.id}-2"]


async def test_of_two_sources_each_needs_its_face(bench: Bench) -> None:
    swap = Swap(bench, faces=2)
    task = await swap.asked(*PAIR)
    assert await swap.pick(task, 2) is None
    noted = await bench.look(task)
    assert (noted.state, noted.options["faces"]) == (State.ASKING, {"source": 2})
    assert await swap.pick(task, 1, "source_2") is not None
    await swap.end(task)
    assert bench.vendor.submissions.orders[1].options.model_dump()["faces"] == {"source": 2, "source_2": 1}
    await delivered(swap, task)


async def test_answers_for_two_sources_at_the_same_moment_both_count(bench: Bench) -> None:
    swap = Swap(bench, faces=2)
    task = await swap.asked(*PAIR)
    outcomes = await asyncio.gather(swap.pick(task, 2), swap.pick(task, 1, "source_2"))
    assert sum(outcome is None for outcome in outcomes) == 1
    assert (await bench.look(task)).options["faces"] == {"source": 2, "source_2": 1}


async def test_before_the_second_source_has_its_face_the_first_may_get_another(bench: Bench) -> None:
    swap = Swap(bench, faces=2)
    task = await swap.asked(*PAIR)
    for number in (2, 1):
        assert await swap.pick(task, number) is None
    assert (await bench.look(task)).options["faces"] == {"source": 1}


async def test_two_sources_do_not_share_a_face(bench: Bench) -> None:
    swap = Swap(bench, faces=2)
    task = await swap.asked(*PAIR)
    await swap.pick(task, 2)
    assert await refusal(swap, task, 2, "source_2") == Sentence.of(Reason.SAME_FACE)


@pytest.mark.parametrize("number", [-1, 0, 4, 2**63])
async def test_a_face_that_there_is_not_is_refused(bench: Bench, number: int) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    assert await refusal(swap, task, number) == Sentence.of(Reason.FACE_UNKNOWN, face=number, faces=3)


@pytest.mark.parametrize("source", ["source_2", "target", ""])
async def test_a_source_that_there_is_not_is_refused(bench: Bench, source: str) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    assert (await refusal(swap, task, 1, source)).reason is Reason.FACE_UNKNOWN


async def test_a_second_answer_is_refused(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await swap.pick(task, 1)
    assert await refusal(swap, task, 2) == Sentence.of(Reason.ALREADY_CHOSEN)
    await swap.end(task)
    assert await refusal(swap, task, 2) == Sentence.of(Reason.ALREADY_CHOSEN)


async def test_of_two_answers_at_the_same_moment_one_counts(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    outcomes = await asyncio.gather(*(swap.pick(task, number) for number in (1, 2, 3)), return_exceptions=True)
    assert sum(isinstance(outcome, Task) for outcome in outcomes) == 1
    await swap.end(task)
    await delivered(swap, task)


async def unasked(bench: Bench) -> Task:
    """A task whose question cannot be posted at first."""
    swap = Swap(bench)
    bench.mailbox.outcomes = [Blocked(why="no permission", again_s=10), Posted(message_id=MESSAGE)]
    task = await swap.begin()
    assert task.state is State.PARKED
    return task


async def test_an_answer_that_is_quicker_than_the_questions_commit_counts(bench: Bench) -> None:
    swap, task = Swap(bench), await unasked(bench)
    async with asyncio.TaskGroup() as group:
        answer = group.create_task(swap.pick(task, 2), name="answer")
        await bench.later(10)
    assert answer.result() is not None
    await swap.end(task)
    await delivered(swap, task)


async def test_who_cancels_before_the_questions_commit_is_heard_too(bench: Bench) -> None:
    task = await unasked(bench)
    async with asyncio.TaskGroup() as group:
        group.create_task(bench.studio.cancel(task.id, task.user_id), name="cancel")
        await bench.later(10)
    await bench.work()
    assert await bench.state(task) is State.REFUNDED


async def test_where_the_question_does_not_get_there_the_answer_may_be_given_again(bench: Bench) -> None:
    swap, task = Swap(bench), await unasked(bench)
    answer = asyncio.create_task(swap.pick(task, 2), name="answer")
    while not (await asyncio.wait({answer}, timeout=0.05))[0]:
        bench.clock.shift(MINUTE)
    with pytest.raises(Refused) as caught:
        await answer
    assert caught.value.sentence == Sentence.of(Reason.BUSY)


async def test_somebody_elses_answer_is_refused(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    assert await refusal(swap, task, 1, user=71) == Sentence.of(Reason.NOT_YOURS)


async def test_an_answer_that_comes_too_late_is_refused(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await bench.later(bench.desk.settings.choose_within_s)
    assert await refusal(swap, task, 1) == Sentence.of(Reason.ALREADY_CHOSEN)


async def test_the_answers_own_interaction_takes_the_commands_place(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    bench.clock.shift(14 * MINUTE)
    press = bench.press()
    await bench.studio.choose(task.id, "source", 1, press)
    await swap.end(task)
    (post,) = bench.mailbox.posts
    assert post.task.reply == press.reply


async def test_the_questions_message_stays_known_until_there_is_a_result(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    assert task.message_id is not None
    await swap.pick(task, 1)
    await swap.end(task)
    (post,) = bench.mailbox.posts
    assert post.task.message_id == task.message_id


async def test_the_first_of_two_answers_takes_its_place_too(bench: Bench) -> None:
    swap, press = Swap(bench, faces=2), bench.press()
    task = await swap.asked(*PAIR)
    await bench.studio.choose(task.id, "source", 1, press)
    assert (await bench.look(task)).reply == press.reply


@pytest.mark.parametrize("private", [True, False])
async def test_what_was_asked_in_private_is_answered_in_private(bench: Bench, *, private: bool) -> None:
    swap = Swap(bench)
    asked_from = bench.press(private=private).reply
    task = await swap.asked(reply=asked_from)
    await bench.studio.choose(task.id, "source", 1, bench.press(private=not private))
    await swap.end(task)
    assert [post.task.reply.private for post in bench.mailbox.posts] == [private]


async def test_an_answer_from_elsewhere_leaves_the_task_where_it_is(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await bench.studio.choose(task.id, "source", 1, bench.press(guild=GuildId(99)))
    answered = await bench.look(task)
    assert (answered.guild_id, answered.channel_id) == (task.guild_id, task.channel_id)


async def test_an_answer_wakes_the_worker(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    bell = bench.desk.wake.listen()
    await swap.pick(task, 1)
    assert bell.is_set()


async def test_with_the_answer_the_faces_are_no_longer_kept(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    faces = [result.media for result in task.results if result.media]
    assert len(faces) == 3
    await swap.pick(task, 1)
    kept = [entry.media for entry in (await bench.look(task)).inputs if entry.media]
    assert await bench.desk.media.used_bytes() == sum([len(await bench.desk.media.get(name)) for name in kept])


async def test_the_second_round_has_a_deadline_of_its_own(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    bench.clock.shift(timedelta(seconds=bench.desk.settings.choose_within_s - 60))
    answered = await swap.pick(task, 1)
    assert answered is not None
    patience = (answered.deadline_at - bench.clock.now()).total_seconds()
    assert abs(patience - bench.desk.settings.submit_deadline_s) < 60
