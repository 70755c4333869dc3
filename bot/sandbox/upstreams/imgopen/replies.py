"""Img Open's answers as JSON."""

from collections.abc import Mapping

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig, ToolSwitches
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


def identify(job: Job, switches: ToolSwitches) -> Json:
    """The bare reply to a submit: the platform's id and nothing else."""
    return {switches.id_field: job.platform_id}


def describe(job: Job, switches: ToolSwitches, *, task_name: str, state: JobState, lying: bool = False) -> Json:
    """A task's data in that state; a lie is a success without a result.

    Raises Refusal for a failed task where the switches want the code to say it.
    """
    state = JobState.DONE if lying else state
    if state is JobState.FAILED and switches.failure_by_code:
        raise Refusal(FAILURE, job.error)
    number = switches.numbers.of(state)
    data: Json = {
        "taskId": job.platform_id,
        "businessTaskId": job.own_id,
        "toolTask": task_name,
        "status": str(number) if switches.status_as_text else number,
    }
    return data | _result(job, switches, lying=lying) if state is JobState.DONE else data


def visible_state(job: Job, switches: ToolSwitches) -> JobState:
    """What a query may know: a settled task seems to run for `polls_before_done` queries."""
    return JobState.RUNNING if job.settled.is_set() and job.polls <= switches.polls_before_done else job.state


def _result(job: Job, switches: ToolSwitches, *, lying: bool) -> Json:
    urls = [] if lying or job.product is None else [output.url for output in job.product.outputs]
    return {switches.result_field: urls if switches.result_as_list else "".join(urls[:1])}
