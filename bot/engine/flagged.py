"""Pictures that a provider's content check has flagged: shown as the server has decided."""

from dataclasses import replace

from bot.domain.policies import FlaggedPolicy, Showing, showing
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Result, Task
from bot.engine.desk import Desk
from storage import guilds


async def judged(desk: Desk, task: Task) -> tuple[Result, ...]:
    """The task's results, each with how it is to be shown."""
    if not any(result.flags for result in task.results):
        return task.results
    policy = await policy_of(desk, task)
    return tuple(
        result.model_copy(
            update={"showing": showing(policy, flagged=bool(result.flags), age_restricted=task.reply.age_restricted)}
        )
        for result in task.results
    )


def shown_in(task: Task, *, age_restricted: bool) -> Task:
    """The task as it may be shown in such a channel: what another one showed for being age-restricted stays there."""
    if age_restricted:
        return task
    results = (_elsewhere(result) if result.flags else result for result in task.results)
    return replace(task, results=tuple(results))


def _elsewhere(result: Result) -> Result:
    hidden = result.showing is Showing.PLAIN
    return result.model_copy(update={"showing": Showing.WITHHELD}) if hidden else result


async def policy_of(desk: Desk, task: Task) -> FlaggedPolicy:
    """What the task's server has decided, or the operator for those that have not."""
    async with desk.database.reading() as connection:
        return await guilds.flagged_policy(connection, task.guild_id, desk.settings.flagged_pictures)


def missing(desk: Desk, task: Task) -> Sentence:
    """Why there is nothing to hand out of a result: it is kept and may not be shown here, or it is not kept."""
    if any(result.media and result.shape and result.showing is Showing.WITHHELD for result in task.results):
        provider = desk.catalogue.upstream(task.provider).title if task.provider else ""
        return Sentence.of(Reason.FLAGGED_HERE, provider=provider)
    return Sentence.of(Reason.RESULT_NOT_KEPT)


async def refusal(desk: Desk, task: Task, results: tuple[Result, ...], *, whole: bool) -> Sentence | None:
    """Why nothing may be shown; None if something may, or all where it is of use as a `whole` only."""
    shown = [result.showing is not Showing.WITHHELD for result in results]
    if all(shown) if whole else any(shown):
        return None
    policy = await policy_of(desk, task)
    reason = Reason.FLAGGED_HERE if policy is FlaggedPolicy.AGE_RESTRICTED else Reason.FLAGGED
    return Sentence.of(reason, provider=desk.offer_of(task)[1].title)
