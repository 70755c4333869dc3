"""The main job: a command, one message that changes, a picture in the channel."""

from dataclasses import replace
from typing import Any

from bot.domain.lifecycle import State
from bot.upstreams.settings import ProvidersSettings
from tests.journeys.fixture import Stage
from tests.journeys.pictures import has_picture, png, size_of


async def test_enhance_goes_through_magic_tiger_and_ends_in_one_message_with_the_picture(stage: Stage) -> None:
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        message = await conversation.until(has_picture)

    assert size_of(message.attachments[0].data) == (96, 64)
    assert message.attachments[0].description
    assert [message.id] == [seen.id for seen in stage.mia.sees(stage.channel)]
    (task,) = await stage.tasks()
    assert (task.state, task.provider) == (State.DELIVERED, "magictiger")
    assert [paid.own_id for paid in stage.vendors.magictiger.paid_tasks] == [task.id]


async def test_faceswap_without_fidelity_uses_version_1_and_with_it_version_2(stage: Stage) -> None:
    async with stage.bot_runs():
        pictures: dict[str, Any] = {"source": png(name="face.png"), "target": png(120, 80, name="scene.png")}
        pictures["face"] = "largest"
        plain = await stage.mia.slash(stage.channel, "faceswap", **pictures)
        await plain.until(has_picture)
        faithful = await stage.mia.slash(stage.channel, "faceswap", **pictures, fidelity=0.25)
        message = await faithful.until(has_picture)

    assert size_of(message.attachments[0].data) == (120, 80)
    assert [paid.tool for paid in stage.vendors.imgopen.paid_tasks] == ["roop", "v2/roop"]
    submissions = [call.body for call in stage.vendors.imgopen.calls if call.body and "sourceUrl" in call.body]
    assert [body.get("fidelityWeight") for body in submissions] == [None, "0.25"]


async def test_what_was_paid_is_captured_and_the_inputs_are_gone_soon_after_delivery(stage: Stage) -> None:
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        await conversation.until(has_picture)
        task = await stage.until_task(lambda task: all(entry.media is None for entry in task.inputs))

    assert (await stage.spent()).person_day == task.price > 0
    assert all(result.media for result in task.results)


async def test_the_person_sees_it_queued_and_worked_on_before_it_is_done(stage: Stage) -> None:
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=3)
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        await conversation.until(lambda message: "On the list" in message.content)
        await conversation.until(lambda message: "Magic Tiger" in message.content or "queue" in message.content)
        await conversation.until(has_picture)


async def test_two_commands_at_once_are_both_delivered_each_to_its_own_message(stage: Stage) -> None:
    async with stage.bot_runs():
        first = await stage.mia.slash(stage.channel, "enhance", image=png())
        second = await stage.mia.slash(stage.channel, "enhance", image=png(80, 80))
        sizes = [size_of((await each.until(has_picture)).attachments[0].data) for each in (first, second)]

    assert sizes == [(96, 64), (80, 80)]


async def test_local_serves_a_bot_without_any_upstream_key(stage: Stage) -> None:
    async with stage.bot_runs(providers=ProvidersSettings()):
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png(128, 96))
        message = await conversation.until(has_picture)

    assert size_of(message.attachments[0].data) == (256, 192)
    (task,) = await stage.tasks()
    assert (task.provider, task.price) == ("local", 0)


async def test_a_repeated_interaction_starts_nothing_twice(stage: Stage) -> None:
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        await conversation.acknowledged()
        stage.discord.repeat_last_interaction()
        await conversation.until(has_picture)

    assert len(stage.vendors.magictiger.paid_tasks) == 1
    assert len(await stage.tasks()) == 1
