"""Servers bring their own keys: seen by nobody, changed only by who manages the server."""

import logging

import pytest
import structlog

from bot.sandbox.discord import Fault, Message
from tests.cogs.vaultless import NORTH, PUT_AT, OpenKeyring
from tests.ui.stage import Stage

SECRET = "s3cret-value-abcd"


async def put(stage: Stage, secret: str = SECRET) -> Message:
    """Boss fills in the form; what Boss reads then."""
    form = await stage.boss.slash(stage.channel, "keys set", provider="north")
    return await (await stage.boss.fill_modal(form, key_id="AK1", secret=secret)).answer()


async def test_the_form_has_a_line_per_part_of_the_key(stage: Stage) -> None:
    modal = await (await stage.boss.slash(stage.channel, "keys set", provider="north")).opened_modal()
    assert modal["title"] == "Key for North Light"
    assert [line["label"] for line in modal["components"]] == ["Access key id", "Secret"]


async def test_what_was_typed_reaches_the_keyring(stage: Stage, keyring: OpenKeyring) -> None:
    await put(stage)
    assert keyring.keys == {(stage.guild.id, NORTH.id): {"key_id": "AK1", "secret": SECRET}}


async def test_the_answer_shows_the_last_four_characters_to_the_sender_alone(stage: Stage) -> None:
    answer = await put(stage)
    assert answer.ephemeral
    assert "`abcd`" in answer.text
    assert SECRET not in answer.text


async def test_a_key_that_cannot_be_tried_is_kept_and_said_to_be_untried(stage: Stage, keyring: OpenKeyring) -> None:
    keyring.verdict = None
    assert "will tell" in (await put(stage)).text


async def test_a_rejected_key_is_not_kept(stage: Stage, keyring: OpenKeyring) -> None:
    answer = await put(stage, "bad-secret")
    assert answer.text.startswith("North Light doesn't accept the key.")
    assert keyring.keys == {}


async def test_no_secret_reaches_a_log_at_any_level(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await put(stage)
        await put(stage, "bad-secret")
    assert SECRET not in caplog.text
    assert "bad-secret" not in caplog.text


@pytest.mark.parametrize("command", ["keys set", "keys test", "keys remove"])
async def test_a_member_may_not_touch_keys(stage: Stage, keyring: OpenKeyring, command: str) -> None:
    await put(stage)
    stage.offer_to_everybody("keys")
    answer = await (await stage.ann.slash(stage.channel, command, provider="north")).answer()
    assert (answer.text, answer.ephemeral) == ("That's for people with the Manage Server permission.", True)
    assert len(keyring.keys) == 1


async def test_a_form_is_checked_again_when_it_comes_back(stage: Stage, keyring: OpenKeyring) -> None:
    form = await stage.boss.slash(stage.channel, "keys set", provider="north")
    await form.opened_modal()
    stage.guild.members[stage.boss.id] = stage.guild.members[stage.ann.id]
    answer = await (await stage.boss.fill_modal(form, key_id="AK1", secret=SECRET)).answer()
    assert answer.text == "That's for people with the Manage Server permission."
    assert keyring.keys == {}


@pytest.mark.parametrize(
    ("verdict", "text"),
    [(True, "accepts the key"), (False, "doesn't accept the key"), (None, "offers no free way to try")],
)
async def test_a_test_tells_its_verdict(stage: Stage, keyring: OpenKeyring, *, verdict: bool | None, text: str) -> None:
    keyring.verdict = verdict
    answer = await (await stage.boss.slash(stage.channel, "keys test", provider="north")).answer()
    assert text in answer.text


async def test_the_list_shows_last_four_who_and_when(stage: Stage) -> None:
    await put(stage)
    answer = await (await stage.boss.slash(stage.channel, "keys list")).answer()
    assert answer.text == f"🔑 **North Light** ends in `abcd`, set by <@7> <t:{int(PUT_AT.timestamp())}:R>"
    assert answer.pings == frozenset()


async def test_an_empty_list_says_how_to_begin(stage: Stage) -> None:
    answer = await (await stage.boss.slash(stage.channel, "keys list")).answer()
    assert "`/keys set` adds one" in answer.text


async def test_a_key_is_removed_once(stage: Stage, keyring: OpenKeyring) -> None:
    await put(stage)
    first = await (await stage.boss.slash(stage.channel, "keys remove", provider="north")).answer()
    second = await (await stage.boss.slash(stage.channel, "keys remove", provider="north")).answer()
    assert (first.text, second.text) == (
        "The key for North Light is gone.",
        "There is no key for North Light here.",
    )
    assert keyring.keys == {}


async def test_an_unknown_provider_is_refused(stage: Stage) -> None:
    answer = await (await stage.boss.slash(stage.channel, "keys set", provider="nobody")).answer()
    assert answer.text.startswith("I don't know that provider.")


async def test_providers_are_suggested_by_their_title(stage: Stage) -> None:
    suggestions = await stage.boss.autocomplete(stage.channel, "keys set", focused="provider", provider="light")
    assert suggestions == [("North Light", "north")]


async def test_a_form_for_a_dead_interaction_is_dropped_without_alarm(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="unknown_interaction", path_regex="/callback$"))
    with structlog.testing.capture_logs() as logs:
        await stage.boss.slash(stage.channel, "keys set", provider="north")
        await (await stage.boss.slash(stage.channel, "keys list")).answer()
    assert [entry["event"] for entry in logs] == ["interaction over"]
