"""Again, variations, and on from a preview: new requests from what a task was, and what is kept of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.ids import UserId
from bot.domain.lifecycle import State
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Input, Task
from bot.domain.toolbox import TOOLS
from bot.domain.tools import Tool
from bot.engine.sweeper import sweep
from tests.engine.bench import PNG, Bench
from tests.engine.doorstep import Doorstep
from tests.storage.requests import DAY

WORDS = {"prompt": "a cat", "negative": "a dog", "count": 2, "seed": 7, "steps": 30}
DEAD = "?ex=1"
"""Discord's signature for a time that was over in 1970."""


async def done(bench: Bench, tool: str = "reimagine", **options: Any) -> Task:
    """A task that has been delivered and cleaned up after."""
    task = await bench.ask_and_work(tool=tool, options=WORDS | options if tool != "preview" else options)
    await bench.later(30)
    await sweep(bench.desk)
    delivered = await bench.look(task)
    assert delivered.state is State.DELIVERED
    return delivered


async def again(bench: Bench, task: Task) -> Task:
    copy = await bench.studio.again(task.id, bench.press())
    assert copy is not None
    return copy


async def kept(bench: Bench, entry: Input) -> bytes:
    assert entry.media is not None
    return await bench.desk.media.get(entry.media)


async def refusal(bench: Bench, task: Task, *, user: int = 70) -> Reason:
    with pytest.raises(Refused) as caught:
        await bench.studio.again(task.id, bench.press(UserId(user)))
    return caught.value.sentence.reason


async def test_again_is_the_same_with_another_seed(bench: Bench) -> None:
    task = await done(bench)
    copy = await again(bench, task)
    assert copy.options == {name: value for name, value in WORDS.items() if name != "seed"}
    assert (copy.tool, copy.state, copy.id != task.id) == ("reimagine", State.ACCEPTED, True)
    assert await bench.books.entries(copy.id) == [("hold", 2)]


async def test_again_is_made_of_what_we_keep_and_nothing_is_fetched(bench: Bench) -> None:
    task = await done(bench)
    copy = await bench.look(await again(bench, task))
    bench.shelf.answers("input.png", 404)
    await bench.work()
    (made,) = (await bench.look(copy)).inputs
    assert await kept(bench, made) == PNG
    assert bench.shelf.asked["input.png"] == 1


async def test_a_copy_outlives_what_it_was_copied_from(bench: Bench) -> None:
    task = await done(bench)
    copy = await again(bench, task)
    await bench.work()
    bench.clock.shift(timedelta(seconds=bench.desk.media_settings.results_kept_s))
    await sweep(bench.desk)
    original, made = (await bench.look(task)).inputs[0], (await bench.look(copy)).inputs[0]
    assert (original.media, original.copy_of, original.url) == (None, None, "")
    assert await kept(bench, made) == PNG


async def test_a_copy_that_goes_leaves_its_original(bench: Bench) -> None:
    task = await done(bench)
    copy = await again(bench, task)
    await bench.studio.cancel(copy.id, copy.user_id)
    await bench.work()
    await sweep(bench.desk)
    assert await kept(bench, task.inputs[0]) == PNG


async def test_where_what_we_kept_has_vanished_there_is_still_discords_link(bench: Bench) -> None:
    task = await done(bench)
    await bench.desk.media.delete(*(entry.media for entry in task.inputs if entry.media))
    copy = await again(bench, task)
    await bench.work()
    assert await bench.state(copy) is State.RUNNING
    assert bench.shelf.asked["input.png"] == 2


async def test_again_of_words_alone_needs_nothing_that_is_kept(bench: Bench) -> None:
    task = await bench.ask_and_work(tool="imagine", options=WORDS, inputs=())
    assert (await again(bench, task)).inputs == ()


async def test_again_of_again_is_possible(bench: Bench) -> None:
    copy = await again(bench, await done(bench))
    await bench.work()
    await bench.later(30)
    await sweep(bench.desk)
    second = await again(bench, copy)
    await bench.work()
    assert await bench.state(second) is State.RUNNING


async def test_what_is_no_longer_kept_is_not_made_again(bench: Bench) -> None:
    task = await done(bench)
    bench.clock.shift(timedelta(seconds=bench.desk.media_settings.results_kept_s))
    await sweep(bench.desk)
    assert await refusal(bench, task) is Reason.INPUTS_GONE


async def test_what_is_not_ones_own_is_not_made_again(bench: Bench) -> None:
    assert await refusal(bench, await done(bench), user=71) is Reason.NOT_YOURS


async def test_what_comes_out_the_same_is_not_made_again(bench: Bench) -> None:
    assert await refusal(bench, await bench.ask()) is Reason.TASK_UNKNOWN


