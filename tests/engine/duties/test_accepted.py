import pytest

from bot.domain.lifecycle import State
from bot.domain.sentences import Reason, Sentence
from bot.engine.sweeper import sweep
from tests.engine.bench import PNG, Bench
from tests.media.pictures import encoded, photo

TOO_WIDE = encoded(photo(65, 12), "PNG")


async def test_the_input_is_fetched_once_and_its_shape_is_known(bench: Bench) -> None:
    task = await bench.ask_and_work()
    (entry,) = task.inputs
    assert entry.media is not None
    assert await bench.desk.media.get(entry.media) == PNG
    assert entry.shape is not None
    assert (entry.shape.width, entry.shape.height, entry.size_bytes) == (16, 12, len(PNG))
    assert bench.shelf.asked["input.png"] == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"hello", Reason.NOT_AN_IMAGE), (PNG[:200], Reason.BROKEN_PICTURE), (TOO_WIDE, Reason.SIDE_TOO_LARGE)],
    ids=["text", "half a picture", "too wide"],
)
async def test_a_picture_that_nobody_takes_is_refused_before_anything_is_paid(
    bench: Bench, data: bytes, reason: Reason
) -> None:
    await bench.ask()
    bench.shelf.put("input.png", data)
    await bench.work()
    assert await bench.refused() is reason
    assert bench.vendor.submissions.orders == []


async def test_a_picture_that_was_deleted_is_refused(bench: Bench) -> None:
    await bench.ask()
    bench.shelf.answers("input.png", 404)
    await bench.work()
    assert await bench.refused() is Reason.INPUT_GONE


async def test_a_picture_that_cannot_be_had_now_is_fetched_later(bench: Bench) -> None:
    task = await bench.ask()
    bench.shelf.answers("input.png", 503)
    await bench.work()
    assert await bench.state(task) is State.ACCEPTED
    bench.shelf.recovers("input.png")
    await bench.later(2)
    assert await bench.state(task) is State.RUNNING


async def test_of_a_series_only_what_could_not_be_had_is_fetched_again(bench: Bench) -> None:
    pictures = tuple(bench.input(f"pictures-{number}") for number in range(1, 12))
    bench.shelf.answers("pictures-11.png", 503)
    task = await bench.ask_and_work(tool="train", options={"name": "Sakura"}, inputs=pictures)
    await bench.later(60)
    bench.shelf.recovers("pictures-11.png")
    await bench.later(60)
    assert await bench.state(task) is State.RUNNING
    assert bench.shelf.asked == {f"pictures-{number}.png": 1 for number in range(1, 11)} | {"pictures-11.png": 3}


async def test_a_task_that_nobody_could_take_in_time_is_given_back(bench: Bench) -> None:
    await bench.ask()
    bench.shelf.answers("input.png", 503)
    await bench.later(bench.desk.settings.submit_deadline_s)
    assert await bench.refused() is Reason.NOT_STARTED


async def test_a_provider_that_is_no_longer_set_up_is_no_longer_asked(bench: Bench) -> None:
    await bench.ask()
    bench.vendor.trouble = Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider="Vendor")
    await bench.work()
    assert await bench.refused() is Reason.NOT_SET_UP


async def test_a_full_store_puts_a_task_off_and_says_so(bench: Bench) -> None:
    filler, _ = await bench.desk.media.put(b"x" * (2**24 - 10))
    task = await bench.ask_and_work()
    await bench.desk.announcer.settle(task.id)
    assert (task.state, task.attempts) == (State.ACCEPTED, 1)
    waits = [shown.waiting_for.reason for shown in bench.mailbox.shown if shown.waiting_for]
    assert waits == [Reason.STORAGE_FULL]
    await bench.desk.media.delete(filler)
    await bench.later(2)
    assert await bench.state(task) is State.RUNNING


async def test_of_a_refused_request_no_picture_stays_in_the_store(bench: Bench) -> None:
    bench.shelf.put("text.png", b"hello")
    good = bench.request().inputs[0]
    bad = good.model_copy(update={"slot": "other", "url": bench.shelf.put("text.png", b"hello")})
    await bench.ask_and_work(inputs=(good, bad))
    assert await bench.refused() is Reason.NOT_AN_IMAGE
    await sweep(bench.desk)
    assert await bench.desk.media.used_bytes() == 0
