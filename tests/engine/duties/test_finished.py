from bot.domain.lifecycle import State
from bot.domain.offers import Order
from bot.domain.outcomes import Finished, Found, Outcome
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.sweeper import sweep
from tests.engine.bench import PNG, Bench
from tests.engine.vendor import unreachable
from tests.media.pictures import encoded, photo
from tests.storage.requests import HOUR, MINUTE

OTHER_PNG = encoded(photo(20, 10), "PNG")


async def finished(bench: Bench, *outcomes: Finished) -> Task:
    """A task of which the provider says that it is done, and what it says when asked again."""
    bench.vendor.polls.are(*outcomes)
    task = await bench.ask_and_work()
    await bench.later(30)
    return await bench.look(task)


async def test_a_result_is_ours_once_it_is_saved(bench: Bench) -> None:
    task = await finished(bench, bench.finished(data=OTHER_PNG))
    (result,) = task.results
    assert result.media is not None
    assert await bench.desk.media.get(result.media) == OTHER_PNG
    assert result.shape is not None
    assert (result.shape.width, result.shape.height) == (20, 10)


async def test_every_picture_of_a_result_is_saved_in_order(bench: Bench) -> None:
    one, other = bench.finished("one.png", PNG), bench.finished("other.png", OTHER_PNG)
    await finished(bench, Finished(found=(*one.found, *other.found)))
    (post,) = bench.mailbox.posts
    assert [picture.data for picture in post.pictures] == [PNG, OTHER_PNG]


async def test_a_link_that_has_expired_is_replaced_by_a_fresh_one(bench: Bench) -> None:
    stale = bench.finished("stale.png")
    bench.shelf.answers("stale.png", 403)
    task = await finished(bench, stale, bench.finished("fresh.png"))
    assert task.state is State.FINISHED
    await bench.later(2)
    assert await bench.state(task) is State.DELIVERED
    assert (bench.shelf.asked["stale.png"], bench.shelf.asked["fresh.png"]) == (1, 1)


async def test_a_fresh_link_brings_its_seed(bench: Bench) -> None:
    bench.shelf.answers("stale.png", 403)
    stale, fresh = bench.shelf.put("stale.png", PNG), bench.shelf.put("fresh.png", PNG)
    answers = [Finished(found=(Found(url=url, seed=seed),)) for url, seed in ((stale, 1), (fresh, 2))]
    await finished(bench, *answers)
    await bench.later(2)
    (post,) = bench.mailbox.posts
    assert [picture.seed for picture in post.pictures] == [2]


async def test_a_result_that_is_gone_for_good_is_given_back(bench: Bench) -> None:
    gone = bench.finished()
    bench.shelf.answers("result.png", 404)
    await finished(bench, gone)
    for _ in range(bench.desk.settings.fetch_attempts):
        await bench.later(60)
    assert await bench.refused() is Reason.RESULT_GONE
    assert bench.shelf.asked["result.png"] == bench.desk.settings.fetch_attempts


async def test_a_result_that_is_no_picture_is_given_back(bench: Bench) -> None:
    await finished(bench, bench.finished(data=b"<html>sorry</html>"))
    for _ in range(bench.desk.settings.fetch_attempts):
        await bench.later(60)
    assert await bench.refused() is Reason.RESULT_NOT_AN_IMAGE


async def test_a_file_server_that_is_down_is_tried_until_it_is_up(bench: Bench) -> None:
    outcome = bench.finished()
    bench.shelf.answers("result.png", 503)
    task = await finished(bench, outcome)
    for _ in range(2 * bench.desk.settings.fetch_attempts):
        assert await bench.state(task) is State.FINISHED
        await bench.later(30)
    bench.shelf.recovers("result.png")
    await bench.later(60)
    assert await bench.state(task) is State.DELIVERED


async def test_at_the_deadline_a_result_that_cannot_be_had_is_given_back(bench: Bench) -> None:
    outcome = bench.finished()
    bench.shelf.answers("result.png", 503)
    await finished(bench, outcome)
    await bench.later(bench.desk.settings.fetch_deadline_s)
    for _ in range(bench.desk.settings.fetch_attempts):
        await bench.later(60)
    assert await bench.refused() is Reason.RESULT_GONE


async def test_bytes_that_came_with_the_answer_are_not_fetched(bench: Bench) -> None:
    task = await finished(bench, Finished(found=(Found(data=OTHER_PNG),)))
    assert task.state is State.DELIVERED
    assert [picture.data for picture in bench.mailbox.posts[0].pictures] == [OTHER_PNG]


async def test_bytes_that_are_no_picture_are_given_back(bench: Bench) -> None:
    await finished(bench, Finished(found=(Found(data=b"sorry"),)))
    for _ in range(bench.desk.settings.fetch_attempts):
        await bench.later(60)
    assert await bench.refused() is Reason.RESULT_NOT_AN_IMAGE


async def test_of_two_results_the_one_that_expires_first_is_saved_first(bench: Bench) -> None:
    late, soon = bench.finished("late.png", expires_in=HOUR), bench.finished("soon.png", expires_in=MINUTE)
    for name in ("late.png", "soon.png"):
        bench.shelf.answers(name, 503)
    first, second = await bench.ask(), await bench.ask()

    async def answer(order: Order) -> Outcome:
        return late if order.task_id == first.id else soon

    bench.vendor.polls.are(answer)
    await bench.work()
    await bench.later(10)
    claimed = [await bench.books.claim(limit=1, now=bench.clock.now() + MINUTE) for _ in range(2)]
    assert [task.id for (task,) in claimed] == [second.id, first.id]


async def test_what_was_saved_is_kept_for_as_long_as_the_settings_say(bench: Bench) -> None:
    task = await finished(bench, bench.finished())
    kept = (task.deadline_at - bench.clock.now()).total_seconds()
    assert abs(kept - bench.desk.media_settings.results_kept_s) < 60


async def test_while_the_provider_does_not_answer_the_old_link_is_tried_again(bench: Bench) -> None:
    outcome = bench.finished()
    bench.shelf.answers("result.png", 403)
    bench.vendor.polls.are(outcome, unreachable())
    task = await bench.ask_and_work()
    await bench.later(30)
    bench.shelf.recovers("result.png")
    await bench.later(30)
    assert await bench.state(task) is State.DELIVERED


async def test_of_a_result_that_is_fetched_twice_one_copy_stays_in_the_store(bench: Bench) -> None:
    one, other = bench.finished("one.png"), bench.finished("other.png")
    bench.shelf.answers("other.png", 503)
    task = await finished(bench, Finished(found=(*one.found, *other.found)))
    assert task.state is State.FINISHED
    bench.shelf.recovers("other.png")
    await bench.later(30)
    await sweep(bench.desk)
    assert await bench.state(task) is State.DELIVERED
    assert await bench.desk.media.used_bytes() == 2 * len(PNG)


async def test_while_the_store_is_full_the_person_hears_what_their_result_waits_for(bench: Bench) -> None:
    bench.vendor.polls.are(bench.finished())
    task = await bench.ask_and_work()
    filler, _ = await bench.desk.media.put(b"x" * (2**24 - 1000))
    await bench.later(30)
    await bench.desk.announcer.settle(task.id)
    assert await bench.state(task) is State.FINISHED
    assert [shown.waiting_for.reason for shown in bench.mailbox.shown if shown.waiting_for] == [Reason.STORAGE_FULL]
    await bench.desk.media.delete(filler)
    await bench.later(60)
    assert await bench.state(task) is State.DELIVERED
