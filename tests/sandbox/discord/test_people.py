"""What Discord's client does not let people do, the sandbox does not either."""

from typing import Any

import pytest

from bot.sandbox.discord import ImpossibleError, Permission, Upload
from tests.sandbox.discord.places import Place

OPTIONS = [
    {"type": 11, "name": "image", "description": "x", "required": True},
    {"type": 3, "name": "style", "description": "x", "choices": [{"name": "Bold", "value": "b"}]},
    {"type": 4, "name": "count", "description": "x", "min_value": 1, "max_value": 4},
    {"type": 3, "name": "note", "description": "x", "min_length": 2, "max_length": 3},
    {"type": 5, "name": "loud", "description": "x"},
    {"type": 10, "name": "strength", "description": "x", "max_value": 1},
]
COMMAND = {"name": "enhance", "description": "Enhance", "options": OPTIONS}
NESTED = {
    "name": "settings",
    "description": "Settings",
    "options": [
        {
            "type": 2,
            "name": "quota",
            "description": "x",
            "options": [
                {
                    "type": 1,
                    "name": "set",
                    "description": "x",
                    "options": [{"type": 4, "name": "daily", "description": "x"}],
                }
            ],
        }
    ],
}
IMAGE = Upload("cat.png", b"data")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"image": "cat.png"},
        {"image": IMAGE, "size": 3},
        {"image": IMAGE, "style": "Bold"},
        {"image": IMAGE, "count": 5},
        {"image": IMAGE, "count": 1.5},
        {"image": IMAGE, "count": True},
        {"image": IMAGE, "note": "x"},
        {"image": IMAGE, "note": ""},
        {"image": IMAGE, "loud": "yes"},
        {"image": IMAGE, "strength": 1.5},
    ],
)
async def test_an_option_takes_only_what_it_offers(place: Place, options: dict[str, Any]) -> None:
    await place.api.register(COMMAND)
    with pytest.raises(ImpossibleError):
        await place.ann.slash(place.channel, "enhance", **options)


async def test_a_fitting_set_of_options_is_sent(place: Place) -> None:
    await place.api.register(COMMAND)
    used = await place.ann.slash(
        place.channel, "enhance", image=IMAGE, style="b", count=4, note="abc", loud=False, strength=0.5
    )
    sent = {option["name"]: option["value"] for option in used.interaction.data["options"]}
    (file_id,) = used.interaction.data["resolved"]["attachments"]
    assert sent == {"image": file_id, "style": "b", "count": 4, "note": "abc", "loud": False, "strength": 0.5}


async def test_a_nested_subcommand_is_wrapped(place: Place) -> None:
    await place.api.register(NESTED)
    used = await place.ann.slash(place.channel, "settings quota set", daily=5)
    daily = {"name": "daily", "type": 4, "value": 5}
    chosen = {"name": "set", "type": 1, "options": [daily]}
    assert used.interaction.data["options"] == [{"name": "quota", "type": 2, "options": [chosen]}]


@pytest.mark.parametrize("name", ["unknown", "settings", "settings quota", "settings quota get", "settings set"])
async def test_only_existing_commands_can_be_used(place: Place, name: str) -> None:
    await place.api.register(NESTED)
    with pytest.raises(ImpossibleError):
        await place.ann.slash(place.channel, name)


async def test_a_command_with_permissions_is_offered_to_those_who_have_them(place: Place) -> None:
    await place.api.register({"name": "keys", "description": "Keys", "default_member_permissions": 1 << 5})
    admin = place.local.add_person("Admin", place.guild, permissions=Permission.ADMINISTRATOR)
    with pytest.raises(ImpossibleError, match="not offered"):
        await place.ann.slash(place.channel, "keys")
    assert (await admin.slash(place.channel, "keys")).interaction.user.name == "Admin"


async def test_a_command_of_zero_permissions_is_for_administrators(place: Place) -> None:
    await place.api.register({"name": "keys", "description": "Keys", "default_member_permissions": 0})
    with pytest.raises(ImpossibleError, match="not offered"):
        await place.ann.slash(place.channel, "keys")


async def test_a_person_without_the_right_to_commands_uses_none(place: Place) -> None:
    await place.api.register({"name": "keys", "description": "Keys"})
    muted = place.local.add_person("Muted", place.guild, permissions=Permission.VIEW_CHANNEL)
    with pytest.raises(ImpossibleError, match="may not use commands"):
        await muted.slash(place.channel, "keys")


async def test_an_age_restricted_command_stays_in_age_restricted_channels(place: Place) -> None:
    await place.api.register({"name": "adult", "description": "x", "nsfw": True})
    red = place.local.add_channel(place.guild, "red", nsfw=True)
    with pytest.raises(ImpossibleError, match="age-restricted"):
        await place.ann.slash(place.channel, "adult")
    assert (await place.ann.slash(red, "adult")).interaction.channel is red


async def test_a_command_stays_in_its_contexts(place: Place) -> None:
    await place.api.register({"name": "here", "description": "x", "contexts": [0]})
    with pytest.raises(ImpossibleError, match="kind of channel"):
        await place.ann.slash(place.ann.dm, "here")


async def test_a_guild_without_the_bot_offers_only_what_people_bring(place: Place) -> None:
    await place.api.register(
        {"name": "brought", "description": "x", "integration_types": [1]},
        {"name": "installed", "description": "x", "integration_types": [0]},
    )
    place.local.remove_bot(place.guild)
    brought = await place.ann.slash(place.channel, "brought")
    assert brought.interaction.owners == {"1": str(place.ann.id)}
    with pytest.raises(ImpossibleError, match="needs the bot"):
        await place.ann.slash(place.channel, "installed")


async def test_strangers_and_gone_channels_are_out_of_reach(place: Place) -> None:
    stranger = place.local.add_person("Stranger")
    with pytest.raises(ImpossibleError, match="is not in"):
        await stranger.say(place.channel, "hello")
    place.local.delete_channel(place.channel)
    with pytest.raises(ImpossibleError, match="is gone"):
        await place.ann.say(place.channel, "hello")


async def test_a_commands_upload_is_ephemeral_and_signed(place: Place) -> None:
    await place.api.register(COMMAND)
    used = await place.ann.slash(place.channel, "enhance", image=IMAGE)
    (file,) = used.interaction.data["resolved"]["attachments"].values()
    assert file["ephemeral"]
    assert file["url"].startswith(f"{place.local.url}/ephemeral-attachments/")
    async with place.api.session.get(file["url"]) as response:
        assert await response.read() == b"data"


async def test_waiting_in_vain_names_what_was_awaited(place: Place) -> None:
    with pytest.raises(TimeoutError, match="message that Ann sees"):
        await place.ann.until_sees(lambda _: True, place.channel, timeout_s=0.01)
