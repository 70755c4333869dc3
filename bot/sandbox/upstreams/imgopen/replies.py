"""Img Open's answers as JSON."""

from typing import Any

from bot.sandbox.upstreams.imgopen.config import ToolSwitches
from bot.sandbox.upstreams.jobs import Job, JobState

SUCCESS, FAILURE, UNKNOWN_TASK = "200", "400", "402"


class Refusal(Exception):
    """A business error: the envelope's code and text."""

    def __init__(self, code: str, msg: str) -> None:
        super().__init__(msg)
        self.code = code
        self.msg = msg


def identify(job: Job, switches: ToolSwitches) -> dict[str, Any]:
    """The bare reply to a submit: the platform's id and nothing else."""
    return {switches.id_field: job.platform_id}


def describe(job: Job, switches: ToolSwitches, *, task_name: str, lying: bool) -> dict[str, Any]:
    """What a query says. Raises Refusal for a failed task where the switches want the code to say it."""
    state = JobState.DONE if lying else _visible_state(job, switches)
    if state is JobState.FAILED and switches.failure_by_code:
        raise Refusal(FAILURE, job.error)
    number = switches.numbers.of(state)
    data: dict[str, Any] = {
        "taskId": job.platform_id,
        "businessTaskId": job.own_id,
        "toolTask": task_name,
        "status": str(number) if switches.status_as_text else number,
    }
    return data | _result(job, switches, lying=lying) if state is JobState.DONE else data


def _visible_state(job: Job, switches: ToolSwitches) -> JobState:
    is_settled = job.state in {JobState.DONE, JobState.FAILED}
    return JobState.RUNNING if is_settled and job.polls <= switches.polls_before_done else job.state


def _result(job: Job, switches: ToolSwitches, *, lying: bool) -> dict[str, Any]:
    urls = [] if lying or job.product is None else [output.url for output in job.product.outputs]
    return {switches.result_field: urls if switches.result_as_list else "".join(urls[:1])}
