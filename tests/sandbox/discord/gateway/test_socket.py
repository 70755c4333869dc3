"""The gateway's protocol, frame by frame."""

import pytest

from bot.sandbox.discord import Fault
from tests.sandbox.discord.places import Place, open_place
from tests.sandbox.discord.raw import gateway


async def test_hello_comes_first(place: Place) -> None:
    async with gateway(place.api) as socket:
        assert await socket.receive() == {"op": 10, "d": {"heartbeat_interval": 41250}, "s": None, "t": None}


async def test_ready_names_the_guilds_and_guild_create_follows(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.identify()
        ready = await socket.event("READY")
        created = await socket.event("GUILD_CREATE")
    assert ready["d"]["guilds"] == [{"id": str(place.guild.id), "unavailable": True}]
    assert (created["s"], created["d"]["id"]) == (2, str(place.guild.id))


async def test_a_client_without_the_guilds_intent_hears_of_none(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.identify(intents=0)
        await socket.event("READY")
        place.local.add_channel(place.guild, "new")
        await socket.send(1)
        assert (await socket.receive())["op"] == 11


async def test_a_heartbeat_before_identify_is_acknowledged(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.receive()
        await socket.send(1)
        assert (await socket.receive())["op"] == 11


async def test_a_heartbeat_can_be_asked_for(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.identify()
        await socket.event("GUILD_CREATE")
        place.local.ask_heartbeat()
        assert (await socket.receive())["op"] == 1


async def test_binary_frames_are_understood(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.receive()
        await socket.websocket.send_bytes(b'{"op": 1, "d": null}')
        assert (await socket.receive())["op"] == 11


async def test_a_missed_heartbeat_closes_and_ends_the_session() -> None:
    async with open_place(heartbeat_s=0.05) as place:
        async with gateway(place.api) as socket:
            await socket.identify()
            ready = await socket.event("READY")
            assert await socket.close_code() == 4009
        async with gateway(place.api) as socket:
            await socket.receive()
            await socket.resume(ready["d"]["session_id"], 1)
            assert await socket.receive() == {"op": 9, "d": False, "s": None, "t": None}


async def test_a_resumed_session_sends_what_was_missed(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.identify()
        session_id = (await socket.event("READY"))["d"]["session_id"]
        await socket.event("GUILD_CREATE")
        await socket.websocket.close(code=4000)
    place.local.add_channel(place.guild, "new")
    async with gateway(place.api) as socket:
        await socket.receive()
        await socket.resume(session_id, 2)
        assert (await socket.receive())["t"] == "CHANNEL_CREATE"
        assert (await socket.receive())["t"] == "RESUMED"


async def test_a_client_that_closes_with_1000_ends_its_session(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.identify()
        session_id = (await socket.event("READY"))["d"]["session_id"]
        await socket.websocket.close(code=1000)
    async with gateway(place.api) as socket:
        await socket.receive()
        await socket.resume(session_id, 2)
        assert (await socket.receive())["op"] == 9


async def test_members_are_sent_when_asked_for(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.identify()
        await socket.event("GUILD_CREATE")
        await socket.send(8, {"guild_id": str(place.guild.id), "query": "", "limit": 0, "nonce": "n"})
        chunk = await socket.event("GUILD_MEMBERS_CHUNK")
    assert chunk["d"]["nonce"] == "n"
    assert {member["user"]["id"] for member in chunk["d"]["members"]} == {
        str(place.ann.id),
        str(place.local.bot_user_id),
    }


@pytest.mark.parametrize(
    ("identify", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"shard": [2, 2]}, 4010),
        ({"shard": "all"}, 4010),
        ({"intents": "many"}, 4013),
        ({"intents": 1 << 40}, 4013),
        ({"intents": 1 << 1}, 4014),
    ],
)
async def test_a_wrong_identify_is_closed(place: Place, identify: dict[str, object], code: int) -> None:
    async with gateway(place.api) as socket:
        await socket.identify(**identify)
        assert await socket.close_code() == code


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("no json", 4002),
        ("[]", 4002),
        ('{"op": 1, "d": "%s"}' % ("x" * 4096), 4002),
        ('{"op": 3, "d": {}}', 4003),
        ('{"op": 99}', 4001),
        ('{"op": 6, "d": {"token": "wrong"}}', 4004),
    ],
)
async def test_a_wrong_frame_is_closed(place: Place, frame: str, code: int) -> None:
    async with gateway(place.api) as socket:
        await socket.websocket.send_str(frame)
        assert await socket.close_code() == code


async def test_a_second_identify_is_closed(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.identify()
        await socket.identify()
        assert await socket.close_code() == 4005


async def test_a_sequence_from_the_future_is_closed(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.identify()
        session_id = (await socket.event("READY"))["d"]["session_id"]
        await socket.websocket.close(code=4000)
    async with gateway(place.api) as socket:
        await socket.resume(session_id, 99)
        assert await socket.close_code() == 4007


async def test_too_many_frames_are_closed(place: Place) -> None:
    async with gateway(place.api) as socket:
        for _ in range(121):
            await socket.send(1)
        assert await socket.close_code() == 4008


async def test_an_unknown_version_is_closed(place: Place) -> None:
    async with gateway(place.api, "?v=6&encoding=json") as socket:
        assert await socket.close_code() == 4012


async def test_a_shard_hears_its_guilds_only(place: Place) -> None:
    own = (place.guild.id >> 22) % 2
    async with gateway(place.api) as socket:
        await socket.identify(shard=[1 - own, 2])
        ready = await socket.event("READY")
    assert (ready["d"]["guilds"], ready["d"]["shard"]) == ([], [1 - own, 2])


async def test_messages_are_told_to_those_who_asked(place: Place) -> None:
    async with gateway(place.api) as deaf, gateway(place.api) as hearing:
        await deaf.identify(intents=1)
        await hearing.identify(intents=1 | 1 << 9)
        await deaf.event("GUILD_CREATE")
        await hearing.event("GUILD_CREATE")
        await place.ann.say(place.channel, "hello")
        place.local.add_channel(place.guild, "new")
        assert (await hearing.receive())["t"] == "MESSAGE_CREATE"
        assert (await deaf.receive())["t"] == "CHANNEL_CREATE"


async def test_world_changes_are_announced(place: Place) -> None:
    async with gateway(place.api) as socket:
        await socket.identify()
        await socket.event("GUILD_CREATE")
        place.local.set_permissions(place.channel, 0)
        place.local.delete_channel(place.channel)
        place.local.remove_bot(place.guild)
        told = [(await socket.receive())["t"] for _ in range(3)]
    assert told == ["CHANNEL_UPDATE", "CHANNEL_DELETE", "GUILD_DELETE"]


async def test_a_server_without_hello_says_nothing_first(place: Place) -> None:
    place.local.faults.add(Fault(kind="no_hello"))
    async with gateway(place.api) as socket:
        await socket.send(1)
        assert (await socket.receive())["op"] == 11


async def test_a_server_without_acknowledgements_swallows_heartbeats(place: Place) -> None:
    place.local.faults.add(Fault(kind="no_ack"))
    async with gateway(place.api) as socket:
        await socket.receive()
        await socket.send(1)
        await socket.identify()
        assert (await socket.receive())["t"] == "READY"
