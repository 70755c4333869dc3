"""Which provider does it: the one that takes the picture, answers, and costs least; where none does, why not."""

from datetime import timedelta

import pytest

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.discord import Conversation
from bot.sandbox.upstreams import Fault
from tests.journeys.catalogue import sights
from tests.journeys.endings import gives_back, is_refunded, last_words
from tests.journeys.fixture import Stage
from tests.journeys.odd_pictures import solid
from tests.journeys.pictures import has_picture, png
from tests.journeys.test_consent import asks, labels

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

TOO_THIN = (450, 100)
"""For AILabTools, of whose pictures no side is more than 4 times the other."""
UNTIL_UNCLEAR = timedelta(minutes=20)


def submissions(stage: Stage) -> list[str]:
    """What AILabTools was asked to do."""
    return [call.endpoint for call in stage.vendors.ailab.calls if call.endpoint.partition("-")[0] != "query"]


async def delivered(stage: Stage, conversation: Conversation) -> Task:
    """Her task, once she has her picture."""
    await conversation.until(has_picture)
    newest = (await stage.tasks())[0].id
    return await stage.until_task(lambda task: task.id == newest and task.state is State.DELIVERED)


async def test_a_vendor_with_a_key_is_asked_before_this_machine(room: Stage) -> None:
    task = await delivered(room, await room.mia.slash(room.channel, "dehaze", image=png()))

    assert (task.offer, task.price) == ("ailab.image-defogging", 1)
    assert len(room.vendors.ailab.paid_tasks) == 1


async def test_a_picture_that_the_vendor_does_not_take_is_done_here(room: Stage) -> None:
    task = await delivered(room, await room.mia.slash(room.channel, "dehaze", image=png(*TOO_THIN)))

    assert (task.offer, task.price) == ("local.dehaze", 0)
    assert room.vendors.ailab.calls == []
    assert await gives_back(room)


async def test_a_file_too_large_for_the_cheapest_endpoint_goes_to_a_dearer_one_after_a_yes(room: Stage) -> None:
    heavy = sights.heavier(png(), 3_200_000)
    cheap = await delivered(room, await room.mia.slash(room.channel, "removebg", image=png()))
    asked = await room.mia.slash(room.channel, "removebg", image=heavy, provider="ailab")
    question = await asked.until(asks)
    assert "2 credits at AILabTools" in question.content
    dear = await delivered(room, await room.mia.press(question, labels(question)[0]))

    assert (cheap.offer, cheap.price) == ("ailab.universal-background-removal", 1)
    assert (dear.offer, dear.price) == ("ailab.hd-universal-background-removal", 2)
    assert (await room.spent()).person_day == 1 + 2


async def test_where_nobody_takes_the_picture_the_nearest_limit_is_named(room: Stage) -> None:
    conversation = await room.mia.slash(room.channel, "enlarge", image=solid(4700, 20))

    message = await is_refunded_free(room, conversation)

    assert "no side may be longer than 4,608 px" in message
    assert room.vendors.ailab.calls == []


async def test_a_provider_that_was_asked_for_by_name_names_its_own_limit(room: Stage) -> None:
    conversation = await room.mia.slash(room.channel, "dehaze", image=png(*TOO_THIN), provider="ailab")

    message = await is_refunded_free(room, conversation)

    assert "no side may be more than 4 times the other" in message
    assert room.vendors.ailab.calls == []


async def test_what_the_vendor_fails_at_once_is_done_here(room: Stage) -> None:
    room.vendors.ailab.errors.append("AI_SERVICE_TIMEOUT")
    task = await delivered(room, await room.mia.slash(room.channel, "dehaze", image=png()))

    assert (task.offer, task.price) == ("local.dehaze", 0)
    assert submissions(room) == ["image-defogging"]
    assert room.vendors.ailab.paid_tasks == []
    assert await gives_back(room)


async def test_what_the_vendor_fails_again_and_again_is_given_back(room: Stage) -> None:
    room.vendors.ailab.errors.extend(["AI_SERVICE_TIMEOUT"] * 9)
    conversation = await room.mia.slash(room.channel, "unstretch", image=png())

    await is_refunded(room, conversation, "AILabTools tried it several times and failed")

    assert 1 < len(submissions(room)) < 9


async def test_a_web_page_instead_of_an_answer_is_never_sent_again_and_given_back_in_the_end(room: Stage) -> None:
    room.vendors.ailab.faults.add(Fault.HTML, endpoint="image-defogging")
    conversation = await room.mia.slash(room.channel, "dehaze", image=png())
    await conversation.until(lambda message: "The connection broke" in message.content)
    await room.until_task(lambda task: task.state is State.UNCERTAIN)
    room.clock.shift(UNTIL_UNCLEAR)
    task = await room.until_task(lambda task: task.state is State.REFUNDED)

    said = [message.content for message in room.mia.sees(room.channel)]
    assert any("couldn't find out whether it's being made" in text for text in said)
    assert (task.offer, submissions(room)) == ("ailab.image-defogging", ["image-defogging"])
    assert await gives_back(room)


async def test_a_code_that_no_table_has_is_told_as_it_is(room: Stage) -> None:
    room.vendors.ailab.errors.append("ERROR_OF_TOMORROW")
    conversation = await room.mia.slash(room.channel, "dehaze", image=png())

    message = await is_refunded(room, conversation, "AILabTools refused it")

    assert "ERROR_OF_TOMORROW" in message.content.replace("\\", "")
    assert submissions(room) == ["image-defogging"]


async def is_refunded_free(stage: Stage, conversation: Conversation) -> str:
    """What she reads where nothing can be done, and nothing is paid."""
    message = await last_words(stage, conversation)
    assert await gives_back(stage)
    return message.content
