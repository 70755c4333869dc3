"""Going one way to a person, whatever happens on it."""

from collections.abc import Awaitable, Callable

import discord
import structlog

from bot.domain.errors import StorageFailed, Unreachable
from bot.domain.ids import MessageId
from bot.domain.tasks import Task
from bot.engine.ports import Blocked
from bot.ui.packing import Unpackable
from bot.ui.posts import Unseen
from bot.ui.trouble import TROUBLE, Diagnosis, Meaning, diagnose
from bot.ui.ways import Way

log = structlog.get_logger()

BUSY_S = 10.0
"""A disk or a worker that is busy is asked again after so long."""

Sent = MessageId | Blocked
Deliver = Callable[[Way], Awaitable[MessageId]]


async def attempt(task: Task, way: Way, deliver: Deliver) -> Sent | None:
    """Go one way; None where it is closed."""
    try:
        return await deliver(way)
    except (Unpackable, Unseen) as error:
        return Blocked(why=f"{way.name}: {error}", again_s=None)
    except (Unreachable, StorageFailed) as error:
        return Blocked(why=str(error), again_s=BUSY_S)
    except TROUBLE as error:
        diagnosis = diagnose(error)
        _report(task, way, diagnosis, error)
        if diagnosis.meaning is Meaning.CLOSED:
            return None
        return Blocked(why=f"{way.name}: {diagnosis.why}", again_s=diagnosis.again_s)


def _report(task: Task, way: Way, diagnosis: Diagnosis, error: Exception) -> None:
    if diagnosis.meaning is Meaning.REFUSED:
        form = error.text[:500] if isinstance(error, discord.HTTPException) else ""
        log.error("Discord refused what we sent", task=task.id, way=way.name, why=diagnosis.why, form=form)
    else:
        log.info("way failed", task=task.id, way=way.name, why=diagnosis.why, meaning=diagnosis.meaning)
