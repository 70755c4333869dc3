"""Pictures go to Discord out of their files, wholly, as often as it takes."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine.ports import Blocked, Picture, Posted
from bot.sandbox.discord import Fault
from tests.ui.parts import held, picture
from tests.ui.stage import Stage

ORIGINAL = r"/messages/@original$"
CHANNEL = r"^/channels/\d+/messages$"
LARGE = 5 * 2**20


def open_files() -> set[Path]:
    """What this process holds open, of all that lies on a disk."""
    return {path.resolve() for path in Path("/proc/self/fd").iterdir() if path.resolve().is_file()}


def remove(gone: Picture) -> None:
    gone.path.unlink()


@pytest.mark.parametrize("late", [False, True], ids=["reply", "channel"])
@pytest.mark.parametrize(
    "fault", [Fault(kind="429"), Fault(kind="drop_before"), Fault(kind="reset")], ids=lambda fault: str(fault.kind)
)
async def test_a_picture_that_is_sent_twice_arrives_whole(stage: Stage, fault: Fault, *, late: bool) -> None:
    conversation, task = await stage.asks()
    if late:
        stage.wait(minutes=20)
    stage.local.faults.add(replace(fault, path_regex=CHANNEL if late else ORIGINAL))
    large = picture(LARGE)
    assert isinstance(await stage.delivery.post(task, [large], held), Posted)
    message = stage.posts()[-1] if late else await conversation.answer()
    assert message.attachments[0].data == large.path.read_bytes()


async def test_every_file_is_closed_when_it_is_posted(stage: Stage) -> None:
    _, task = await stage.asks()
    pictures = [picture(LARGE) for _ in range(2)]
    await stage.delivery.post(task, pictures, held)
    assert open_files().isdisjoint({each.path for each in pictures})


async def test_a_picture_that_vanishes_is_looked_for_again_later(stage: Stage) -> None:
    _, task = await stage.asks()
    gone = picture()
    remove(gone)
    outcome = await stage.delivery.post(task, [gone], held)
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is not None


async def test_what_is_no_longer_ours_to_send_is_not_sent(stage: Stage) -> None:
    async def lost() -> bool:
        return False

    conversation, task = await stage.asks()
    outcome = await stage.delivery.post(task, [picture()], lost)
    assert isinstance(outcome, Blocked)
    assert conversation.message is not None
    assert conversation.message.attachments == ()
