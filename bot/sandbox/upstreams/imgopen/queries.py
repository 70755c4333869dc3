"""The counter where tasks and lists are asked for."""

from typing import Annotated

from aiohttp import web
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.drawings import IdField, describe_drawing
from bot.sandbox.upstreams.imgopen.forms.submission import Query
from bot.sandbox.upstreams.imgopen.models import page_of
from bot.sandbox.upstreams.imgopen.office import Office, Talk
from bot.sandbox.upstreams.imgopen.replies import describe, look
from bot.sandbox.upstreams.imgopen.tasks import Task, find, unknown
from bot.sandbox.upstreams.imgopen.tools import DRAWINGS, Tool
from bot.sandbox.upstreams.plays import LYING
from bot.sandbox.upstreams.requests import Order

TOOL_QUERY = "queryTask"
ARCHIVE_QUERY, LIVE_QUERY = "sd/queryTaskInfo", "sd/v2/queryTaskInfo"
MODEL_LIST = "sd/v2/queryModelList"


class ModelQuery(Order):
    """A page of the models. Whether the filters match exactly is not documented; here, in part."""

    model_config = ConfigDict(alias_generator=to_camel)

    page_size: Annotated[int, Field(ge=1)]
    page_num: Annotated[int, Field(ge=1)]
    sd_model_checkpoint: str = ""
    sd_model_name: str = ""


class Queries:
    """Answers what is free."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def about(self, tool: Tool) -> Talk:
        """How to ask for an image tool's task."""

        async def query(request: web.Request) -> Json:
            order = await self._office.read(TOOL_QUERY, request, Query)
            task = find(self._office.register, (tool.code,), order.business_task_id)
            state = look(task, self._office.habits_of(tool))
            return describe(task, tool, self._office.config, state=state, lying=request.get(LYING, False))

        return query

    async def live(self, request: web.Request) -> Json:
        """A drawing of the current month."""
        order = await self._office.read(LIVE_QUERY, request, Query)
        task = self._drawing(order)
        if not self._is_live(task):
            raise unknown()
        return self._describe(request, task, "id_task", asked_as=order.business_task_id)

    async def archived(self, request: web.Request) -> Json:
        """A drawing of an earlier month, or any, as the configuration says."""
        order = await self._office.read(ARCHIVE_QUERY, request, Query)
        task = self._drawing(order)
        if self._is_live(task) and self._office.config.v1_serves == "archived":
            raise unknown()
        return self._describe(request, task, "task_id", asked_as=order.business_task_id)

    async def models(self, request: web.Request) -> Json:
        """A page of the models that there are at this moment."""
        order = await self._office.read(MODEL_LIST, request, ModelQuery)
        config = self._office.config
        rows = [
            row
            for row in config.models
            if order.sd_model_checkpoint in row["sdModelCheckpoint"] and order.sd_model_name in row["sdModelName"]
        ]
        size = min(order.page_size, config.most_rows or order.page_size)
        page = page_of(rows, number=order.page_num, size=size)
        return {"rows": page, "total": len(rows), "pageSize": size, "pageNum": order.page_num}

    def _drawing(self, order: Query) -> Task:
        return find(self._office.register, DRAWINGS, order.business_task_id)

    def _is_live(self, task: Task) -> bool:
        return task.is_of_month(self._office.clock.now(), self._office.config.month_zone)

    def _describe(self, request: web.Request, task: Task, id_field: IdField, *, asked_as: str) -> Json:
        tool = DRAWINGS[task.tool]
        return describe_drawing(
            task,
            tool,
            self._office.config,
            state=look(task, self._office.habits_of(tool)),
            id_field=id_field,
            asked_as=asked_as,
            lying=request.get(LYING, False),
        )
