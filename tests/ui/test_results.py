"""A result says all that belongs to it: seeds, words, what was flagged, and what a model is called."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.listings import ListKind
from bot.domain.policies import Showing
from bot.domain.tasks import Result, Task
from bot.domain.toolbox import TOOLS
from bot.engine.ports import Blocked, Picture, Posted
from bot.sandbox.discord import Message
from bot.ui.delivery import DiscordDelivery
from bot.ui.packing import Packer
from tests.ui.parts import SHAPE, Copier, Cutter, held, picture
from tests.ui.stage import Stage

DRAWN = "**Imagine** · 12 s · 2 credits"


async def posted(stage: Stage, pictures: Sequence[Picture] = (), **changes: Any) -> tuple[Message, Task]:
    """What Ann sees of the result of such a task."""
    conversation, task = await stage.asks()
    task = replace(task, **changes)
    assert isinstance(await stage.delivery.post(task, pictures, held), Posted)
    return await conversation.answer(), task


def texts(*words: str) -> tuple[Result, ...]:
    return tuple(Result(text=text) for text in words)


async def test_several_pictures_come_in_one_gallery_with_their_seeds_in_order(stage: Stage) -> None:
    message, _ = await posted(stage, [picture(seed=123), picture(seed=2**32 - 1)], tool="imagine")
    assert message.content == f"{DRAWN} Seeds: `123`, `4294967295`."
    assert len(message.attachments) == 2


async def test_one_picture_has_one_seed(stage: Stage) -> None:
    message, _ = await posted(stage, [picture(seed=0)], tool="imagine")
    assert message.content == f"{DRAWN} Seed `0`."


async def test_a_picture_without_a_seed_keeps_its_place_in_the_row(stage: Stage) -> None:
    message, _ = await posted(stage, [picture(), picture(seed=5)], tool="imagine")
    assert message.content == f"{DRAWN} Seeds: ?, `5`."


async def test_a_screen_reader_says_each_pictures_own_seed_and_the_prompt(stage: Stage) -> None:
    options = {"prompt": "a cat in the rain", "seed": 1}
    message, _ = await posted(stage, [picture(seed=7), picture(seed=8)], tool="imagine", options=options)
    assert [file.description for file in message.attachments] == [
        "A picture drawn from words (seed 7, prompt a cat in the rain)",
        "A picture drawn from words (seed 8, prompt a cat in the rain)",
    ]


async def test_of_a_long_prompt_the_end_is_cut_and_the_seed_stays(stage: Stage) -> None:
    message, _ = await posted(stage, [picture(seed=7)], tool="imagine", options={"prompt": "x" * 2000})
    alt = message.attachments[0].description or ""
    assert (len(alt), "seed 7" in alt) == (1024, True)


async def test_what_we_filled_in_ourselves_is_no_part_of_the_description(stage: Stage) -> None:
    options = {"fidelity": 0.5, "faces": {"source": 2}}
    message, _ = await posted(stage, [picture()], tool="faceswap", options=options)
    assert (message.attachments[0].description or "").endswith("(fidelity 0.5)")


async def test_a_flagged_picture_is_spoilered_and_said_to_be(stage: Stage) -> None:
    results = (Result(shape=SHAPE), Result(shape=SHAPE, showing=Showing.SPOILER))
    message, task = await posted(stage, [picture(), picture(spoiler=True)], tool="imagine", results=results)
    plain, hidden = (file.filename for file in message.attachments)
    assert (plain, hidden) == (f"imagine-{task.id}-1.png", f"SPOILER_imagine-{task.id}-2.png")
    assert "Behind a spoiler by this server's setting: 1 picture, flagged" in message.content


async def test_of_withheld_pictures_it_is_said_how_many_and_why(stage: Stage) -> None:
    withheld = Result(shape=SHAPE, showing=Showing.WITHHELD)
    message, _ = await posted(stage, [picture()], tool="imagine", results=(withheld, Result(shape=SHAPE), withheld))
    assert "Withheld by this server's setting: 2 pictures, flagged by the provider's content check." in message.content


async def test_nothing_is_said_of_a_check_that_found_nothing(stage: Stage) -> None:
    message, _ = await posted(stage, [picture()], tool="imagine")
    assert "content check" not in message.content


async def test_words_come_in_blocks(stage: Stage) -> None:
    message, _ = await posted(stage, tool="describe", results=texts("a cat", "``` @everyone"))
    assert message.content == "**Describe** · 12 s · 2 credits\n```\na cat\n```\n```\n`\u200b`\u200b` @everyone\n```"
    assert message.attachments == ()


async def test_words_ring_nobody(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.wait(minutes=20)
    words = texts(f"```\n@everyone <@{stage.bob.id}>")
    assert isinstance(await stage.delivery.post(replace(task, tool="describe", results=words), [], held), Posted)
    assert stage.posts()[-1].pings == {stage.ann.id}


async def test_words_that_do_not_fit_come_whole_as_a_file(stage: Stage) -> None:
    long = "tag, " * 600
    message, task = await posted(stage, tool="describe", results=texts(long, "a cat"))
    assert len(message.content) <= 2000
    (file,) = message.attachments
    assert (file.filename, file.data.decode()) == (f"describe-{task.id}.txt", f"{long.strip()}\n\na cat")


async def test_long_words_fit_beside_a_mention(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.wait(minutes=20)
    task = replace(task, tool="describe", results=texts("x" * 1691))
    assert isinstance(await stage.delivery.post(task, [], held), Posted)
    assert stage.posts()[-1].attachments == ()


async def test_words_that_no_file_may_hold_are_kept(stage: Stage) -> None:
    _, task = await stage.asks()
    reply = replace(task.reply, file_limit=4000)
    task = replace(task, tool="describe", results=texts("x" * 4001), reply=reply)
    assert isinstance(await stage.delivery.post(task, [], held), Blocked)


@pytest.mark.parametrize("kind", ListKind)
async def test_a_trained_model_is_named_with_the_option_that_takes_it(stage: Stage, kind: ListKind) -> None:
    packer = Packer(Cutter(), TOOLS, trained={"north.training": kind})
    delivery = DiscordDelivery(packer=packer, sheets=Copier(), clock=stage.clock)
    delivery.connect(stage.client)
    conversation, task = await stage.asks()
    task = replace(task, tool="train", offer="north.training", options={"name": "my_cat"}, results=texts("mc.bin"))
    await delivery.post(task, [], held)
    line = rf"**my\_cat** is trained. Choose it as `{kind}` in `/imagine`."
    assert (await conversation.answer()).content == f"**Train** · 12 s · 2 credits\n{line}"


async def test_an_operators_own_tool_is_known_by_its_own_description(stage: Stage) -> None:
    own = replace(TOOLS[0], key="sparkle", result="A picture that sparkles")
    delivery = DiscordDelivery(packer=Packer(Cutter(), [own]), sheets=Copier(), clock=stage.clock)
    delivery.connect(stage.client)
    conversation, task = await stage.asks()
    await delivery.post(replace(task, tool="sparkle"), [picture()], held)
    assert (await conversation.answer()).attachments[0].description == "A picture that sparkles"
