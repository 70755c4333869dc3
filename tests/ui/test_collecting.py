"""What is kept can be fetched from the list of tasks, by its owner alone."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from bot.domain.tasks import Result
from bot.sandbox.discord import Fault
from bot.ui.task_list import STATES
from tests.ui.parts import picture
from tests.ui.stage import Stage


async def test_a_kept_result_is_fetched_with_a_button(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.studio.kept = [replace(task, state=State.PARKED)]
    inbox = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    assert inbox.ephemeral
    answer = await (await stage.ann.press(inbox, "Get 1")).answer()
    assert answer.ephemeral
    assert [file.filename for file in answer.attachments] == [f"enhance-{task.id}.png"]
    assert await stage.studio.collected_as.get() == (task.id, answer.id)


async def test_more_pictures_than_one_message_holds_follow_in_the_next(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.studio.kept = [replace(task, state=State.PARKED)]
    stage.studio.pictures = [picture() for _ in range(12)]
    inbox = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    conversation = await stage.ann.press(inbox, "Get 1")
    collected = await asyncio.wait_for(stage.studio.collected_as.get(), 10)
    first, second = conversation.message, *conversation.followups
    assert first is not None
    assert collected == (task.id, first.id)
    assert [file.filename for message in (first, second) for file in message.attachments] == [
        f"enhance-{task.id}-{number}.png" for number in range(1, 13)
    ]
    assert second.ephemeral
    assert "more" not in first.text + second.text


async def test_kept_words_are_fetched_with_a_button(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.studio.kept = [replace(task, tool="describe", state=State.PARKED, results=(Result(text="a cat"),))]
    stage.studio.pictures = []
    inbox = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    answer = await (await stage.ann.press(inbox, "Get 1")).answer()
    assert answer.content.endswith("```\na cat\n```")
    assert await stage.studio.collected_as.get() == (task.id, answer.id)


async def test_a_page_that_is_too_large_leaves_the_first_one_and_the_task_is_not_collected(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.studio.kept = [replace(task, state=State.PARKED)]
    stage.studio.pictures = [picture() for _ in range(11)]
    inbox = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    stage.local.faults.add(Fault(kind="too_large", method="POST", path_regex=r"^/webhooks/\d+/[^/]+$"))
    conversation = await stage.ann.press(inbox, "Get 1")
    followup = await conversation.until(lambda message: "too large to post" in message.text)
    first = conversation.message
    assert first is not None
    assert (len(first.attachments), len(followup.attachments)) == (10, 0)
    assert stage.studio.collected_as.empty()


async def test_a_result_that_discord_finds_too_large_stays_kept(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.studio.kept = [replace(task, state=State.PARKED)]
    inbox = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    stage.local.faults.add(Fault(kind="too_large", method="PATCH", path_regex="@original$"))
    answer = await (await stage.ann.press(inbox, "Get 1")).answer()
    assert "too large to post" in answer.text
    assert stage.studio.collected_as.empty()


async def test_somebody_elses_result_is_refused(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.studio.kept = [replace(task, state=State.PARKED)]
    inbox = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    stage.studio.kept = []
    answer = await (await stage.ann.press(inbox, "Get 1")).answer()
    assert answer.text == "That one belongs to somebody else."


async def test_a_list_names_state_and_price_and_offers_only_what_is_kept(stage: Stage) -> None:
    _, task = await stage.asks()
    gone = replace(task, state=State.DELIVERED, results=())
    stage.studio.kept = [replace(task, state=State.RUNNING, results=()), gone, replace(task, state=State.DELIVERED)]
    inbox = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    when = f"<t:{int(task.created_at.timestamp())}:R>"
    assert f"`1` **Enhance** {when} · 🎞️ in the works · 2 credits" in inbox.text
    assert inbox.buttons == ("Get 3",)


async def test_an_empty_list_says_where_to_begin(stage: Stage) -> None:
    answer = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    assert answer.text == "Nothing yet. `/enhance` is a good place to start."


async def test_a_task_that_asks_something_says_so_and_has_nothing_to_fetch(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.studio.kept = [replace(task, state=State.ASKING)]
    inbox = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    assert "❓ waiting for your answer" in inbox.text
    assert inbox.buttons == ()


def test_every_state_has_a_name() -> None:
    assert set(STATES) == set(State)


@pytest.mark.parametrize("nsfw", [True, False])
async def test_the_studio_learns_whether_only_adults_see_where_it_is_fetched(stage: Stage, *, nsfw: bool) -> None:
    channel = stage.local.add_channel(stage.guild, "elsewhere", nsfw=nsfw)
    _, task = await stage.asks(channel=channel)
    stage.studio.kept = [replace(task, state=State.PARKED)]
    inbox = await (await stage.ann.slash(channel, "tasks")).answer()
    await (await stage.ann.press(inbox, "Get 1")).answer()
    assert stage.studio.collected_in == [nsfw]
