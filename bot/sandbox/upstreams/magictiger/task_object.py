"""The task object: what gettask answers, and what a callback carries."""

from typing import Any

from bot.sandbox.upstreams.jobs import JobState, Output, Product
from bot.sandbox.upstreams.magictiger.config import MagicTigerConfig
from bot.sandbox.upstreams.magictiger.replies import input_fields, output_fields
from bot.sandbox.upstreams.magictiger.tasks import Task

_NOTHING = Product(outputs=())


def describe(task: Task, config: MagicTigerConfig, *, queuenum: int, lying: bool) -> dict[str, Any]:
    """All documented fields in the document's order; a lie is a success without a result."""
    state = JobState.DONE if lying else task.job.state
    product = _NOTHING if lying or task.job.product is None else task.job.product
    listed = _listed(task, product, config)
    has_failed = state is JobState.FAILED
    return {
        "taskid": task.job.platform_id,
        "status": config.status_map.of(state),
        "queuenum": queuenum,
        "errorcode": config.failed_task_errorcode if has_failed else 0,
        "errormsg": task.job.error if has_failed else "",
        **input_fields(task.inputurl, task.facts),
        **output_fields(_main_output(task, product, config)),
        "facenum": len(listed),
        "chtaskid": task.job.own_id or "",
        "facelist": [{**input_fields(task.inputurl, task.facts), **output_fields(output)} for output in listed],
    }


def _listed(task: Task, product: Product, config: MagicTigerConfig) -> tuple[Output, ...]:
    return product.outputs if task.type in config.multi_output_types else product.parts


def _main_output(task: Task, product: Product, config: MagicTigerConfig) -> Output | None:
    is_listed_only = task.type in config.multi_output_types and not config.multi_keeps_outputurl
    return None if is_listed_only or not product.outputs else product.outputs[0]
