"""The one message changes when there is something new to say."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.lifecycle import State
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.ports import Posted, Progress
from bot.sandbox.discord import Conversation, Fault
from bot.ui.delivery import DiscordDelivery
from bot.ui.packing import Packer
from tests.ui.parts import Copier, Cutter, held, picture
from tests.ui.stage import Stage

ORIGINAL = r"/messages/@original$"
IDLE = Progress()


async def shown(stage: Stage, conversation: Conversation, task: Task, progress: Progress) -> str:
    """What Ann reads after this progress."""
    await stage.delivery.progress(task, progress, held)
    assert conversation.message is not None
    return conversation.message.text


@pytest.mark.parametrize(
    ("state", "progress", "text"),
    [
        (State.ACCEPTED, IDLE, "⏳ On the list. It starts in a moment.\nCancel"),
        (State.ACCEPTED, Progress(position=3), "⏳ In the queue, at place 3.\nCancel"),
        (State.UNCERTAIN, IDLE, "🔎 The connection broke at a bad moment. I'm finding out whether it's being made."),
        (State.FINISHED, Progress(usual_s=20), "✨ Made. I'm fetching it."),
        (
            State.ACCEPTED,
            Progress(waiting_for=Sentence.of(Reason.PROVIDER_DOWN, provider="North Light")),
            "⏸️ North Light isn't answering at the moment. Your place is kept.\nCancel",
        ),
    ],
)
async def test_a_person_reads_where_their_task_is(stage: Stage, state: State, progress: Progress, text: str) -> None:
    conversation, task = await stage.asks()
    assert await shown(stage, conversation, replace(task, state=state), progress) == text


async def test_a_running_task_shows_elapsed_time_by_the_readers_clock_and_the_usual_duration(stage: Stage) -> None:
    conversation, task = await stage.asks()
    running = replace(task, state=State.RUNNING, submitted_at=task.created_at)
    text = await shown(stage, conversation, running, Progress(provider_title="North Light", usual_s=19.6))
    since = f"<t:{int(task.created_at.timestamp())}:R>"
    assert text == f"🎞️ North Light is working on it; started {since}. It usually takes about 20 s.\nCancel"


async def test_a_running_task_shows_how_much_is_done(stage: Stage) -> None:
    conversation, task = await stage.asks()
    text = await shown(stage, conversation, replace(task, state=State.RUNNING), Progress(share=0.429))
    assert " 42 % done." in text


async def test_a_task_that_goes_on_under_another_token_shows_its_progress_again(stage: Stage) -> None:
    _, task = await stage.asks()
    conversation, other = await stage.asks()
    await stage.delivery.post(task, [picture()], held)
    text = await shown(stage, conversation, replace(task, state=State.RUNNING, reply=other.reply), IDLE)
    assert text.startswith("🎞️ Working on it")


@pytest.mark.parametrize(("private", "where"), [(False, "mention you here"), (True, "write to you directly")])
async def test_before_its_token_dies_the_message_says_where_the_result_will_come(
    stage: Stage, *, private: bool, where: str
) -> None:
    conversation, task = await stage.asks(private=private)
    stage.wait(minutes=12)
    assert where in await shown(stage, conversation, replace(task, state=State.RUNNING), Progress(usual_s=20))


async def test_the_same_news_is_not_sent_twice(stage: Stage) -> None:
    conversation, task = await stage.asks()
    for _ in range(3):
        await stage.delivery.progress(replace(task, state=State.ACCEPTED), Progress(position=3), held)
    assert conversation.message is not None
    assert [state.loading for state in stage.local.states(conversation.message)] == [True, False]


async def test_a_dead_token_is_not_called(stage: Stage) -> None:
    conversation, task = await stage.asks()
    stage.wait(minutes=14.5)
    await stage.delivery.progress(replace(task, state=State.ACCEPTED), IDLE, held)
    assert conversation.message is not None
    assert conversation.message.loading


async def test_a_refused_token_is_never_called_again(stage: Stage) -> None:
    conversation, task = await stage.asks()
    stage.local.faults.add(Fault(kind="token_expired", path_regex=ORIGINAL))
    await stage.delivery.progress(replace(task, state=State.ACCEPTED), IDLE, held)
    assert isinstance(await stage.delivery.post(task, [picture()], held), Posted)
    assert conversation.message is not None
    assert not conversation.message.attachments


async def test_progress_that_discord_does_not_take_is_no_error_and_comes_next_time(stage: Stage) -> None:
    conversation, task = await stage.asks()
    stage.local.faults.add(Fault(kind="drop_before", path_regex=ORIGINAL))
    accepted = replace(task, state=State.ACCEPTED)
    await stage.delivery.progress(accepted, IDLE, held)
    assert (await shown(stage, conversation, accepted, IDLE)).startswith("⏳")


async def test_what_is_remembered_of_a_message_ends_with_its_token(stage: Stage) -> None:
    _, task = await stage.asks()
    await stage.delivery.progress(replace(task, state=State.ACCEPTED), IDLE, held)
    stage.wait(seconds=timedelta(minutes=20).total_seconds())
    _, other = await stage.asks()
    await stage.delivery.progress(replace(other, state=State.ACCEPTED), IDLE, held)
    assert list(stage.delivery._board._screens) == [other.reply.interaction_id]


@pytest.mark.parametrize("process", ["the same process", "another process"])
async def test_late_news_leaves_the_picture_of_a_delivered_result(stage: Stage, process: str) -> None:
    conversation, task = await stage.asks()
    await stage.delivery.post(task, [picture()], held)
    other = DiscordDelivery(packer=Packer(Cutter(), ()), sheets=Copier(), clock=stage.clock)
    other.connect(stage.client)
    late = stage.delivery if process == "the same process" else other
    await late.progress(replace(task, state=State.RUNNING), Progress(provider_title="North Light"), held)
    assert conversation.message is not None
    assert len(conversation.message.attachments) == 1


async def test_late_news_does_not_replace_a_result(stage: Stage) -> None:
    conversation, task = await stage.asks()
    await stage.delivery.post(task, [picture()], held)
    text = await shown(stage, conversation, replace(task, state=State.RUNNING), Progress(provider_title="North Light"))
    assert text.startswith("**Enhance** · 12 s · 2 credits")


async def test_late_news_does_not_replace_an_explanation(stage: Stage) -> None:
    conversation, task = await stage.asks()
    await stage.delivery.progress(replace(task, state=State.RUNNING), IDLE, held)
    await stage.delivery.explain(replace(task, state=State.CANCELLED), held)
    text = await shown(stage, conversation, replace(task, state=State.RUNNING), Progress(provider_title="North Light"))
    assert text.startswith("Cancelled, as you asked.")


async def test_news_that_is_on_its_way_when_the_task_ends_comes_before_the_result(stage: Stage) -> None:
    conversation, task = await stage.asks()
    stage.local.faults.add(Fault(kind="delay", seconds=0.3, path_regex=ORIGINAL))
    news = asyncio.create_task(stage.delivery.progress(replace(task, state=State.RUNNING), IDLE, held), name="news")
    await asyncio.sleep(0)
    await stage.delivery.post(task, [picture()], held)
    await news
    assert conversation.message is not None
    assert conversation.message.buttons == ("Delete",)


async def test_a_result_takes_the_cancel_button_away(stage: Stage) -> None:
    conversation, task = await stage.asks()
    await stage.delivery.progress(replace(task, state=State.ACCEPTED), IDLE, held)
    await stage.delivery.post(task, [picture()], held)
    assert conversation.message is not None
    assert conversation.message.buttons == ("Delete",)
