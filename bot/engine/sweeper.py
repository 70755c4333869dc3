"""Pictures that need not be kept any longer: inputs after delivery, results after their retention, and strays."""

from datetime import UTC, datetime, timedelta

from bot.domain.ids import MediaName
from bot.domain.lifecycle import State
from bot.domain.tasks import Result, Task
from bot.engine.desk import Desk, log
from bot.engine.milestones import Effect

BATCH = 100
"""Tasks of one round."""
_SPARE = timedelta(days=1)
_NOTHING = {"media": None, "copy_of": None, "url": "", "filename": ""}


async def sweep(desk: Desk) -> int:
    """One round; how many tasks were cleaned."""
    now = desk.clock.now()
    async with desk.database.reading() as connection:
        due = await desk.tasks.purgeable(connection, now, BATCH)
    for task in due:
        await _purge(desk, task, now)
    async with desk.database.transaction() as connection:
        await desk.tasks.drop_dead_tokens(connection, now)
    if due:
        log.info("pictures removed", tasks=len(due))
    return len(due)


async def _purge(desk: Desk, task: Task, now: datetime) -> None:
    """Inputs with their links and names go at the first visit, results when they are no longer kept.

    What may be made again keeps its inputs as long as its results.
    """
    kept_until = _kept_until(desk, task, now)
    is_over = kept_until <= now
    doomed: list[MediaName | None] = []
    inputs, results = task.inputs, task.results
    if is_over or not desk.catalogue.keeps_inputs(task.tool):
        doomed += [entry.media for entry in inputs]
        inputs = tuple(entry.model_copy(update=_NOTHING) for entry in inputs)
    if is_over:
        doomed += [result.media for result in results]
        results = _forgotten(task)
    with desk.milestones.around(Effect.REMOVE):
        await desk.media.delete(*filter(None, doomed))
    await desk.note(task, inputs=inputs, results=results, purge_at=None if is_over else kept_until)


async def remove_strays(desk: Desk) -> None:
    """What a killed process stored and never wrote down: whatever is older than any task can still need.

    A result may rest for its whole retention before it is collected, and is then kept as long again. The store dates
    by the wall clock.
    """
    oldest = timedelta(seconds=2 * desk.media_settings.results_kept_s) + _SPARE
    strays = await desk.media.sweep(before=datetime.now(UTC) - oldest)
    if strays:
        log.warning("strays removed", pictures=strays)


def _forgotten(task: Task) -> tuple[Result, ...]:
    return tuple(result.model_copy(update={"media": None, "url": None, "text": None}) for result in task.results)


def _kept_until(desk: Desk, task: Task, now: datetime) -> datetime:
    if task.state is not State.DELIVERED or task.delivered_at is None:
        return now
    return task.delivered_at + timedelta(seconds=desk.media_settings.results_kept_s)
