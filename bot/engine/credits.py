"""What a person may spend, and how more is set aside for a task than was thought."""

from contextlib import nullcontext
from typing import Any

from bot.domain.errors import Refused
from bot.domain.ids import GuildId
from bot.domain.quota import Quota, refusal
from bot.domain.tasks import KeyOwner, Task
from bot.engine.desk import Desk
from bot.engine.fair_use import refuse_given_back
from bot.engine.milestones import Commit
from bot.engine.routing import Choice
from storage import guilds, ledger
from storage.database import Transaction


async def quota_of(desk: Desk, connection: Transaction, guild_id: GuildId, *, own_key: bool) -> Quota:
    """What a guild has set; with the operator's key, or none, no more than the operator allows."""
    quota = await guilds.quota(connection, guild_id, desk.default_quota)
    return quota if own_key else quota.within(desk.default_quota)


async def hold_enough(desk: Desk, task: Task, choice: Choice, *, asking: bool) -> Task | None:
    """The task with as much held as this choice costs, by the limits of whoever pays; None if somebody was first.

    A dearer one is never taken without `asking`: that it is about to be asked is on the row with the raised price.
    Raises Refused where it is more than may be spent.
    """
    now = desk.clock.now()
    is_raised = choice.price > task.price
    is_others = task.key_owner is KeyOwner.GUILD and choice.key_owner is not KeyOwner.GUILD
    changes: dict[str, Any] = {"posting_at": now} if asking else {}
    changes |= {"price": choice.price} if is_raised else {}
    changes |= {"key_owner": choice.key_owner} if is_others else {}
    if not changes:
        return task
    with desk.milestones.around(Commit.INTEND_TO_POST) if asking else nullcontext():
        async with desk.database.transaction() as connection:
            quota = await quota_of(desk, connection, task.guild_id, own_key=choice.key_owner is KeyOwner.GUILD)
            if is_others:
                await _refuse_others(desk, connection, task, choice, quota)
            noted = await desk.tasks.note(connection, task, inputs=task.inputs, **changes)
            if noted is not None and is_raised:
                await ledger.raise_hold(connection, task.id, choice.price, quota=quota, now=now)
    return noted


async def _refuse_others(desk: Desk, connection: Transaction, task: Task, choice: Choice, quota: Quota) -> None:
    """What was held by a server's own limits, for its own key, may be more than whoever pays now allows."""
    await refuse_given_back(desk, connection, task.user_id, choice.key_owner)
    beside = await ledger.spent_beside(connection, task.id, desk.clock.now())
    if no := refusal(quota, beside, choice.price):
        raise Refused(no)
