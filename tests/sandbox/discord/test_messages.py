"""Channel messages through discord.py: sending, editing, direct messages, pings."""

from collections.abc import Callable, Coroutine

import discord
import pytest

from bot.sandbox.discord import Permission, Upload
from tests.sandbox.discord.bots import Bot, attachable, png, running
from tests.sandbox.discord.places import Place


async def _channel(bot: Bot, place: Place) -> discord.TextChannel:
    channel = await bot.fetch_channel(place.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_a_message_with_file_and_embed_is_seen(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        embed = discord.Embed(title="Result").set_image(url="attachment://out.png")
        sent = await (await _channel(bot, place)).send("done", embed=embed, file=attachable())
        (seen,) = place.ann.sees(place.channel)
    assert sent.attachments == []
    assert seen.text == "done\nResult"
    assert seen.embeds[0]["image"]["url"] == seen.attachments[0].url


async def test_the_same_nonce_posts_once(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        channel = await _channel(bot, place)
        first = await channel.send("done", nonce="task-1")
        second = await channel.send("done", nonce="task-1")
    assert first.id == second.id
    assert len(place.local.messages(place.channel)) == 1


async def test_a_nonce_is_forgotten_after_minutes(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        channel = await _channel(bot, place)
        first = await channel.send("done", nonce="task-1")
        place.wait(minutes=6)
        second = await channel.send("done", nonce="task-1")
    assert first.id != second.id


async def test_an_edit_keeps_the_files_that_it_lists(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        channel = await _channel(bot, place)
        sent = await channel.send(files=[attachable("a.png"), attachable("b.png")])
        edited = await sent.edit(attachments=[sent.attachments[1], attachable("c.png")])
    assert [attachment.filename for attachment in edited.attachments] == ["b.png", "c.png"]


async def test_an_edit_that_lists_no_files_keeps_them_all(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        sent = await (await _channel(bot, place)).send(file=attachable())
        edited = await sent.edit(content="new text")
    assert (edited.content, len(edited.attachments)) == ("new text", 1)


async def test_a_direct_message_is_seen_by_its_person_only(place: Place, bot: Bot) -> None:
    bob = place.local.add_person("Bob", place.guild)
    async with running(bot, place.local):
        ann = await bot.fetch_user(place.ann.id)
        await ann.send("hello", file=attachable())
    (seen,) = place.ann.sees()
    assert (seen.content, seen.attachments[0].data) == ("hello", png())
    assert bob.sees() == []
    assert bob.sees(place.ann.dm) == []


async def test_a_person_who_blocks_direct_messages_gets_none(place: Place, bot: Bot) -> None:
    shy = place.local.add_person("Shy", place.guild, accepts_dms=False)
    async with running(bot, place.local):
        user = await bot.fetch_user(shy.id)
        with pytest.raises(discord.Forbidden) as refused:
            await user.send("hello")
    assert refused.value.code == 50007


@pytest.mark.parametrize(
    ("allowed", "pinged"),
    [
        (discord.AllowedMentions.none(), False),
        (discord.AllowedMentions(users=True), True),
        (discord.AllowedMentions(users=[discord.Object(1)]), False),
        (None, True),
    ],
)
async def test_only_allowed_mentions_ping(
    place: Place, bot: Bot, *, allowed: discord.AllowedMentions | None, pinged: bool
) -> None:
    async with running(bot, place.local):
        channel = await _channel(bot, place)
        if allowed is None:
            await channel.send(f"<@{place.ann.id}>")
        else:
            await channel.send(f"<@{place.ann.id}>", allowed_mentions=allowed)
    (seen,) = place.ann.sees(place.channel)
    assert seen.pings == (frozenset({place.ann.id}) if pinged else frozenset())


async def test_everyone_is_pinged_where_the_bot_may(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        channel = await _channel(bot, place)
        await channel.send("@everyone")
        place.local.set_permissions(place.channel, place.channel.permissions & ~Permission.MENTION_EVERYONE)
        await channel.send("@everyone again")
    first, second = place.ann.sees(place.channel)
    assert first.pings == frozenset({place.ann.id})
    assert second.pings == frozenset()


async def test_an_edit_pings_nobody(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        sent = await (await _channel(bot, place)).send("quiet")
        await sent.edit(content=f"<@{place.ann.id}>")
    (seen,) = place.ann.sees(place.channel)
    assert (seen.pings, seen.mentions) == (frozenset(), frozenset({place.ann.id}))


async def test_history_comes_newest_first_in_pages(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        channel = await _channel(bot, place)
        sent = [await channel.send(str(number)) for number in range(4)]
        newest = [message.content async for message in channel.history(limit=2)]
        older = [message.content async for message in channel.history(limit=2, before=sent[2])]
        newer = [message.content async for message in channel.history(limit=2, after=sent[1])]
        around = [message.content async for message in channel.history(limit=3, around=sent[1])]
    assert (newest, older, newer) == (["3", "2"], ["1", "0"], ["2", "3"])
    assert sorted(around) == ["0", "1", "2"]


async def test_a_deleted_message_is_gone_with_its_files(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        sent = await (await _channel(bot, place)).send(file=attachable())
        address = sent.attachments[0].url
        await sent.delete()
    assert place.ann.sees(place.channel) == []
    async with place.api.session.get(address) as response:
        assert response.status == 404


async def test_the_bot_hears_a_person_but_reads_only_what_concerns_it(place: Place, bot: Bot) -> None:
    heard: list[str] = []
    bot.event(_listener(heard))
    async with running(bot, place.local):
        await bot.hears("GUILD_CREATE")
        await place.ann.say(place.channel, "private matters", Upload("cat.png", png()))
        await place.ann.say(place.channel, f"<@{place.local.bot_user_id}> hello")
        await bot.hears("MESSAGE_CREATE")
        await bot.hears("MESSAGE_CREATE")
    assert heard == ["", f"<@{place.local.bot_user_id}> hello"]


def _listener(heard: list[str]) -> Callable[[discord.Message], Coroutine[None, None, None]]:
    async def on_message(message: discord.Message) -> None:
        heard.append(message.content)

    return on_message


async def test_the_bot_can_wait_for_a_persons_message(place: Place) -> None:
    await place.ann.say(place.channel, "one")
    assert (await place.ann.until_sees(lambda message: message.content == "one", place.channel)).author == "Ann"


async def test_a_file_can_be_renamed_where_it_is_described(place: Place) -> None:
    body = {"attachments": [{"id": 0, "filename": "nice.png", "description": "alt"}]}
    sent = await place.api.call("POST", f"/channels/{place.channel.id}/messages", body, files={"ugly.png": png()})
    assert [(file["filename"], file["description"]) for file in sent.body["attachments"]] == [("nice.png", "alt")]


async def test_a_picture_shown_by_its_own_address_is_signed_anew(place: Place) -> None:
    path = f"/channels/{place.channel.id}/messages"
    sent = await place.api.call("POST", path, None, files={"a.png": png()})
    (file,) = sent.body["attachments"]
    gallery = {"type": 12, "items": [{"media": {"url": file["url"]}}, {"media": {"url": "https://example.org/x.png"}}]}
    body = {"flags": 1 << 15, "components": [gallery], "attachments": [{"id": file["id"]}]}
    place.wait(hours=25)
    edited = await place.api.call("PATCH", f"{path}/{sent.body['id']}", body)
    own, foreign = (item["media"] for item in edited.body["components"][0]["items"])
    assert (own["attachment_id"], own["url"] != file["url"]) == (file["id"], True)
    assert foreign["url"] == "https://example.org/x.png"


async def test_typing_is_accepted(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        await (await _channel(bot, place)).typing()
