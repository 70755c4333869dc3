"""What a task asks before it goes on: when, with which pictures, and what becomes of those who do not answer."""

import pytest

from bot.domain.lifecycle import State
from bot.domain.outcomes import Broke, Finished
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox.portrait import Asking
from bot.engine.ports import Blocked, Posted, Question
from bot.engine.sweeper import sweep
from tests.engine.bench import Bench
from tests.engine.mailbox import MESSAGE
from tests.engine.swap import FUSION, SEARCH, Swap, delivered, face
from tests.storage.requests import USER

PAIR = ("source", "source_2")
LATER, INBOX_ONLY = Blocked(why="no permission", again_s=10), Blocked(why="nobody can be reached", again_s=None)


async def test_of_several_faces_the_person_is_asked_which(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    (asked,) = bench.mailbox.questions
    assert [picture.data for picture in asked.pictures] == [face(1), face(2), face(3)]
    assert asked.question == Question(sources=("source",), chosen={})
    assert (task.message_id, bench.mailbox.posts) == (MESSAGE, [])
    assert await bench.books.entries(task.id) == [("hold", 4)]


async def test_of_two_sources_both_are_asked_about(bench: Bench) -> None:
    await Swap(bench, faces=2).asked(*PAIR)
    (asked,) = bench.mailbox.questions
    assert asked.question == Question(sources=PAIR, chosen={})


async def test_of_one_face_nobody_is_asked(bench: Bench) -> None:
    swap = Swap(bench, faces=1)
    task = await swap.end(await swap.begin(asking=Asking.ALWAYS))
    assert bench.mailbox.questions == []
    assert bench.vendor.submissions.offers == [SEARCH, FUSION]
    assert bench.vendor.submissions.orders[1].options.model_dump()["faces"] == {"source": 1}
    await delivered(swap, task)


async def test_without_a_face_the_person_hears_which_picture_and_pays_nothing(bench: Bench) -> None:
    swap = Swap(bench)
    bench.vendor.polls.are(Broke(sentence=Sentence.of(Reason.NO_FACE, slot="image")))
    await swap.begin()
    assert (await bench.refunded()).failure == Sentence.of(Reason.NO_FACE, slot="target")


@pytest.mark.parametrize("faces", [1, 3])
async def test_two_sources_go_with_two_faces_only(bench: Bench, faces: int) -> None:
    swap = Swap(bench, faces)
    await swap.begin(*PAIR)
    expected = Sentence.of(Reason.ONE_SOURCE_ONLY, provider="Vendor", faces=faces)
    assert (await bench.refunded()).failure == expected
    assert (bench.mailbox.questions, bench.vendor.submissions.offers) == ([], [SEARCH])


async def test_who_does_not_answer_in_time_pays_nothing(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await bench.later(bench.desk.settings.choose_within_s - 60)
    assert await bench.state(task) is State.ASKING
    await bench.later(60)
    assert await bench.refused() is Reason.NOT_CHOSEN
    assert bench.vendor.submissions.offers == [SEARCH]


async def test_half_an_answer_is_none(bench: Bench) -> None:
    swap = Swap(bench, faces=2)
    task = await swap.asked(*PAIR)
    await swap.pick(task, 1)
    await bench.later(bench.desk.settings.choose_within_s)
    assert await bench.refused() is Reason.NOT_CHOSEN


async def test_who_cancels_instead_of_answering_pays_nothing(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await bench.studio.cancel(task.id, USER)
    await bench.work()
    assert (await bench.refunded()).id == task.id
    await sweep(bench.desk)
    assert await bench.desk.media.used_bytes() == 0


async def test_a_question_that_cannot_be_posted_now_is_asked_later(bench: Bench) -> None:
    swap = Swap(bench)
    bench.mailbox.outcomes = [LATER, Posted(message_id=MESSAGE)]
    task = await swap.begin()
    assert task.state is State.PARKED
    await bench.later(30)
    await swap.pick(task, 3)
    await swap.end(task)
    await delivered(swap, task)


@pytest.mark.parametrize("blocked", [LATER, INBOX_ONLY], ids=["for now", "for good"])
async def test_a_question_that_cannot_be_shown_is_given_up_when_it_would_have_been_without_an_answer(
    bench: Bench, blocked: Blocked
) -> None:
    swap = Swap(bench)
    bench.mailbox.outcomes = [blocked]
    task = await swap.begin()
    await bench.later(bench.desk.settings.choose_within_s - 60)
    assert await bench.state(task) is State.PARKED
    await bench.later(60)
    assert await bench.refused() is Reason.NOT_COLLECTED


async def test_the_time_to_answer_begins_when_the_question_is_there(bench: Bench) -> None:
    swap = Swap(bench)
    bench.mailbox.outcomes = [LATER, Posted(message_id=MESSAGE)]
    task = await swap.begin()
    await bench.later(600)
    await bench.later(bench.desk.settings.choose_within_s - 60)
    assert await bench.state(task) is State.ASKING


async def test_the_search_does_not_outlive_an_answer(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    await swap.pick(task, 1)
    answered = await bench.look(task)
    fresh = (answered.results, answered.upstream_id, answered.polls, answered.submitted_at, answered.finished_at)
    assert fresh == ((), None, 0, None, None)


async def test_a_face_that_may_not_be_shown_cannot_be_chosen_from(bench: Bench) -> None:
    swap = Swap(bench)
    bench.vendor.polls.are(Finished(found=(swap.found(1), swap.found(2, flags=("nudity",)), swap.found(3))))
    await swap.begin()
    assert await bench.refused() is Reason.FLAGGED
    assert bench.mailbox.questions == []


async def test_a_search_that_was_asked_for_itself_is_posted_as_it_is(bench: Bench) -> None:
    Swap(bench, faces=2)
    task = await bench.ask_and_work(tool="faces")
    await bench.later(30)
    assert await bench.state(task) is State.DELIVERED
    (post,) = bench.mailbox.posts
    assert ([picture.data for picture in post.pictures], bench.mailbox.questions) == ([face(1), face(2)], [])


@pytest.mark.parametrize("private", [True, False])
async def test_the_intent_to_ask_is_written_before_the_question(bench: Bench, *, private: bool) -> None:
    swap = Swap(bench)
    task = await swap.asked(reply=bench.press(private=private).reply)
    (asked,) = bench.mailbox.questions
    assert asked.task.posting_at is not None
    assert task.posting_at is None


async def test_faces_that_have_vanished_from_the_store_are_given_up_in_the_end(bench: Bench) -> None:
    swap = Swap(bench)
    bench.mailbox.outcomes = [LATER]
    task = await swap.begin()
    await bench.desk.media.delete(*(result.media for result in task.results if result.media))
    for _ in range(bench.desk.settings.fetch_attempts + 1):
        await bench.later(120)
    assert await bench.refused() is Reason.RESULT_GONE
