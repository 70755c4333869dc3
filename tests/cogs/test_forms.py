"""/train asks for its pictures in a form, and forgets nothing of what was said before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.client import DarkroomClient
from bot.domain.errors import Refused
from bot.domain.ids import GuildId
from bot.domain.sentences import Reason
from bot.domain.tasks import Request
from bot.sandbox.discord import Conversation, Upload
from bot.sandbox.discord.options import ImpossibleError
from bot.ui.marks import Action, mark
from bot.ui.settings import DiscordSettings
from tests.sandbox.discord.bots import png
from tests.ui.parts import refused
from tests.ui.stage import Stage, running

ALL = {"name": "Ann", "epochs": 20, "batch": 4, "learning_rate": 0.00001, "clip_skip": 5, "repeats": 100}


def pictures(count: int, first: int = 1) -> list[Upload]:
    """Pictures that can be told apart by their names."""
    return [Upload(f"{number}.png", png()) for number in range(first, first + count)]


async def train(stage: Stage, **options: Any) -> Conversation:
    """Ann uses /train; what the form is then filled into."""
    return await stage.ann.slash(stage.channel, "train", **{"name": "Ann", **options})


async def request(stage: Stage) -> Request:
    """What reached the engine."""
    return await asyncio.wait_for(stage.studio.requests.get(), 10)


@asynccontextmanager
async def restarted(stage: Stage) -> AsyncIterator[None]:
    """Another client in place of the one that ran so far; it knows nothing of what that one did."""
    await stage.client.close()
    settings = DiscordSettings(api_base=stage.local.api_base, gateway=stage.local.gateway_url)
    before = stage.client
    client = DarkroomClient(
        settings, studio=before.studio, keyring=before.keyring, packer=before.packer, memory=stage.memory
    )
    async with running(client, stage.local, settings):
        await stage.local.wait_for_gateway()
        yield


async def test_the_form_has_fields_for_fifty_pictures(stage: Stage) -> None:
    modal = await (await train(stage)).opened_modal()
    assert modal["title"] == "Train: your pictures"
    assert [part["label"] for part in modal["components"]] == [
        *("Pictures 1-10", "Pictures 11-20", "Pictures 21-30", "Pictures 31-40", "Pictures 41-50"),
    ]
    fields = [part["component"] for part in modal["components"]]
    assert [(each["required"], each["min_values"], each["max_values"]) for each in fields] == [
        (True, 10, 10),
        *[(False, 0, 10)] * 4,
    ]


async def test_what_is_wrong_with_the_options_is_said_before_any_picture_is_uploaded(stage: Stage) -> None:
    stage.studio.early_refusal = Refused(Reason.OPTION_INVALID, option="name", value="***")
    conversation = await train(stage)
    answer = await conversation.answer()
    assert "**name**" in answer.text
    assert answer.ephemeral
    assert conversation.modal is None
    assert stage.studio.looked_at[0][0] == "train"


async def test_pictures_arrive_in_order_and_numbered(stage: Stage) -> None:
    fields = {"Pictures 1-10": pictures(10), "Pictures 21-30": pictures(2, first=11)}
    await stage.ann.fill_modal(await train(stage), **fields)
    inputs = (await request(stage)).inputs
    assert [entry.slot for entry in inputs] == [f"pictures-{number}" for number in range(1, 13)]
    assert [entry.filename for entry in inputs] == [f"{number}.png" for number in range(1, 13)]
    assert all(entry.size_bytes == len(png()) and entry.url.startswith(stage.local.url) for entry in inputs)


async def test_options_arrive_as_they_were_given(stage: Stage) -> None:
    await stage.ann.fill_modal(await train(stage, **ALL), **{"Pictures 1-10": pictures(10)})
    found = await request(stage)
    assert (found.tool, found.options, found.guild_id) == ("train", ALL, GuildId(stage.guild.id))


async def test_what_was_left_out_stays_out(stage: Stage) -> None:
    await stage.ann.fill_modal(await train(stage, repeats=3), **{"Pictures 1-10": pictures(10)})
    assert (await request(stage)).options == {"name": "Ann", "repeats": 3}


@pytest.mark.parametrize("private", [True, False])
async def test_the_answer_is_as_private_as_was_asked(stage: Stage, *, private: bool) -> None:
    conversation = await train(stage, private=private)
    answer = await stage.ann.fill_modal(conversation, **{"Pictures 1-10": pictures(10)})
    assert (await request(stage)).reply.private is private
    promised = await answer.until(lambda _: True)
    assert promised.ephemeral is private


async def test_a_form_that_was_opened_before_a_restart_still_works(stage: Stage) -> None:
    conversation = await train(stage, **ALL)
    await conversation.opened_modal()
    async with restarted(stage):
        await stage.ann.fill_modal(conversation, **{"Pictures 1-10": pictures(10)})
        assert (await request(stage)).options == ALL


async def test_too_few_pictures_do_not_leave_the_form(stage: Stage) -> None:
    conversation = await train(stage)
    with pytest.raises(ImpossibleError):
        await stage.ann.fill_modal(conversation, **{"Pictures 1-10": pictures(9)})


async def test_a_refusal_is_a_sentence_in_the_answer(stage: Stage) -> None:
    stage.studio.refusal = refused(Reason.TOO_FEW_PICTURES, slot="pictures", given=9, least=10)
    conversation = await stage.ann.fill_modal(await train(stage), **{"Pictures 1-10": pictures(10)})
    answer = await conversation.answer()
    assert answer.text == "You gave 9 pictures as **pictures**; it takes at least 10."


async def test_a_name_that_no_form_can_hold_is_refused_before_it_opens(stage: Stage) -> None:
    answer = await (await train(stage, name='"' * 40)).answer()
    assert answer.ephemeral
    assert answer.text.startswith("**name** can't be")


@pytest.mark.parametrize("about", ["polish,0,", "train,0", "enhance,0,,photo", ",,,", '"'])
async def test_a_form_of_another_version_is_answered(stage: Stage, about: str) -> None:
    conversation = await train(stage)
    await conversation.opened_modal()
    conversation.interaction.answer["custom_id"] = mark(Action.FORM, about)
    answer = await (await stage.ann.fill_modal(conversation, **{"Pictures 1-10": pictures(10)})).answer()
    assert answer.text == "This form is too old to work. Please run the command again."
    assert stage.studio.requests.empty()
