"""How the two queries for drawings answer."""

from typing import Literal

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.replies import status_of
from bot.sandbox.upstreams.imgopen.tasks import Task
from bot.sandbox.upstreams.imgopen.tools import Tool
from bot.sandbox.upstreams.jobs import JobState

IdField = Literal["task_id", "id_task"]
_HALFWAY: Json = {"progress": 0.5, "image_url": None}


def describe_drawing(
    task: Task,
    tool: Tool,
    config: ImgOpenConfig,
    *,
    state: JobState,
    id_field: IdField,
    asked_as: str,
    lying: bool = False,
) -> Json:
    """A drawing's data in that state; the older query says `task_id`, the newer `id_task` and a field more.

    What is inside `temporaryImageDto` is made up: the documents show only null, for a finished drawing. In their
    example the id is the one that was asked for. Raises Refusal for a failed task where the switches want it so.
    """
    state = JobState.DONE if lying else state
    is_done = state is JobState.DONE
    data: Json = {
        id_field: asked_as if id_field == "id_task" else task.platform_id,
        "status": status_of(task, config.of(tool.code).over(tool.habits), state),
        "desc": "Success" if is_done else "in progress",
        "differentialImageRspList": _pictures(task, config) if is_done and not lying else [],
    }
    if id_field == "id_task":
        data["temporaryImageDto"] = _HALFWAY if config.shows_progress and not is_done else None
    return data


def _pictures(task: Task, config: ImgOpenConfig) -> list[Json]:
    outputs = task.product.outputs if task.product else ()
    return [
        {
            **config.audit.fields(is_flagged=config.audit.is_flagged(task.words, number)),
            "image_url": output.url,
            "seed": output.seed,
        }
        for number, output in enumerate(outputs)
    ]
