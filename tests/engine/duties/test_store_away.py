"""While the media store does not answer, tasks wait, and none is lost."""

from dataclasses import replace
from pathlib import Path

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.engine.duties import DUTIES
from bot.engine.ports import Blocked
from bot.media.opening import open_media
from bot.media.settings import MediaSettings
from tests.engine.bench import Bench
from tests.media.buckets import a_bucket


async def carry_with_the_store_away(bench: Bench, folder: Path) -> Task:
    """Claim the one task that is due and do its duty; what the duty gives back, it must have given up."""
    away = open_media(MediaSettings(dir=folder, s3=a_bucket("http://127.0.0.1:9")))
    (claimed,) = await bench.books.claim(now=bench.clock.now())
    assert await DUTIES[claimed.state](replace(bench.desk, media=away), claimed) is None
    return await bench.look(claimed)


async def test_a_request_waits_until_its_pictures_can_be_kept(bench: Bench, tmp_path: Path) -> None:
    await bench.ask()
    waiting = await carry_with_the_store_away(bench, tmp_path)
    assert waiting.state is State.ACCEPTED
    await bench.later(120)
    assert await bench.state(waiting) is not State.ACCEPTED
    assert bench.mailbox.explained == []


async def test_a_result_that_cannot_be_read_is_neither_posted_nor_given_up(bench: Bench, tmp_path: Path) -> None:
    bench.mailbox.outcomes.insert(0, Blocked(why="busy", again_s=10))
    task = await bench.ask_and_work()
    await bench.later(60)
    assert await bench.state(task) is State.PARKED
    bench.clock.shift(bench.desk.settings.backoff(9))
    waiting = await carry_with_the_store_away(bench, tmp_path)
    assert waiting.state is State.PARKED
    await bench.later(120)
    assert await bench.state(task) is State.DELIVERED
