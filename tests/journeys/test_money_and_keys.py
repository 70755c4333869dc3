"""Credits, the inbox, keys and limits, as people use them."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.lifecycle import State
from bot.engine.settings import QuotaSettings
from bot.sandbox.discord import Conversation, ImpossibleError, Message, Person
from bot.sandbox.upstreams import Script
from tests.journeys.fixture import Stage
from tests.journeys.keys import admin_of, give_key, without_operator_key
from tests.journeys.pictures import has_picture, png

PORTRAITS: dict[str, Any] = {
    "source": png(name="face.png"),
    "target": png(120, 80, name="scene.png"),
    "face": "largest",
}


async def answer(person: Person, stage: Stage, command: str, **options: object) -> Message:
    """The answer to a command that people wait for in words."""
    return await (await person.slash(stage.channel, command, **options)).answer()


def ended(message: Message) -> bool:
    """Whether a command has come to its last words, without a picture."""
    return not message.loading and (not message.components or "Delete" in message.buttons)


async def test_quota_shows_a_bar_and_what_a_task_has_cost(stage: Stage) -> None:
    async with stage.bot_runs():
        await (await stage.mia.slash(stage.channel, "enhance", image=png())).until(has_picture)
        message = await answer(stage.mia, stage, "quota")

    assert message.ephemeral
    assert "2 of 50" in message.text.replace("credits", "").replace("  ", " ")
    assert "today" in message.text


async def test_two_commands_at_once_cannot_overdraw_a_quota(stage: Stage) -> None:
    admin = admin_of(stage)
    async with stage.bot_runs():
        await answer(admin, stage, "settings quota", person_day=3)
        asked = [await stage.mia.slash(stage.channel, "enhance", image=png()) for _ in range(4)]
        last_words = await asyncio.gather(*(each.until(lambda m: has_picture(m) or ended(m)) for each in asked))

    assert len([message for message in last_words if message.attachments]) == 1
    assert len(stage.vendors.magictiger.paid_tasks) == 1
    assert (await stage.spent()).person_day == 2
    refused = next(message for message in last_words if not message.attachments)
    assert "2 credits" in refused.text
    assert "3" in refused.text


async def test_who_manages_the_server_changes_its_limits(stage: Stage) -> None:
    admin = admin_of(stage)
    async with stage.bot_runs():
        changed = await answer(admin, stage, "settings quota", person_day=7, guild_month=100)
        seen = await answer(stage.mia, stage, "quota")

    assert changed.ephemeral
    assert "of 7" in seen.text
    assert "of 100" in seen.text


@pytest.mark.parametrize("command", ["keys list", "settings quota"])
async def test_who_does_not_manage_the_server_is_not_offered_its_settings(stage: Stage, command: str) -> None:
    async with stage.bot_runs():
        with pytest.raises(ImpossibleError):
            await stage.mia.slash(stage.channel, command)


async def test_a_failed_task_gives_its_credits_back_and_says_so(stage: Stage) -> None:
    stage.vendors.magictiger.scripts.append(Script.FAIL_LATER)
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        message = await conversation.until(lambda m: "back" in m.content)
        await stage.until_task(lambda task: task.state is State.REFUNDED)

    assert "2 credits" in message.text
    assert (await stage.spent()).person_day == 0


def where_deleting_costs_nothing(stage: Stage) -> dict[str, object]:
    """The settings of an operator who knows that Magic Tiger takes nothing for a deleted task."""
    providers = stage.settings["providers"]
    kind = providers.magictiger.model_copy(update={"delete_refunds": True})
    return {"providers": providers.model_copy(update={"magictiger": kind})}


async def test_a_task_can_be_cancelled_while_the_vendor_works_and_is_deleted_there(stage: Stage) -> None:
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=30)
    async with stage.bot_runs(**where_deleting_costs_nothing(stage)):
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        await stage.until_task(lambda task: task.state is State.RUNNING)
        working = await conversation.until(lambda m: "Cancel" in m.buttons and "Magic Tiger" in m.text)
        await stage.mia.press(working, "Cancel")
        await stage.until_task(lambda task: task.state is State.REFUNDED)
        message = await conversation.until(lambda m: "Cancelled" in m.content)

    assert "deletetask" in [call.endpoint for call in stage.vendors.magictiger.calls]
    assert (await stage.spent()).person_day == 0
    assert message.attachments == ()


async def test_what_costs_money_upstream_all_the_same_cannot_be_cancelled_once_it_is_sent(stage: Stage) -> None:
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=1)
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        working = await conversation.until(lambda m: "Magic Tiger" in m.text)
        assert working.buttons == ()
        await conversation.until(has_picture)

    assert (await stage.spent()).person_day == 2


async def test_a_server_cannot_lift_the_operators_limits_on_the_operators_key(stage: Stage) -> None:
    admin = admin_of(stage)
    async with stage.bot_runs(quota=QuotaSettings(person_day=2)):
        await answer(admin, stage, "settings quota", person_day=-1)
        await (await stage.mia.slash(stage.channel, "enhance", image=png())).until(has_picture)
        refused = await (await stage.mia.slash(stage.channel, "enhance", image=png())).until(ended)

    assert "today's 2 credits" in refused.text
    assert len(stage.vendors.magictiger.paid_tasks) == 1


async def test_tasks_lists_what_was_made_and_hands_it_out_again(stage: Stage) -> None:
    async with stage.bot_runs():
        first = await (await stage.mia.slash(stage.channel, "enhance", image=png())).until(has_picture)
        listed = await answer(stage.mia, stage, "tasks")
        assert "Enhance" in listed.text
        assert "2 credits" in listed.text
        again = await (await stage.mia.press(listed, listed.buttons[0])).until(has_picture)

    assert again.ephemeral
    assert again.attachments[0].data == first.attachments[0].data
    assert len(stage.vendors.magictiger.paid_tasks) == 1


async def test_a_servers_own_key_is_tried_kept_used_and_never_shown(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    admin = admin_of(stage)
    key_id, secret = stage.vendors.imgopen.access_key_id, stage.vendors.imgopen.access_key_secret
    async with stage.bot_runs(**without_operator_key(stage)):
        kept = await give_key(admin, stage, key_id, secret)
        listed = await answer(admin, stage, "keys list")
        tested = await answer(admin, stage, "keys test", provider="imgopen")
        await (await stage.mia.slash(stage.channel, "faceswap", **PORTRAITS)).until(has_picture)
        removed = await answer(admin, stage, "keys remove", provider="imgopen")
        gone = await answer(admin, stage, "keys list")

    shown = " ".join(message.text for message in (kept, listed, tested, removed, gone))
    assert secret[-4:] in listed.text
    assert secret not in shown
    assert secret not in caplog.text
    assert all(message.ephemeral for message in (kept, listed, tested, removed, gone))
    assert "no keys" in gone.text
    assert len(stage.vendors.imgopen.paid_tasks) == 1
    assert secret.encode() not in (stage.folder / "darkroom.db").read_bytes()


async def test_a_malformed_key_is_refused_without_being_kept_or_echoed(stage: Stage) -> None:
    admin = admin_of(stage)
    async with stage.bot_runs(**without_operator_key(stage)):
        refused = await give_key(admin, stage, "two words", "not a key at all")
        listed = await answer(admin, stage, "keys list")

    assert "not a key at all" not in refused.text
    assert "no keys" in listed.text


async def test_without_a_key_faceswap_falls_to_local_and_a_chosen_provider_says_what_is_missing(stage: Stage) -> None:
    async with stage.bot_runs(**without_operator_key(stage)):
        conversation: Conversation = await stage.mia.slash(stage.channel, "faceswap", **PORTRAITS, provider="imgopen")
        message = await conversation.until(ended)

    assert "set up" in message.text
    assert stage.vendors.imgopen.paid_tasks == []
    assert await stage.tasks() == []
