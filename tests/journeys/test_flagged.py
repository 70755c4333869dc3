"""Pictures that the provider's own content check has flagged: who sees them, and what everybody is told."""

from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from bot.domain.policies import FlaggedPolicy
from bot.sandbox.discord import Conversation, Message
from bot.sandbox.upstreams import Audit
from bot.sandbox.upstreams.faults import RESULT
from bot.sandbox.upstreams.imgopen.audit import Mark
from tests.journeys.endings import gives_back, is_refunded, paid
from tests.journeys.fixture import Stage
from tests.journeys.keys import admin_of, another_server
from tests.journeys.works import is_done, somebody_else

pytestmark = pytest.mark.asyncio(loop_scope="module")

FROM_WORDS = "sd/v2/text2image"
PHOTON = "photon_v1_84728.safetensors"
FIRST_ONLY = Audit(words=frozenset({"battle"}), pictures="first")
ALL = Audit(words=frozenset({"battle"}))


async def draw(stage: Stage, audit: Audit, **options: object) -> Conversation:
    """Mia has something drawn, of which the provider's check finds what it finds."""
    stage.vendors.imgopen.config = replace(stage.vendors.imgopen.config, audit=audit)
    return await stage.mia.slash(stage.channel, "imagine", prompt="a battle at sea", model=PHOTON, **options)


async def drawn(stage: Stage, conversation: Conversation) -> Message:
    """What she gets, for one bill and her credits."""
    message = await conversation.until(is_done)
    task = await stage.until_task(lambda task: task.state is State.DELIVERED)
    assert paid(stage) == [FROM_WORDS]
    assert (await stage.spent()).person_day == task.price > 0
    return message


async def decided(stage: Stage, policy: FlaggedPolicy) -> Stage:
    """A server that has decided so."""
    server = another_server(stage)
    admin = admin_of(server)
    said = await (await admin.slash(server.channel, "settings flagged", policy=policy.value)).answer()
    assert said.content.startswith("Changed.")
    return server


def in_a_channel_for_adults(stage: Stage) -> Stage:
    return replace(stage, channel=stage.discord.add_channel(stage.guild, "night", nsfw=True))


async def collected(stage: Stage) -> Message:
    """What `/tasks` hands out in that channel."""
    listed = await (await stage.mia.slash(stage.channel, "tasks")).answer()
    return await (await stage.mia.press(listed, listed.buttons[0])).answer()


def fetched(stage: Stage) -> int:
    """How many pictures were taken from the vendor's shelf."""
    return [call.endpoint for call in stage.vendors.imgopen.calls].count(RESULT)


def shows_nothing(stage: Stage, message: Message) -> None:
    """Nobody has seen a picture there, not for a moment."""
    assert all(state.attachments == () for state in stage.discord.states(message))


def spoilers(message: Message) -> list[bool]:
    """Whether each picture is behind a spoiler."""
    return [attachment.filename.startswith("SPOILER_") for attachment in message.attachments]


async def test_flagged_pictures_are_withheld_where_nothing_was_decided_and_the_person_gets_their_credits(
    room: Stage,
) -> None:
    message = await is_refunded(room, await draw(room, ALL, count=2), "Img Open", "content check", "doesn't show")

    shows_nothing(room, message)
    assert paid(room) == [FROM_WORDS]
    assert fetched(room) == 0


@pytest.mark.parametrize("mark", ["label", "audit_status", "image_status"])
async def test_each_field_of_the_check_is_enough_by_itself(room: Stage, mark: Mark) -> None:
    audit = replace(ALL, marks=frozenset({mark}))

    await is_refunded(room, await draw(room, audit), "content check")


async def test_a_private_picture_is_withheld_too(room: Stage) -> None:
    conversation = await draw(room, ALL, private=True)
    message = await is_refunded(room, conversation, "content check")

    assert message.ephemeral
    assert somebody_else(room).sees(room.channel) == []


async def test_of_three_pictures_the_two_that_are_not_flagged_are_shown_and_all_are_told(room: Stage) -> None:
    message = await drawn(room, await draw(room, FIRST_ONLY, count=3))
    (task,) = await room.tasks()

    assert spoilers(message) == [False, False]
    assert "Withheld by this server's setting: 1 picture" in message.content
    assert [str(result.seed) in message.content for result in task.results] == [False, True, True]
    assert [button for button in message.buttons if button.startswith("Vary")] == ["Vary 1", "Vary 2"]
    assert fetched(room) == 2
    assert [seen.text for seen in somebody_else(room).sees(room.channel)] == [message.text]


async def test_what_was_withheld_is_not_handed_out_later_either(room: Stage) -> None:
    await drawn(room, await draw(room, FIRST_ONLY, count=3))

    assert len((await collected(room)).attachments) == 2


async def test_what_only_adults_see_is_handed_out_in_age_restricted_channels_only(room: Stage) -> None:
    server = await decided(room, FlaggedPolicy.AGE_RESTRICTED)
    adults = in_a_channel_for_adults(server)
    await drawn(adults, await draw(adults, ALL))
    said = [await collected(stage) for stage in (server, adults)]

    assert "age-restricted channels only" in said[0].content
    assert [len(each.attachments) for each in said] == [0, 1]
    assert all(each.ephemeral for each in said)


async def test_a_server_may_put_them_behind_a_spoiler(room: Stage) -> None:
    server = await decided(room, FlaggedPolicy.SPOILER)
    message = await drawn(server, await draw(server, FIRST_ONLY, count=2))

    assert spoilers(message) == [True, False]
    assert "Behind a spoiler by this server's setting: 1 picture" in message.content
    assert [seen.text for seen in somebody_else(server).sees(server.channel)] == [message.text]


async def test_a_server_may_show_them_in_age_restricted_channels(room: Stage) -> None:
    server = in_a_channel_for_adults(await decided(room, FlaggedPolicy.AGE_RESTRICTED))
    message = await drawn(server, await draw(server, ALL, count=2))

    assert spoilers(message) == [False, False]
    assert "Withheld" not in message.content


async def test_such_a_server_withholds_them_in_an_ordinary_channel_and_says_where_they_would_be_shown(
    room: Stage,
) -> None:
    server = await decided(room, FlaggedPolicy.AGE_RESTRICTED)
    message = await is_refunded(server, await draw(server, ALL), "content check", "age-restricted channels only")

    shows_nothing(server, message)


async def test_what_one_server_has_decided_is_no_other_servers_business(room: Stage) -> None:
    await decided(room, FlaggedPolicy.SPOILER)

    await is_refunded(room, await draw(room, ALL), "content check")


async def test_an_age_restricted_channel_alone_changes_nothing(room: Stage) -> None:
    adults = in_a_channel_for_adults(room)

    await is_refunded(adults, await draw(adults, ALL), "content check")


async def test_what_is_not_flagged_is_shown_as_it_is(room: Stage) -> None:
    message = await drawn(room, await draw(room, Audit(words=frozenset({"nothing of the kind"}))))

    assert spoilers(message) == [False]
    assert await gives_back(room) is False
