"""Discord puts us off, or loses its answer: at the acknowledgement, in the reply, and in a message of its own."""

from itertools import pairwise
from typing import Literal

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Fault, FaultKind
from bot.sandbox.discord.conversation import NoAnswerError
from tests.journeys.endings import is_delivered, paid
from tests.journeys.fixture import Stage
from tests.journeys.late import order_for_later
from tests.journeys.pictures import has_picture
from tests.journeys.trades import MAGICTIGER

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

Scope = Literal["user", "global", "shared"]

ACKNOWLEDGEMENT = ("POST", r"^/interactions/\d+/.+/callback$")
REPLY = ("PATCH", "@original$")
CHANNEL = ("POST", r"^/channels/\d+/messages$")
AGAIN_S = 0.4

of_each_scope = pytest.mark.parametrize("scope", ["user", "global", "shared"])


def put_off(room: Stage, place: tuple[str, str], scope: Scope, *, seconds: float = AGAIN_S, times: int = 1) -> None:
    method, path = place
    fault = Fault(kind="429", method=method, path_regex=path, times=times, seconds=seconds, scope=scope)
    room.discord.faults.add(fault)


def came_back_too_soon(room: Stage, place: tuple[str, str]) -> list[float]:
    """The pauses after a refusal that were shorter than asked for. There must have been a refusal."""
    entries = room.book.of(*place)
    pauses = [later.at - earlier.at for earlier, later in pairwise(entries) if earlier.status == 429]
    assert pauses
    return [pause for pause in pauses if pause < AGAIN_S]


@of_each_scope
async def test_an_acknowledgement_that_is_put_off_comes_in_time_all_the_same(room: Stage, scope: Scope) -> None:
    put_off(room, ACKNOWLEDGEMENT, scope)

    await is_delivered(room, MAGICTIGER, await MAGICTIGER.order(room))

    assert came_back_too_soon(room, ACKNOWLEDGEMENT) == []


async def test_where_discord_puts_us_off_for_too_long_to_acknowledge_nothing_is_begun(room: Stage) -> None:
    put_off(room, ACKNOWLEDGEMENT, "user", seconds=60)
    conversation = await MAGICTIGER.order(room)
    with pytest.raises(NoAnswerError):
        await conversation.answer()

    assert await room.tasks() == []
    assert paid(room) == []


@of_each_scope
async def test_a_reply_that_is_put_off_comes_no_sooner_than_asked_and_once(room: Stage, scope: Scope) -> None:
    put_off(room, REPLY, scope, times=4)

    await is_delivered(room, MAGICTIGER, await MAGICTIGER.order(room))

    assert came_back_too_soon(room, REPLY) == []


@pytest.mark.slow
@of_each_scope
async def test_a_late_message_that_is_put_off_comes_no_sooner_than_asked_and_once(room: Stage, scope: Scope) -> None:
    put_off(room, CHANNEL, scope, times=2)
    await order_for_later(room)
    await room.until_task(lambda task: task.state is State.DELIVERED)

    assert len([seen for seen in room.mia.sees(room.channel) if has_picture(seen)]) == 1
    assert came_back_too_soon(room, CHANNEL) == []


@pytest.mark.parametrize("kind", ["commit_then_status", "commit_then_drop"])
@pytest.mark.parametrize("place", [ACKNOWLEDGEMENT, REPLY], ids=["acknowledgement", "reply"])
async def test_what_discord_did_and_then_answered_500_is_not_done_twice(
    room: Stage, place: tuple[str, str], kind: FaultKind
) -> None:
    method, path = place
    room.discord.faults.add(Fault(kind=kind, method=method, path_regex=path))

    await is_delivered(room, MAGICTIGER, await MAGICTIGER.order(room))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["commit_then_status", "commit_then_drop"])
async def test_a_late_message_that_discord_posted_and_then_answered_500_is_there_once(
    room: Stage, kind: FaultKind
) -> None:
    method, path = CHANNEL
    room.discord.faults.add(Fault(kind=kind, method=method, path_regex=path))
    await order_for_later(room)
    await room.until_task(lambda task: task.state is State.DELIVERED)

    assert len([seen for seen in room.mia.sees(room.channel) if has_picture(seen)]) == 1


@pytest.mark.slow
async def test_a_late_file_that_discord_finds_too_large_is_made_smaller(room: Stage) -> None:
    method, path = CHANNEL
    room.discord.faults.add(Fault(kind="too_large", method=method, path_regex=path))
    await order_for_later(room)
    await room.until_task(lambda task: task.state is State.DELIVERED)

    assert [entry.status for entry in room.book.of(*CHANNEL)] == [413, 200]
    assert len([seen for seen in room.mia.sees(room.channel) if has_picture(seen)]) == 1
