"""The whole answers of an invented endpoint."""

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.invented import InventedEndpoint
from bot.sandbox.upstreams.imgopen.places import put
from bot.sandbox.upstreams.imgopen.replies import FAILURE, Refusal, contents, succeed
from bot.sandbox.upstreams.imgopen.tasks import Task
from bot.sandbox.upstreams.jobs import JobState

_PERCENT = {JobState.QUEUED: 0, JobState.RUNNING: 50, JobState.DONE: 100, JobState.FAILED: 100}


def describe_invented(task: Task, invention: InventedEndpoint, *, state: JobState, lying: bool = False) -> Json:
    """The envelope of a task in that state; a lie is a success without a result.

    Raises Refusal for a failed task where no place was invented for failures.
    """
    state = JobState.DONE if lying else state
    if state is JobState.FAILED and not invention.failed:
        raise Refusal(FAILURE, task.error)
    answer = succeed({})
    if invention.platform_id:
        put(answer, invention.platform_id, [task.platform_id])
    if invention.progress:
        put(answer, invention.progress, [_PERCENT[state]])
    if state is JobState.FAILED and invention.failed:
        put(answer, invention.failed[0], [invention.failed[1]])
    if state is JobState.DONE:
        put(answer, invention.result, [] if lying else contents(task))
    return answer
