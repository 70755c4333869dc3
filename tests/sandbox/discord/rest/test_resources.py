"""What the routes answer about users, guilds, channels and commands."""

import pytest

from tests.sandbox.discord.places import Place

COMMAND = {"name": "enhance", "description": "Enhance", "name_localizations": {"de": "verbessern"}}


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("/users/@me", "username", "Darkroom"),
        ("/oauth2/applications/@me", "name", "Darkroom"),
        ("/applications/@me", "name", "Darkroom"),
        ("/gateway/bot", "shards", 1),
    ],
)
async def test_the_bot_learns_about_itself(place: Place, path: str, field: str, value: object) -> None:
    assert (await place.api.call("GET", path)).body[field] == value


async def test_both_gateway_routes_lead_to_the_gateway(place: Place) -> None:
    for path in ("/gateway", "/gateway/bot"):
        assert (await place.api.call("GET", path)).body["url"] == place.local.gateway_url


async def test_people_guilds_and_channels_are_found(place: Place) -> None:
    assert (await place.api.call("GET", f"/users/{place.ann.id}")).body["global_name"] == "Ann"
    guild = await place.api.call("GET", f"/guilds/{place.guild.id}?with_counts=true")
    assert (guild.body["name"], guild.body["approximate_member_count"]) == ("Darkroom", 2)
    assert (await place.api.call("GET", f"/channels/{place.channel.id}")).body["name"] == "general"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/users/1", 10013),
        ("/users/x", 10013),
        ("/guilds/1", 10004),
        ("/channels/1", 10003),
        ("/channels/1/messages", 10003),
    ],
)
async def test_what_does_not_exist_is_unknown(place: Place, path: str, code: int) -> None:
    answer = await place.api.call("GET", path)
    assert (answer.status, answer.code) == (404, code)


async def test_a_guild_without_the_bot_is_unknown_and_its_channels_closed(place: Place) -> None:
    place.local.remove_bot(place.guild)
    assert (await place.api.call("GET", f"/guilds/{place.guild.id}")).code == 10004
    assert (await place.api.call("GET", f"/channels/{place.channel.id}")).code == 50001


async def test_a_deleted_channel_is_unknown(place: Place) -> None:
    place.local.delete_channel(place.channel)
    assert (await place.api.call("POST", f"/channels/{place.channel.id}/messages", {"content": "x"})).code == 10003


async def test_opening_direct_messages_twice_gives_one_channel(place: Place) -> None:
    body = {"recipient_id": str(place.ann.id)}
    first, second = [await place.api.call("POST", "/users/@me/channels", body) for _ in range(2)]
    assert first.body["id"] == second.body["id"] == str(place.ann.dm.id)


async def test_a_command_is_created_then_overwritten(place: Place) -> None:
    created = await place.api.call("POST", place.api.commands, COMMAND)
    again = await place.api.call("POST", place.api.commands, COMMAND | {"description": "Better"})
    assert (created.status, again.status) == (201, 200)
    assert (again.body["id"], again.body["description"]) == (created.body["id"], "Better")


async def test_a_command_is_read_changed_and_deleted(place: Place) -> None:
    created = await place.api.call("POST", place.api.commands, COMMAND)
    one = f"{place.api.commands}/{created.body['id']}"
    changed = await place.api.call("PATCH", one, {"description": "Better"})
    assert changed.body["description"] == (await place.api.call("GET", one)).body["description"] == "Better"
    assert (await place.api.call("DELETE", one)).status == 204
    assert (await place.api.call("GET", one)).code == 10063


async def test_localisations_are_listed_on_request(place: Place) -> None:
    await place.api.register(COMMAND)
    brief = await place.api.call("GET", place.api.commands)
    full = await place.api.call("GET", place.api.commands + "?with_localizations=true")
    assert ("name_localizations" in brief.body[0], full.body[0]["name_localizations"]["de"]) == (False, "verbessern")


async def test_a_bulk_overwrite_replaces_all_and_keeps_known_ids(place: Place) -> None:
    first = (await place.api.register(COMMAND, COMMAND | {"name": "cartoon"})).body
    second = (await place.api.register(COMMAND)).body
    assert [command["id"] for command in second] == [first[0]["id"]]


async def test_commands_of_other_applications_are_out_of_reach(place: Place) -> None:
    assert (await place.api.call("GET", "/applications/1/commands")).code == 50001


@pytest.mark.parametrize("body", [{}, ["x"], [{"description": "nameless"}]])
async def test_a_bulk_overwrite_takes_a_list_of_commands(place: Place, body: object) -> None:
    answer = await place.api.call("PUT", place.api.commands, body)
    assert (answer.status, answer.code) == (400, 50035)


@pytest.mark.parametrize("query", ["limit=x", "before=-1", "after=%C2%B2"])
async def test_history_takes_numbers(place: Place, query: str) -> None:
    assert (await place.api.call("GET", f"/channels/{place.channel.id}/messages?{query}")).code == 50035


async def test_a_reply_points_at_its_message(place: Place) -> None:
    said = await place.ann.say(place.channel, "hello")
    body = {"content": "hi", "message_reference": {"message_id": str(said.id)}}
    reply = await place.api.call("POST", f"/channels/{place.channel.id}/messages", body)
    assert (reply.body["type"], reply.body["message_reference"]["message_id"]) == (19, str(said.id))
