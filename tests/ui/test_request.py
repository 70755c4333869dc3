"""What a slash command asks for reaches the engine whole."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.domain.ids import DIRECT
from bot.sandbox.discord import Upload
from bot.ui.request import is_age_restricted
from tests.sandbox.discord.bots import png
from tests.ui.stage import Stage


async def test_only_what_was_given_becomes_an_option(stage: Stage) -> None:
    picture = Upload("a.png", png())
    await stage.ann.slash(stage.channel, "faceswap", source=picture, target=picture)
    assert (await asyncio.wait_for(stage.studio.requests.get(), 10)).options == {}


async def test_pictures_options_and_provider_arrive(stage: Stage) -> None:
    data = png()
    await stage.ann.slash(stage.channel, "enhance", image=Upload("cat.png", data), mode="photo", provider="south")
    request = await asyncio.wait_for(stage.studio.requests.get(), 10)
    assert (request.tool, request.options, request.provider) == ("enhance", {"mode": "photo"}, "south")
    (image,) = request.inputs
    assert (image.slot, image.filename, image.size_bytes) == ("image", "cat.png", len(data))
    assert image.url.startswith(stage.local.url)


async def test_the_reply_holds_all_that_is_needed_after_a_restart(stage: Stage) -> None:
    stage.local.set_file_limit(stage.guild, 12345)
    conversation, task = await stage.asks(private=True)
    reply = task.reply
    assert reply.token is not None
    assert reply.token.get_secret_value() == conversation.token
    assert (reply.interaction_id, reply.application_id) == (conversation.id, stage.local.application_id)
    assert (reply.file_limit, reply.private, reply.locale) == (12345, True, "en-US")
    assert timedelta(minutes=14, seconds=50) < reply.token_expires_at - stage.clock.now() <= timedelta(minutes=15)


async def test_a_request_in_direct_messages_belongs_to_no_guild(stage: Stage) -> None:
    _, task = await stage.asks(channel=stage.ann.dm)
    assert (task.guild_id, task.channel_id) == (DIRECT, stage.ann.dm.id)


async def test_a_picture_that_was_left_out_is_no_input(stage: Stage) -> None:
    picture = Upload("a.png", png())
    await stage.ann.slash(stage.channel, "faceswap", source=picture, target=picture)
    await stage.ann.slash(stage.channel, "faceswap", source=picture, target=picture, source_2=picture)
    without, with_second = [await asyncio.wait_for(stage.studio.requests.get(), 10) for _ in range(2)]
    assert [entry.slot for entry in without.inputs] == ["source", "target"]
    assert [entry.slot for entry in with_second.inputs] == ["source", "target", "source_2"]


@pytest.mark.parametrize("nsfw", [True, False])
async def test_the_reply_tells_whether_only_adults_see_the_channel(stage: Stage, *, nsfw: bool) -> None:
    _, task = await stage.asks(channel=stage.local.add_channel(stage.guild, "elsewhere", nsfw=nsfw))
    assert task.reply.age_restricted is nsfw


async def test_direct_messages_are_not_age_restricted(stage: Stage) -> None:
    _, task = await stage.asks(channel=stage.ann.dm)
    assert not task.reply.age_restricted


@dataclass
class Thread:
    """What can be asked how it is, as discord.py's threads: they look at their channel."""

    nsfw: bool

    def is_nsfw(self) -> bool:
        return self.nsfw


@pytest.mark.parametrize(
    ("channel", "age_restricted"),
    [(Thread(nsfw=True), True), (Thread(nsfw=False), False), (object(), False), (None, False)],
)
def test_a_channel_of_which_nothing_is_known_is_not_age_restricted(channel: object, *, age_restricted: bool) -> None:
    assert is_age_restricted(channel) is age_restricted
