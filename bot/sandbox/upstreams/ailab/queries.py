"""The counter where results and credits are asked for."""

from collections.abc import Mapping

from aiohttp import web

from bot.sandbox.upstreams.ailab.config import AilabConfig
from bot.sandbox.upstreams.ailab.office import Office
from bot.sandbox.upstreams.ailab.replies import Refusal
from bot.sandbox.upstreams.ailab.rules import Rule
from bot.sandbox.upstreams.ailab.tasks import Task
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.jobs import JobState
from bot.sandbox.upstreams.plays import LYING

CURRENT_QUERY, LEGACY_QUERY, CREDITS = "query-async-task-result", "asyn-task-results", "query-credits"

_FAILED = 3
_NUMBERS = {JobState.QUEUED: 0, JobState.RUNNING: 1, JobState.DONE: 2, JobState.FAILED: _FAILED}
_WORDS = {JobState.QUEUED: "QUEUING", JobState.RUNNING: "PROCESSING", JobState.DONE: "PROCESS_SUCCESS"}
_LEGACY_FIELDS: Mapping[str, tuple[str, Json]] = {
    "HD_COLOUR_MIGRATION": ("image_list", {"image_list": []}),
    "GENERATE_CARTOONIZED_IMAGE": ("result_url", {"result_url": ""}),
}


class Queries:
    """Answers about tasks and the account."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def current(self, request: web.Request) -> Json:
        """A task by its `task_id`."""
        query = self._read(CURRENT_QUERY, request, {"task_id"})
        task = self._find(query.get("task_id", ""), self._office.config.task_ttl_s)
        if task.endpoint.job:
            raise self._unknown()
        return _describe(task, self._office.config, is_lying=request.get(LYING, False))

    async def legacy(self, request: web.Request) -> Json:
        """A job by the `request_id` of its submit, called `job_id`, and the `type` of its endpoint."""
        if not self._office.config.retired_live:
            raise Refusal("ERROR_AI_NOT_EXISTS")
        query = self._read(LEGACY_QUERY, request, {"job_id", "type"})
        if query.get("type") not in _LEGACY_FIELDS:
            self._office.demand(LEGACY_QUERY, Rule.VALUE, self._office.config.value_code, "type: is none of the two")
        task = self._find(query.get("job_id", ""), self._office.config.job_ttl_s)
        if task.endpoint.job != query.get("type"):
            raise self._unknown()
        return _describe_job(task, self._office.config, is_lying=request.get(LYING, False))

    async def credits(self, request: web.Request) -> Json:
        """What is left."""
        self._read(CREDITS, request, set())
        pool = self._pool()
        return {"data": [pool] if self._office.config.credits_shape == "list" else pool}

    def _pool(self) -> Json:
        office = self._office
        unit = 1000 if office.config.credits_time == "ms" else 1
        now, total = int(office.clock.now().timestamp() * unit), float(office.credits + office.spent)
        return {
            "unique_sign": "common",
            "name": "Universal credits",
            "balance": float(office.credits),
            "total": total,
            "last_recharge_balance": total,
            "balance_warning": 100.0,
            "first_buy_time": now,
            "last_update_time": now,
        }

    def _read(self, code: str, request: web.Request, names: set[str]) -> Mapping[str, str]:
        if code != CREDITS and self._office.query_errors:
            raise Refusal(self._office.query_errors.popleft())
        for name in sorted(request.query.keys() - names):
            self._office.demand(code, Rule.UNKNOWN_FIELD, "ERROR_PARAMETERS", f"{name}: is not on the page")
        for name in sorted(names - request.query.keys()):
            self._office.demand(code, Rule.MISSING_FIELD, "MISSING_PARAMETERS", f"{name}: is required")
        return request.query

    def _find(self, any_id: str, ttl_s: float) -> Task:
        task = self._office.register.find(any_id, ttl_s=ttl_s)
        if task is None:
            raise self._unknown()
        return task

    def _unknown(self) -> Refusal:
        return Refusal(self._office.config.unknown_task_code)


def _describe(task: Task, config: AilabConfig, *, is_lying: bool) -> Json:
    state = JobState.DONE if is_lying else task.state
    if state is JobState.FAILED:
        return _describe_failure(task, config)
    is_done = state is JobState.DONE
    result = task.result if is_done and not is_lying else {}
    return _with_status(_NUMBERS[state], result or (_filler(config) if not is_done else {}), config)


def _describe_failure(task: Task, config: AilabConfig) -> Json:
    """Undocumented: the three ways that are known."""
    if config.failed_task == "error":
        raise task.failure or Refusal(config.failure_code, task.error)
    return _with_status(_FAILED if config.failed_task == "status" else _NUMBERS[JobState.DONE], {}, config)


def _with_status(status: int, fields: Json, config: AilabConfig) -> Json:
    if config.status_place == "top":
        return {"task_status": status, **fields}
    return fields | {"data": (fields.get("data") or {}) | {"task_status": status}}


def _filler(config: AilabConfig) -> Json:
    fillers: Mapping[str, Json] = {"absent": {}, "null": {"data": None}, "empty": {"data": {}}}
    return fillers[config.data_before]


def _describe_job(task: Task, config: AilabConfig, *, is_lying: bool) -> Json:
    state = JobState.DONE if is_lying else task.state
    name, empty = _LEGACY_FIELDS[task.endpoint.job or ""]
    status = _WORDS.get(state, config.failed_job)
    if state is JobState.DONE and not is_lying:
        return {"data": {"status": status, **task.result["data"]}}
    fillers: Mapping[str, Json] = {"absent": {}, "null": {name: None}, "empty": empty}
    return {"data": {"status": status, **fillers[config.data_before]}}
