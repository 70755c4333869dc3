"""Results in words: saved, delivered without a picture, paid, handed out again, and forgotten in the end."""

from datetime import timedelta

import pytest

from bot.domain.errors import Refused
from bot.domain.lifecycle import State
from bot.domain.outcomes import Finished, Found
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.ports import Blocked
from bot.engine.sweeper import sweep
from tests.engine.bench import PNG, Bench

CAPTION, OTHER = "a cat on a mat", "a mat below a cat"


async def described(bench: Bench, *captions: str) -> Task:
    bench.vendor.polls.are(Finished(found=tuple(Found(text=caption) for caption in captions)))
    task = await bench.ask_and_work(tool="describe")
    await bench.later(30)
    return await bench.look(task)


def texts(task: Task) -> list[str | None]:
    return [result.text for result in task.results]


async def test_a_text_is_delivered_without_a_picture_and_paid(bench: Bench) -> None:
    task = await described(bench, CAPTION)
    assert await bench.path(task) == ["submitting", "running", "finished", "saved", "delivered"]
    (post,) = bench.mailbox.posts
    assert (texts(post.task), post.pictures) == ([CAPTION], [])
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", 0)]


async def test_several_texts_stay_in_their_order(bench: Bench) -> None:
    assert texts(await described(bench, CAPTION, OTHER, CAPTION)) == [CAPTION, OTHER, CAPTION]


async def test_a_text_may_be_the_answer_to_the_submission(bench: Bench) -> None:
    bench.vendor.submissions.are(Finished(found=(Found(text=CAPTION),)))
    task = await bench.ask_and_work(tool="prompt", options={"prompt": "cat"}, inputs=())
    assert (task.state, texts(task)) == (State.DELIVERED, [CAPTION])


async def test_a_text_beside_a_picture_is_kept_with_it(bench: Bench) -> None:
    picture = bench.finished().found[0]
    bench.vendor.polls.are(Finished(found=(picture, Found(text=CAPTION))))
    task = await bench.ask_and_work()
    await bench.later(30)
    (post,) = bench.mailbox.posts
    assert texts(post.task) == [None, CAPTION]
    assert [seen.data for seen in post.pictures] == [PNG]
    assert await bench.state(task) is State.DELIVERED


async def test_a_text_is_handed_out_again_while_it_is_kept(bench: Bench) -> None:
    task = await described(bench, CAPTION)
    await sweep(bench.desk)
    async with bench.studio.collect(task.id, task.user_id) as (collected, pictures):
        assert (texts(collected), pictures) == ([CAPTION], [])


async def test_at_the_end_a_text_is_forgotten(bench: Bench) -> None:
    task = await described(bench, CAPTION)
    bench.clock.shift(timedelta(seconds=bench.desk.media_settings.results_kept_s))
    await sweep(bench.desk)
    assert texts(await bench.look(task)) == [None]
    with pytest.raises(Refused) as caught:
        async with bench.studio.collect(task.id, task.user_id):
            pass
    assert caught.value.sentence.reason is Reason.RESULT_NOT_KEPT


async def test_a_text_that_could_not_be_posted_is_collected(bench: Bench) -> None:
    bench.mailbox.outcomes = [Blocked(why="channel gone", again_s=None)]
    task = await described(bench, CAPTION)
    assert task.state is State.PARKED
    async with bench.studio.collect(task.id, task.user_id) as (collected, _):
        assert texts(collected) == [CAPTION]


async def test_a_text_that_was_given_back_is_not_handed_out(bench: Bench) -> None:
    bench.mailbox.outcomes = [Blocked(why="channel gone", again_s=None)]
    task = await described(bench, CAPTION)
    await bench.later(bench.desk.media_settings.results_kept_s)
    assert await bench.refused() is Reason.NOT_COLLECTED
    with pytest.raises(Refused) as caught:
        async with bench.studio.collect(task.id, task.user_id):
            pass
    assert caught.value.sentence.reason is Reason.RESULT_NOT_KEPT


async def test_the_seed_of_a_picture_goes_with_it(bench: Bench) -> None:
    link = bench.finished().found[0].url
    bench.vendor.polls.are(Finished(found=(Found(url=link, seed=2**40),)))
    task = await bench.ask_and_work(tool="imagine", options={"prompt": "a cat"}, inputs=())
    await bench.later(30)
    (post,) = bench.mailbox.posts
    assert [seen.seed for seen in post.pictures] == [2**40]
    assert [result.seed for result in (await bench.look(task)).results] == [2**40]
