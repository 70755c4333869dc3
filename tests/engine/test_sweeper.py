import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import Rejected
from bot.domain.ids import MediaName
from bot.domain.lifecycle import State
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.sweeper import remove_strays, sweep
from bot.media.opening import open_media
from bot.media.settings import MediaSettings
from bot.media.store import Missing
from tests.engine.bench import Bench
from tests.storage.requests import DAY, MINUTE


async def delivered(bench: Bench) -> Task:
    task = await bench.ask_and_work()
    await bench.later(60)
    done = await bench.look(task)
    assert done.state is State.DELIVERED
    return done


async def is_kept(bench: Bench, name: MediaName | None) -> bool:
    try:
        await bench.desk.media.get(name or MediaName(""))
    except Missing:
        return False
    return True


async def test_after_delivery_the_input_goes_and_the_result_stays(bench: Bench) -> None:
    task = await delivered(bench)
    assert await sweep(bench.desk) == 1
    assert not await is_kept(bench, task.inputs[0].media)
    assert await is_kept(bench, task.results[0].media)
    swept = await bench.look(task)
    assert (swept.inputs[0].media, swept.results) == (None, task.results)
    assert (swept.inputs[0].url, swept.inputs[0].filename) == ("", "")


async def test_what_was_swept_is_left_alone_until_its_time_comes(bench: Bench) -> None:
    await delivered(bench)
    assert [await sweep(bench.desk) for _ in range(2)] == [1, 0]


async def test_the_result_goes_at_the_end_of_its_retention(bench: Bench) -> None:
    task = await delivered(bench)
    await sweep(bench.desk)
    bench.clock.shift(timedelta(seconds=bench.desk.media_settings.results_kept_s))
    assert [await sweep(bench.desk) for _ in range(2)] == [1, 0]
    assert not await is_kept(bench, task.results[0].media)
    (forgotten,) = (await bench.look(task)).results
    assert (forgotten.media, forgotten.url) == (None, None)


async def test_of_a_task_without_a_result_everything_goes_at_once(bench: Bench) -> None:
    bench.vendor.submissions.are(Rejected(Reason.UPSTREAM_REFUSED, provider="Vendor", code="1"))
    task = await bench.ask_and_work()
    await sweep(bench.desk)
    assert not await is_kept(bench, task.inputs[0].media)
    assert await bench.books.column(task.id, "purge_at") is None


@pytest.mark.parametrize("seconds", [0, 60])
async def test_an_open_task_keeps_its_pictures(bench: Bench, seconds: float) -> None:
    bench.vendor.polls.are(bench.finished())
    bench.shelf.answers("result.png", 503)
    task = await bench.ask_and_work()
    await bench.later(seconds)
    assert await sweep(bench.desk) == 0
    assert await is_kept(bench, task.inputs[0].media)


async def test_dead_tokens_are_dropped(bench: Bench) -> None:
    task = await bench.ask()
    await sweep(bench.desk)
    assert (await bench.look(task)).reply.token is not None
    bench.clock.shift(16 * MINUTE)
    await sweep(bench.desk)
    assert (await bench.look(task)).reply.token is None


async def test_only_what_is_too_old_for_any_task_is_a_stray(bench: Bench, tmp_path: Path) -> None:
    media = open_media(MediaSettings(dir=tmp_path / "media"))
    desk = replace(bench.desk, media=media)
    longest_s = 2 * desk.media_settings.results_kept_s
    (stray, _), (kept, _) = [await media.put(b"picture") for _ in range(2)]
    for name, age_s in ((stray, longest_s + 2 * DAY.total_seconds()), (kept, longest_s)):
        os.utime(tmp_path / "media" / name, (time.time() - age_s,) * 2)
    await remove_strays(desk)
    assert await media.get(kept) == b"picture"
    with pytest.raises(Missing):
        await media.get(stray)
