"""Img Open's answers as JSON."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.switches import Habits
from bot.sandbox.upstreams.imgopen.tools import Tool
from bot.sandbox.upstreams.jobs import Job, JobState

SUCCESS, FAILURE, UNKNOWN_TASK = "200", "400", "402"

_ERROR_DATA: Mapping[str, Json] = {"absent": {}, "null": {"data": None}, "empty": {"data": {}}}


class Refusal(Exception):
    """A business error: the envelope's code and text."""

    def __init__(self, code: str, msg: str) -> None:
        super().__init__(msg)
        self.code = code
        self.msg = msg


def succeed(data: Json) -> Json:
    """The envelope of what worked."""
    return {"code": SUCCESS, "msg": "success", "data": data}


def refuse(refusal: Refusal, config: ImgOpenConfig) -> Json:
    """The envelope of what did not."""
    return {"code": refusal.code, "msg": refusal.msg, **_ERROR_DATA[config.error_data]}


def identify(job: Job, habits: Habits) -> Json:
    """The bare reply to a submit: the platform's id and nothing else."""
    return {habits.id_field: job.platform_id}


def describe(job: Job, tool: Tool, config: ImgOpenConfig, *, state: JobState, lying: bool = False) -> Json:
    """A task's data in that state; a lie is a success without a result.

    Raises Refusal for a failed task where the switches want the code to say it.
    """
    habits = config.of(tool.code).over(tool.habits)
    state = JobState.DONE if lying else state
    names = {"taskId": job.platform_id, "businessTaskId": job.own_id, "toolTask": tool.task_name}
    data: Json = {name: names[name] for name in names if name in tool.names}
    data["status"] = status_of(job, habits, state)
    return data | ({habits.result_field: result_of(job, habits, lying=lying)} if state is JobState.DONE else {})


def status_of(job: Job, habits: Habits, state: JobState) -> int | str:
    """The number or text on the wire. Raises Refusal where the code is to say that the task failed."""
    if state is JobState.FAILED and habits.failure_by_code:
        raise Refusal(FAILURE, job.error)
    number = habits.numbers.of(state)
    return str(number) if habits.status_as_text else number


def look(job: Job, habits: Habits) -> JobState:
    """Count a question; what it may know: a settled task seems to run for `polls_before_done` questions."""
    job.polls += 1
    return JobState.RUNNING if job.settled.is_set() and job.polls <= habits.polls_before_done else job.state


def result_of(job: Job, habits: Habits, *, lying: bool = False) -> Any:
    """Texts or URLs: the list of all, or the first."""
    made = [] if lying or job.product is None else contents(job)
    return made if habits.result_as_list else "".join(made[:1])


def contents(job: Job) -> list[str]:
    """What the job made, as far as it has: its texts or its pictures' URLs."""
    if job.product is None:
        return []
    return [*job.product.texts] or [output.url for output in job.product.outputs]
