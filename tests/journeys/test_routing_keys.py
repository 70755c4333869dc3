"""A key that AILabTools refuses: others do what they can, members hear why, and who gave it is told once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Message, Person
from tests.journeys.catalogue import sights
from tests.journeys.fixture import PATIENT, Stage
from tests.journeys.keys import admin_of
from tests.journeys.pictures import has_picture, png
from tests.journeys.works import is_done

pytestmark = pytest.mark.slow

UNDER_WAY = ("⏳", "⏸️", "🎞️", "✨")
PAUSE = timedelta(seconds=PATIENT.key_pause_s + 1)


def without_operator_key(stage: Stage) -> dict[str, Any]:
    """The settings where nobody but the server has a key for AILabTools."""
    providers = stage.settings["providers"]
    return {"providers": providers.model_copy(update={"ailab": providers.ailab.model_copy(update={"api_key": None})})}


async def give_key(admin: Person, stage: Stage, key: str) -> Message:
    """Fill in the key form."""
    asked = await admin.slash(stage.channel, "keys set", provider="ailab")
    await asked.opened_modal()
    return await (await admin.fill_modal(asked, api_key=key)).answer()


async def ends(stage: Stage, person: Person, command: str = "unstretch") -> Message:
    """What a member is left with."""
    return await (await person.slash(stage.channel, command, image=png())).until(is_over)


def is_over(message: Message) -> bool:
    """Whether it is the end: a picture, or a sentence at once or after a while."""
    return is_done(message) or not (message.loading or message.content.startswith(UNDER_WAY))


@pytest.fixture
async def admin(stage: Stage) -> AsyncIterator[Person]:
    """Who has given the server's key, which was right then; the bot runs."""
    admin = admin_of(stage)
    async with stage.bot_runs(**without_operator_key(stage)):
        given = await give_key(admin, stage, stage.vendors.ailab.api_key)
        assert "AILabTools accepts the key" in given.content
        yield admin


async def test_a_key_that_never_was_right_is_not_kept(stage: Stage) -> None:
    async with stage.bot_runs(**without_operator_key(stage)):
        given = await give_key(admin_of(stage), stage, "made0up0made0up0")
        assert "AILabTools doesn't accept" in given.content
        assert "isn't set up here" in (await (await order(stage)).answer()).content


async def order(stage: Stage) -> Any:
    """Mia's, of something that only AILabTools does."""
    return await stage.mia.slash(stage.channel, "unstretch", image=png())


async def test_of_a_key_that_went_bad_members_hear_and_its_giver_is_told_once(stage: Stage, admin: Person) -> None:
    stage.vendors.ailab.api_key = "another0key0since0then"
    noa = stage.discord.add_person("Noa", stage.guild)
    for person in (stage.mia, noa, stage.mia):
        said = await ends(stage, person)
        assert "AILabTools doesn't accept this server's key. Its admins have been told." in said.content

    (told,) = admin.sees()
    assert "AILabTools doesn't accept the key" in told.content
    assert [stage.mia.sees(), noa.sees()] == [[], []]
    assert stage.vendors.ailab.paid_tasks == []
    assert (await stage.spent()).person_day == 0


async def test_while_a_key_is_bad_this_machine_does_what_it_can(stage: Stage, admin: Person) -> None:
    stage.vendors.ailab.api_key = "another0key0since0then"
    for _ in range(2):
        assert has_picture(await ends(stage, stage.mia, "contrast"))

    assert [task.offer for task in await stage.tasks()] == ["local.contrast"] * 2
    assert [call.endpoint for call in stage.vendors.ailab.calls].count("image-contrast-enhancement") == 1
    assert len(admin.sees()) == 1


async def test_an_account_without_credits_is_a_word_to_its_owner_too(stage: Stage, admin: Person) -> None:
    stage.vendors.ailab.credits = 0
    for _ in range(2):
        said = await ends(stage, stage.mia)
        assert "This server's account at AILabTools has run out of credits. Its admins have been told." in said.content
    assert has_picture(await ends(stage, stage.mia, "contrast"))

    (told,) = admin.sees()
    assert "has run out of credits" in told.content


async def test_a_key_that_works_again_is_used_again(stage: Stage, admin: Person) -> None:
    stage.vendors.ailab.credits = 0
    await ends(stage, stage.mia)
    stage.vendors.ailab.credits = 1000
    stage.clock.shift(PAUSE)

    assert has_picture(await ends(stage, stage.mia))
    await stage.until_task(lambda task: task.state is State.DELIVERED)
    assert len(stage.vendors.ailab.paid_tasks) == len(admin.sees()) == 1


async def test_the_operators_key_is_the_operators_to_mend(stage: Stage) -> None:
    admin = admin_of(stage)
    async with stage.bot_runs():
        stage.vendors.ailab.api_key = "another0key0since0then"
        said = await ends(stage, stage.mia)
        assert has_picture(await ends(stage, stage.mia, "contrast"))

    assert "AILabTools can't be used at the moment" in said.content
    assert admin.sees() == []


async def test_where_many_ask_at_once_the_giver_is_told_once(stage: Stage, admin: Person) -> None:
    stage.vendors.ailab.api_key = "another0key0since0then"
    people = [stage.discord.add_person(f"Noa {number}", stage.guild) for number in range(4)]
    asked = [
        await person.slash(stage.channel, "blurfaces", image=sights.plain(96, 64), provider="ailab")
        for person in people
    ]
    for conversation in asked:
        assert "doesn't accept this server's key" in (await conversation.until(is_over)).content

    assert len(admin.sees()) == 1
