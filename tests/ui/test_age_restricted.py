"""What is shown only because its channel is age-restricted is not sent anywhere else; words about it are."""

from dataclasses import replace

from bot.domain.lifecycle import State
from bot.domain.policies import Showing
from bot.domain.tasks import Result, Task
from bot.engine.ports import Blocked, Posted
from tests.ui.parts import held, picture
from tests.ui.stage import Stage


async def lost(stage: Stage, *, private: bool = False, **result: object) -> Task:
    """A task that was asked for in an age-restricted channel, which is gone, and whose token is dead."""
    _, task = await stage.asks(private=private)
    stage.local.delete_channel(stage.channel)
    stage.wait(minutes=20)
    shown = Result.model_validate({"flags": ("nudity",), "showing": Showing.PLAIN} | result)
    reply = replace(task.reply, age_restricted=True)
    return replace(task, reply=reply, results=(Result(), shown), posting_at=stage.clock.now())


def is_parked(outcome: Posted | Blocked) -> bool:
    return isinstance(outcome, Blocked) and outcome.again_s is None


async def test_a_picture_for_adults_waits_rather_than_go_to_direct_messages(stage: Stage) -> None:
    task = await lost(stage)
    assert is_parked(await stage.delivery.post(task, [picture(), picture()], held))
    assert stage.ann.sees() == []


async def test_a_private_picture_for_adults_waits_too(stage: Stage) -> None:
    task = await lost(stage, private=True)
    assert is_parked(await stage.delivery.post(task, [picture(), picture()], held))
    assert stage.ann.sees() == []


async def test_a_flagged_picture_behind_a_spoiler_goes_to_direct_messages(stage: Stage) -> None:
    task = await lost(stage, showing=Showing.SPOILER)
    assert isinstance(await stage.delivery.post(task, [picture(), picture(spoiler=True)], held), Posted)


async def test_a_picture_that_is_for_everybody_goes_to_direct_messages(stage: Stage) -> None:
    task = await lost(stage, flags=())
    assert isinstance(await stage.delivery.post(task, [picture(), picture()], held), Posted)


async def test_that_a_picture_for_adults_was_given_up_is_told_in_direct_messages(stage: Stage) -> None:
    task = replace(await lost(stage), state=State.EXPIRED)
    assert await stage.delivery.explain(task, held) is None
    assert len(stage.ann.sees()) == 1
