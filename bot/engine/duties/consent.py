"""accepted, of what its person has to say yes to: show what it costs and what was marked, and wait."""

from datetime import timedelta

from bot.domain.errors import StorageFailed
from bot.domain.lifecycle import Event
from bot.domain.tasks import Input, Task
from bot.domain.toolbox.marking import MASK
from bot.domain.toolbox.shared import IMAGE
from bot.engine.desk import Desk, log
from bot.engine.milestones import Effect
from bot.engine.pictures import inputs_of
from bot.engine.ports import Blocked, Consent, Posted
from bot.media.store import Missing


async def ask_consent(desk: Desk, task: Task, consent: Consent) -> Task | None:
    """Show the question, as the row says that we are about to; from then on the person has their time.

    What was shown to them is what they pay at most.
    """
    await desk.announcer.settle(task.id)
    shown = _shown(task) if consent.marked else []
    try:
        async with inputs_of(desk.media, shown) as pictures:
            with desk.milestones.around(Effect.ASK):
                outcome = await desk.delivery.ask(task, consent, pictures, desk.fence(task))
    except (Missing, StorageFailed) as error:
        outcome = Blocked(why=str(error), again_s=None)
    if not isinstance(outcome, Posted):
        await _again(desk, task, outcome)
        return None
    patience = timedelta(seconds=desk.settings.choose_within_s)
    return await desk.advance(
        task,
        Event.ASK,
        after=patience,
        deadline_at=desk.clock.now() + patience,
        price=min(consent.price, task.price),
        message_id=outcome.message_id,
        posting_at=None,
        attempts=0,
    )


def _shown(task: Task) -> list[Input]:
    """The picture, then its mask."""
    by_slot = {entry.slot: entry for entry in task.inputs}
    return [by_slot[IMAGE], by_slot[MASK]]


async def _again(desk: Desk, task: Task, blocked: Blocked) -> None:
    """Until the submission's own deadline: nothing is paid before there is a yes."""
    log.warning("cannot ask", task=task.id, why=blocked.why, again_s=blocked.again_s)
    asked = timedelta(seconds=blocked.again_s or 0)
    pause = max(asked, desk.settings.backoff(task.attempts + 1))
    await desk.give_back(task, pause, attempts=task.attempts + 1)
