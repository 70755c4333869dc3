"""What is kept can be fetched from the list of tasks, by its owner alone."""

from dataclasses import replace

from bot.domain.lifecycle import State
from bot.sandbox.discord import Fault
from bot.ui.task_list import STATES
from tests.ui.stage import Stage


async def test_a_kept_result_is_fetched_with_a_button(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.studio.kept = [replace(task, state=State.PARKED)]
    inbox = await (await stage.ann.slash(stage.channel, "tasks")).answer()
    assert inbox.ephemeral
    answer = await (await stage.ann.press(inbox, "Get 1")).answer()
    assert answer.ephemeral
    assert [file.filename for file in answer.attachments] == [f"enhance-{task.id}.png"]
    assert await stage.studio.collected_as.get() == answer.id


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


def test_every_state_has_a_name() -> None:
    assert set(STATES) == set(State)
