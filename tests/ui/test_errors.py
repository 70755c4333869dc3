"""Whatever goes wrong in a command, the person reads a sentence, and we find the log line."""

import pytest
import structlog

from bot.domain.errors import KeyRejected, Misconfigured, Refused, StorageFailed, Unreachable
from bot.domain.sentences import Reason
from bot.sandbox.discord import Fault, Message, Person, Upload
from tests.sandbox.discord.bots import png
from tests.ui.stage import Stage


async def heard(stage: Stage, error: Exception, person: Person | None = None) -> Message:
    """What a person reads when the Studio raises `error`."""
    stage.studio.refusal = error
    conversation = await (person or stage.ann).slash(stage.channel, "enhance", image=Upload("cat.png", png()))
    return await conversation.answer()


async def test_a_refusal_is_its_sentence(stage: Stage) -> None:
    message = await heard(stage, Refused(Reason.DAY_SPENT, price=2, left=1, limit=50))
    assert message.text.startswith("That costs 2 credits, and you have 1 credit of today's 50 credits left.")


async def test_a_person_is_told_who_can_set_it_up(stage: Stage) -> None:
    message = await heard(stage, Misconfigured(Reason.NOT_SET_UP, tool="enhance"))
    assert message.text.startswith("That isn't set up here yet. Somebody who manages the server")


async def test_in_direct_messages_nobody_is_sent_to_an_admin(stage: Stage) -> None:
    stage.studio.refusal = Misconfigured(Reason.NOT_SET_UP, tool="enhance")
    conversation = await stage.ann.slash(stage.ann.dm, "enhance", image=Upload("cat.png", png()))
    assert (await conversation.answer()).text.startswith("That isn't set up for direct messages.")


async def test_an_admin_is_told_what_to_do(stage: Stage) -> None:
    message = await heard(stage, Misconfigured(Reason.NOT_SET_UP, tool="enhance"), stage.boss)
    assert message.text.startswith("Nothing that can do **enhance** is set up here yet. `/keys set`")


@pytest.mark.parametrize(
    "error",
    [
        KeyRejected(Reason.KEY_REJECTED, provider="North Light"),
        Unreachable(Reason.PROVIDER_DOWN, provider="North Light"),
    ],
)
async def test_a_provider_that_refuses_is_named(stage: Stage, error: Exception) -> None:
    assert "North Light" in (await heard(stage, error)).text


@pytest.mark.parametrize("error", [RuntimeError("boom"), StorageFailed(Reason.INTERNAL, detail="disk I/O error")])
async def test_anything_else_is_a_reference_that_finds_the_log_line(stage: Stage, error: Exception) -> None:
    with structlog.testing.capture_logs() as logs:
        message = await heard(stage, error)
    (line,) = [entry for entry in logs if entry["log_level"] == "error"]
    assert f"`{line['reference']}`" in message.text
    assert line["exc_info"] is error


async def test_a_person_who_cannot_be_answered_leaves_the_client_alive(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="token_expired", path_regex="@original$"))
    stage.studio.refusal = Refused(Reason.CANCELLED)
    await stage.ann.slash(stage.channel, "enhance", image=Upload("cat.png", png()))
    message = await heard(stage, Refused(Reason.CANCELLED), stage.bob)
    assert message.text == "Cancelled, as you asked."


async def test_a_refusal_reaches_a_person_whose_acknowledgement_was_lost(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="commit_then_drop", path_regex="/callback$"))
    assert (await heard(stage, Refused(Reason.CANCELLED))).text == "Cancelled, as you asked."
