"""Each fault strikes once where it was put, and shows what it is known for."""

import errno
from typing import Literal

import aiohttp
import discord
import pytest

from bot.sandbox.discord import Conversation, Fault, FaultKind, Faults
from tests.sandbox.discord.bots import Bot, attachable, running
from tests.sandbox.discord.places import Place
from tests.sandbox.discord.raw import Answer

COMMAND = {"name": "enhance", "description": "Enhance"}
GALLERY = {"type": 12, "items": [{"media": {"url": "attachment://out.png"}}]}


async def _post(place: Place, content: str = "hello") -> Answer:
    return await place.api.call("POST", f"/channels/{place.channel.id}/messages", {"content": content})


async def _deferred(place: Place) -> tuple[Conversation, str]:
    await place.api.register(COMMAND)
    conversation = await place.ann.slash(place.channel, "enhance")
    path = f"/interactions/{conversation.id}/{conversation.token}/callback"
    await place.api.call("POST", path, {"type": 5})
    return conversation, f"/webhooks/{place.local.application_id}/{conversation.token}"


async def test_a_delayed_request_is_answered_in_the_end(place: Place) -> None:
    place.local.faults.add(Fault(kind="delay", seconds=0.01))
    assert (await _post(place)).status == 200


async def test_a_dropped_request_changes_nothing(place: Place) -> None:
    place.local.faults.add(Fault(kind="drop_before"))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await _post(place)
    assert place.local.messages(place.channel) == []


async def test_a_reset_connection_changes_nothing(place: Place) -> None:
    place.local.faults.add(Fault(kind="reset"))
    with pytest.raises(aiohttp.ClientOSError) as lost:
        await _post(place)
    assert lost.value.errno == errno.ECONNRESET
    assert place.local.messages(place.channel) == []


async def test_a_lost_answer_leaves_the_message(place: Place) -> None:
    place.local.faults.add(Fault(kind="commit_then_drop"))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await _post(place)
    assert len(place.local.messages(place.channel)) == 1


async def test_an_error_after_the_commit_leaves_the_message(place: Place) -> None:
    place.local.faults.add(Fault(kind="commit_then_status", status=502))
    assert (await _post(place)).status == 502
    assert len(place.local.messages(place.channel)) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_an_error_before_the_commit_changes_nothing(place: Place, status: int) -> None:
    place.local.faults.add(Fault(kind="status", status=status))
    assert (await _post(place)).status == status
    assert place.local.messages(place.channel) == []


@pytest.mark.parametrize("scope", ["user", "global", "shared"])
async def test_a_429_names_its_scope_and_came_through_discord(
    place: Place, scope: Literal["user", "global", "shared"]
) -> None:
    place.local.faults.add(Fault(kind="429", scope=scope, seconds=0.25))
    answer = await _post(place)
    assert (answer.status, answer.headers["X-RateLimit-Scope"], answer.headers["Via"]) == (429, scope, "1.1 google")
    assert (answer.body["retry_after"], answer.body["global"]) == (0.25, scope == "global")
    assert ("X-RateLimit-Global" in answer.headers) == (scope == "global")


async def test_cloudflares_429_has_no_via(place: Place) -> None:
    place.local.faults.add(Fault(kind="cloudflare_429"))
    answer = await _post(place)
    assert (answer.status, answer.headers.get("Via"), answer.body) == (429, None, "error code: 1015")


async def test_discord_py_waits_out_a_429(place: Place, bot: Bot) -> None:
    place.local.faults.add(Fault(kind="429", method="POST", path_regex="/messages$", seconds=0.01))
    async with running(bot, place.local):
        channel = await bot.fetch_channel(place.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send("hello")
    assert len(place.local.messages(place.channel)) == 1


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("token_expired", 401, 50027), ("unknown_interaction", 404, 10062), ("too_large", 413, 40005)],
)
async def test_a_refusal_may_come_without_its_reason(place: Place, kind: FaultKind, status: int, code: int) -> None:
    _, webhook = await _deferred(place)
    place.local.faults.add(Fault(kind=kind, path_regex="^/webhooks/"))
    answer = await place.api.call("POST", webhook, {"content": "result"})
    assert (answer.status, answer.code) == (status, code)


async def test_editing_an_upload_into_a_gallery_may_be_refused(place: Place) -> None:
    _, webhook = await _deferred(place)
    place.local.faults.add(Fault(kind="gallery_edit_refused"))
    original = f"{webhook}/messages/@original"
    body = {"flags": 1 << 15, "content": None, "components": [GALLERY]}
    plain = await place.api.call("PATCH", original, {"content": "still working"})
    refused = await place.api.call("PATCH", original, body, files={"out.png": b"data"})
    assert (plain.status, refused.status, refused.code) == (200, 400, 50146)


async def test_a_fault_waits_for_its_method_and_path(place: Place) -> None:
    place.local.faults.add(Fault(kind="status", method="DELETE", path_regex="/messages/"))
    assert (await _post(place)).status == 200
    (message,) = place.local.messages(place.channel)
    deleted = await place.api.call("DELETE", f"/channels/{place.channel.id}/messages/{message.id}")
    assert deleted.status == 500


async def test_a_fault_spares_the_first_and_strikes_as_often_as_told(place: Place) -> None:
    place.local.faults.add(Fault(kind="status", after=1, times=2))
    assert [(await _post(place)).status for _ in range(4)] == [200, 500, 500, 200]


def test_faults_strike_one_after_another() -> None:
    faults = Faults()
    faults.add(Fault(kind="status", status=500))
    faults.add(Fault(kind="status", status=502))
    struck = [faults.take({"rest"}) for _ in range(3)]
    assert [fault and fault.status for fault in struck] == [500, 502, None]


def test_cleared_faults_never_strike() -> None:
    faults = Faults()
    faults.add(Fault(kind="status"))
    faults.clear()
    assert faults.take({"rest"}) is None


async def test_a_retried_file_upload_after_a_lost_answer_posts_once(place: Place, bot: Bot) -> None:
    place.local.faults.add(Fault(kind="commit_then_status", status=502, method="POST", path_regex="/messages$"))
    async with running(bot, place.local):
        channel = await bot.fetch_channel(place.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send(file=attachable())
    assert len(place.local.messages(place.channel)) == 1
