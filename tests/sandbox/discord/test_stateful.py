"""Every stateful rule refuses what breaks it, and does nothing when it is switched off."""

from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox.discord import STATEFUL_RULES, Conversation, Permission
from tests.sandbox.discord.places import Place, open_place
from tests.sandbox.discord.raw import Answer

Violation = Callable[[Place], Awaitable[Answer]]
COMMAND = {"name": "enhance", "description": "Enhance", "integration_types": [0, 1]}
MODAL = {"custom_id": "form", "title": "Form", "components": [{"type": 10, "content": "Sure?"}]}


async def _use(place: Place) -> Conversation:
    await place.api.register(COMMAND)
    return await place.ann.slash(place.channel, "enhance")


async def _answer(place: Place, to: Conversation, kind: int = 4, **data: object) -> Answer:
    body = {"type": kind, "data": data or {"content": "hello"}} if kind in {4, 9} else {"type": kind}
    return await place.api.call("POST", f"/interactions/{to.id}/{to.token}/callback", body)


async def _post(place: Place, body: object, **files: bytes) -> Answer:
    return await place.api.call("POST", f"/channels/{place.channel.id}/messages", body, files=files or None)


def _webhook(place: Place, conversation: Conversation) -> str:
    return f"/webhooks/{place.local.application_id}/{conversation.token}"


async def answer_after_four_seconds(place: Place) -> Answer:
    conversation = await _use(place)
    place.wait(seconds=4)
    return await _answer(place, conversation)


async def answer_twice(place: Place) -> Answer:
    conversation = await _use(place)
    await _answer(place, conversation)
    return await _answer(place, conversation)


async def update_nothing(place: Place) -> Answer:
    opened = await _use(place)
    await _answer(place, opened, 9, **MODAL)
    return await _answer(place, await place.ann.fill_modal(opened), 6)


async def edit_after_sixteen_minutes(place: Place) -> Answer:
    conversation = await _use(place)
    await _answer(place, conversation)
    place.wait(minutes=16)
    return await place.api.call("PATCH", _webhook(place, conversation) + "/messages/@original", {"content": "late"})


async def follow_up_before_the_answer(place: Place) -> Answer:
    conversation = await _use(place)
    return await place.api.call("POST", _webhook(place, conversation), {"content": "early"})


async def follow_up_six_times_without_the_bot(place: Place) -> Answer:
    await place.api.register(COMMAND)
    place.local.remove_bot(place.guild)
    conversation = await place.ann.slash(place.channel, "enhance")
    await _answer(place, conversation)
    for _ in range(5):
        assert (await place.api.call("POST", _webhook(place, conversation), {"content": "more"})).status == 200
    return await place.api.call("POST", _webhook(place, conversation), {"content": "one too many"})


async def upload_a_large_file(place: Place) -> Answer:
    place.local.set_file_limit(place.guild, 10)
    return await _post(place, None, file=b"eleven byte")


async def upload_a_large_request(place: Place) -> Answer:
    place.local.set_file_limit(place.guild, 100 * 2**20)
    return await _post(place, None, file=bytes(25 * 2**20 + 1))


async def repeat_the_nonce_of_a_deleted_message(place: Place) -> Answer:
    body = {"content": "once", "nonce": "n", "enforce_nonce": True}
    await _post(place, body)
    await place.ann.delete(place.ann.sees(place.channel)[0])
    return await _post(place, body)


async def post_unseeing(place: Place) -> Answer:
    place.local.set_permissions(place.channel, Permission.SEND_MESSAGES)
    return await _post(place, {"content": "hello"})


