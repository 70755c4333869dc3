"""Who can mend a server's set-up hears of it in private: who set it up, or else the server's owner."""

import structlog

from bot.domain.errors import KeyRejected
from bot.domain.ids import GuildId, UserId
from bot.domain.sentences import Reason
from bot.sandbox.discord import Person
from bot.ui.delivery import DiscordDelivery
from bot.ui.packing import Packer
from tests.ui.parts import Copier, Cutter
from tests.ui.stage import Stage

REJECTED = KeyRejected(Reason.KEY_REJECTED, provider="North Light").sentence
WORDS = "North Light doesn't accept the key. Please check it and set it again with `/keys set`."


def heard(person: Person) -> list[str]:
    """What a person was told directly."""
    return [message.content for message in person.sees(person.dm)]


def own(stage: Stage, person: Person) -> None:
    """Make this person the server's owner, as the client knows it."""
    guild = stage.client.get_guild(stage.guild.id)
    assert guild is not None
    guild.owner_id = person.id


async def warn(stage: Stage, person: Person | None) -> None:
    user_id = None if person is None else UserId(person.id)
    await stage.delivery.warn(GuildId(stage.guild.id), user_id, REJECTED)


async def test_who_gave_the_key_is_told_and_nobody_else(stage: Stage) -> None:
    await warn(stage, stage.boss)
    assert heard(stage.boss) == [f"⚠️ On **{stage.guild.name}**: {WORDS}"]
    assert (heard(stage.ann), stage.posts()) == ([], [])


async def test_the_owner_is_told_where_nobody_is_known_to_have_given_it(stage: Stage) -> None:
    own(stage, stage.bob)
    await warn(stage, None)
    assert len(heard(stage.bob)) == 1


async def test_the_owner_is_told_where_the_giver_takes_no_direct_messages(stage: Stage) -> None:
    own(stage, stage.bob)
    stage.local.accept_dms(stage.boss, accepts=False)
    await warn(stage, stage.boss)
    assert len(heard(stage.bob)) == 1


async def test_an_owner_who_gave_it_is_told_once(stage: Stage) -> None:
    own(stage, stage.boss)
    await warn(stage, stage.boss)
    assert len(heard(stage.boss)) == 1


async def test_a_warning_that_reaches_nobody_is_logged_and_raises_nothing(stage: Stage) -> None:
    own(stage, stage.boss)
    stage.local.accept_dms(stage.boss, accepts=False)
    with structlog.testing.capture_logs() as logs:
        await warn(stage, stage.boss)
    assert "admins not warned" in [line["event"] for line in logs]


async def test_a_server_that_we_have_left_is_not_warned(stage: Stage) -> None:
    with structlog.testing.capture_logs() as logs:
        await stage.delivery.warn(GuildId(1), UserId(stage.boss.id), REJECTED)
    assert [line["event"] for line in logs] == ["admins not warned"]
    assert heard(stage.boss) == []


async def test_nothing_is_said_before_there_is_a_connection(stage: Stage) -> None:
    delivery = DiscordDelivery(packer=Packer(Cutter(), ()), sheets=Copier(), clock=stage.clock)
    await delivery.warn(GuildId(stage.guild.id), UserId(stage.boss.id), REJECTED)
    assert heard(stage.boss) == []
