"""What a slash command asks for reaches the engine whole."""

import asyncio
from datetime import timedelta

from bot.domain.ids import DIRECT
from bot.sandbox.discord import Upload
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


async def test_what_is_typed_is_completed_from_what_the_offers_take(stage: Stage) -> None:
    image = Upload("cat.png", png())
    suggestions = await stage.ann.autocomplete(stage.channel, "enhance", focused="mode", image=image, mode="old")
    assert suggestions == [("Old print", "old_print")]