async def test_a_press_that_discord_sends_again_starts_nothing(bench: Bench) -> None:
    task, press = await done(bench), bench.press()
    assert await bench.studio.again(task.id, press) is not None
    assert await bench.studio.again(task.id, press) is None


async def test_a_variation_has_the_words_and_a_result_for_its_picture(bench: Bench) -> None:
    task = await done(bench, tool="imagine", ratio="3:2", hires=True)
    varied = await bench.studio.vary(task.id, bench.input("pressed", "result-1.png"), bench.press())
    assert varied is not None
    assert varied.tool == "reimagine"
    expected = {"prompt": "a cat", "negative": "a dog", "steps": 30, "ratio": "3:2", "strength": 0.55}
    assert varied.options == expected
    assert [(entry.slot, entry.filename) for entry in varied.inputs] == [("image", "result-1.png")]
    await bench.work()
    assert await bench.state(varied) is State.RUNNING


@pytest.mark.parametrize("tool", ["imagine", "reimagine", "control", "portrait"])
async def test_whatever_has_words_can_be_varied(bench: Bench, tool: str) -> None:
    inputs = () if tool == "imagine" else bench.request().inputs
    task = await bench.ask(tool=tool, options={"prompt": "a cat"}, inputs=inputs)
    assert await bench.studio.vary(task.id, bench.input("pressed"), bench.press()) is not None


async def test_somebody_elses_picture_is_not_varied(bench: Bench) -> None:
    task = await done(bench)
    with pytest.raises(Refused) as caught:
        await bench.studio.vary(task.id, bench.input("pressed"), bench.press(UserId(71)))
    assert caught.value.sentence.reason is Reason.NOT_YOURS


async def test_from_a_preview_one_goes_on_with_its_picture_and_preprocessor(bench: Bench) -> None:
    preview = await done(bench, tool="preview", preprocessor="depth")
    drawing = await bench.studio.go_on(preview.id, bench.press(), "a house")
    assert drawing is not None
    assert (drawing.tool, drawing.options) == ("control", {"prompt": "a house", "preprocessor": "depth"})
    assert drawing.inputs[0].copy_of == preview.inputs[0].media


async def test_one_goes_on_with_words_only(bench: Bench) -> None:
    preview = await done(bench, tool="preview", preprocessor="depth")
    with pytest.raises(Refused) as caught:
        await bench.studio.go_on(preview.id, bench.press(), "  ")
    assert caught.value.sentence == Sentence.of(Reason.OPTION_EMPTY, option="prompt")


async def test_what_is_made_again_keeps_its_inputs_until_the_results_go(bench: Bench) -> None:
    task = await done(bench)
    assert await kept(bench, task.inputs[0]) == PNG
    bench.clock.shift(timedelta(seconds=bench.desk.media_settings.results_kept_s))
    assert await sweep(bench.desk) == 1
    assert await bench.desk.media.used_bytes() == 0


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if tool.is_seeded and tool.slots], ids=lambda tool: tool.key)
def test_whatever_can_be_made_again_keeps_what_it_is_made_of(tool: Tool) -> None:
    assert tool.keeps_inputs


async def test_a_dead_link_is_not_sent_to_a_provider(bench: Bench) -> None:
    task = await done(bench)
    await bench.books.overwrite(task.id, inputs=[_with_dead_link(task)])
    await again(bench, task)
    await bench.work()
    assert await bench.refused() is Reason.INPUTS_GONE
    assert len(bench.vendor.submissions.orders) == 1


async def test_with_links_of_our_own_dead_ones_do_no_harm(bench: Bench) -> None:
    task = await done(bench)
    await bench.books.overwrite(task.id, inputs=[_with_dead_link(task)])
    public = bench.restarted(links=Doorstep(bench).links)
    copy = await again(public, task)
    await public.work()
    assert await bench.state(copy) is State.RUNNING
    (*_, order) = bench.vendor.submissions.orders
    assert order.pictures["image"].url.startswith("https://pictures.example.test/media/")


async def test_a_link_that_has_died_since_the_first_time_is_not_sent_either(bench: Bench) -> None:
    entry = bench.input("image")
    dies_at = int((bench.clock.now() + DAY).timestamp())
    alive = entry.model_copy(update={"url": f"{entry.url}?ex={dies_at:x}"})
    request = replace(bench.request(tool="reimagine", options=WORDS), inputs=(alive,))
    task = await bench.studio.start(request)
    assert task is not None
    await bench.work()
    assert await bench.state(task) is State.RUNNING
    await bench.later(30)
    bench.clock.shift(2 * DAY)
    await again(bench, task)
    await bench.work()
    assert await bench.refused() is Reason.INPUTS_GONE


def _with_dead_link(task: Task) -> dict[str, Any]:
    (entry,) = task.inputs
    return entry.model_copy(update={"url": entry.url + DEAD}).model_dump(mode="json")
