"""Img Open's answers."""

from typing import Any, Self

from pydantic import Field

from bot.domain.ids import UpstreamId
from bot.upstreams.lenient import Code, Name, Text, Whole, Wire, fields_of

SUCCESS = "200"
FAILURE = "400"
UNKNOWN_TASK = "402"
"""The documented codes. What any other one says about a task is not known."""


class Envelope(Wire):
    """Around every answer. `code` is documented as text; `data` is as it came."""

    code: Code
    msg: Text = ""
    data: Any = Field(default=None, repr=False)

    @property
    def words(self) -> str:
        """The code and the text, for the log."""
        return f"code {self.code}: {self.msg}"


class Report(Wire):
    """What every `data` may hold: our id, the platform's (spelt differently from page to page), a status number."""

    own_id: Name = Field(default=None, validation_alias="businessTaskId")
    task_id: Name = None
    task_id_in_camel_case: Name = Field(default=None, validation_alias="taskId")
    id_task: Name = None
    status: Whole = None

    @classmethod
    def of(cls, data: Any) -> Self:
        """Of whatever an answer holds as `data`."""
        return cls.model_validate(fields_of(data))

    @property
    def platform_id(self) -> UpstreamId | None:
        """However it is spelt."""
        name = self.task_id or self.task_id_in_camel_case or self.id_task
        return UpstreamId(name) if name else None