async def attach_without_permission(place: Place) -> Answer:
    place.local.set_permissions(place.channel, Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
    return await _post(place, None, file=b"data")


async def write_to_a_shy_person(place: Place) -> Answer:
    place.local.accept_dms(place.ann, accepts=False)
    return await place.api.call("POST", f"/channels/{place.ann.dm.id}/messages", {"content": "hello"})


async def write_to_a_stranger(place: Place) -> Answer:
    stranger = place.local.add_person("Stranger")
    return await place.api.call("POST", f"/channels/{stranger.dm.id}/messages", {"content": "hello"})


async def edit_a_persons_message(place: Place) -> Answer:
    said = await place.ann.say(place.channel, "mine")
    return await place.api.call("PATCH", f"/channels/{place.channel.id}/messages/{said.id}", {"content": "ours"})


async def delete_a_persons_message(place: Place) -> Answer:
    place.local.set_permissions(place.channel, Permission.VIEW_CHANNEL)
    said = await place.ann.say(place.channel, "mine")
    return await place.api.call("DELETE", f"/channels/{place.channel.id}/messages/{said.id}")


async def create_three_hundred_commands(place: Place) -> Answer:
    for start in (0, 100):
        await place.api.register(*(COMMAND | {"name": f"c{number}"} for number in range(start, start + 100)))
    return await place.api.register(COMMAND)


VIOLATIONS: dict[str, tuple[Violation, int, int]] = {
    "interaction-deadline": (answer_after_four_seconds, 404, 10062),
    "interaction-once": (answer_twice, 400, 40060),
    "update-needs-message": (update_nothing, 400, 50035),
    "token-lifetime": (edit_after_sixteen_minutes, 401, 50027),
    "token-before-answer": (follow_up_before_the_answer, 404, 10015),
    "user-install-followups": (follow_up_six_times_without_the_bot, 400, 40094),
    "file-size": (upload_a_large_file, 413, 40005),
    "request-size": (upload_a_large_request, 413, 40005),
    "nonce-of-a-deleted-message": (repeat_the_nonce_of_a_deleted_message, 404, 10008),
    "channel-access": (post_unseeing, 403, 50001),
    "channel-permissions": (attach_without_permission, 403, 50013),
    "dm-refused": (write_to_a_shy_person, 403, 50007),
    "dm-mutual-guild": (write_to_a_stranger, 403, 50278),
    "author-only": (edit_a_persons_message, 403, 50005),
    "delete-permission": (delete_a_persons_message, 403, 50013),
    "daily-creates": (create_three_hundred_commands, 400, 30034),
}


async def test_three_real_seconds_count_too(place: Place) -> None:
    conversation = await _use(place)
    conversation.interaction.opened_at -= 4
    assert (await _answer(place, conversation)).code == 10062
    assert conversation.failed


async def test_a_wrong_token_is_unknown(place: Place) -> None:
    conversation = await _use(place)
    answer = await place.api.call("POST", f"/interactions/{conversation.id}/wrong/callback", {"type": 5})
    assert (answer.status, answer.code) == (404, 10062)
    for path in (f"/webhooks/{place.local.application_id}/wrong", f"/webhooks/1/{conversation.token}"):
        answer = await place.api.call("POST", path, {"content": "hello"})
        assert (answer.status, answer.code) == (404, 10015)


async def test_the_original_and_follow_ups_are_read_and_deleted(place: Place) -> None:
    conversation = await _use(place)
    await _answer(place, conversation)
    original = _webhook(place, conversation) + "/messages/@original"
    follow_up = await place.api.call("POST", _webhook(place, conversation), {"content": "more"})
    second = f"{_webhook(place, conversation)}/messages/{follow_up.body['id']}"
    assert (await place.api.call("GET", original)).body["content"] == "hello"
    assert (await place.api.call("GET", second)).body["content"] == "more"
    assert [(await place.api.call("DELETE", path)).status for path in (original, second)] == [204, 204]
    assert (await place.api.call("GET", original)).code == 10008
    assert (conversation.message, conversation.followups) == (None, [])


async def test_messages_of_others_are_out_of_a_tokens_reach(place: Place) -> None:
    conversation = await _use(place)
    await _answer(place, conversation)
    said = await place.ann.say(place.channel, "mine")
    assert (await place.api.call("DELETE", f"{_webhook(place, conversation)}/messages/{said.id}")).code == 10008


async def test_an_external_answer_is_ephemeral_to_those_who_may_not_use_external_apps(place: Place) -> None:
    bob = place.local.add_person("Bob", place.guild, permissions=Permission.USE_APPLICATION_COMMANDS)
    await place.api.register(COMMAND)
    place.local.remove_bot(place.guild)
    for person, ephemeral in ((place.ann, False), (bob, True)):
        conversation = await person.slash(place.channel, "enhance")
        await _answer(place, conversation)
        assert (await conversation.answer()).ephemeral == ephemeral


def test_every_stateful_rule_has_a_violation() -> None:
    assert VIOLATIONS.keys() == STATEFUL_RULES.keys()


@pytest.mark.parametrize("rule_id", VIOLATIONS)
async def test_the_rule_refuses_its_violation(rule_id: str) -> None:
    violate, status, code = VIOLATIONS[rule_id]
    async with open_place() as place:
        answer = await violate(place)
    assert (answer.status, answer.code) == (status, code)


@pytest.mark.parametrize("rule_id", VIOLATIONS)
async def test_the_rule_is_silent_when_switched_off(rule_id: str) -> None:
    async with open_place(off=[rule_id]) as place:
        answer = await VIOLATIONS[rule_id][0](place)
    assert answer.status < 300
