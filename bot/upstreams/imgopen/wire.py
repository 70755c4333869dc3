"""Img Open's answers."""

from pydantic import AliasChoices, Field

from bot.upstreams.lenient import Code, Fields, Name, Text, Whole, Wire

SUCCESS = "200"
FAILURE = "400"
UNKNOWN_TASK = "402"
"""The documented codes. What any other one says about a task is not known."""


class Envelope(Wire):
    """Around every answer. `code` is documented as text."""

    code: Code
    msg: Text = ""
    data: Fields = Field(default={}, repr=False)

    @property
    def words(self) -> str:
        """The code and the text, for the log."""
        return f"code {self.code}: {self.msg}"


class Report(Wire):
    """What every `data` may hold: our id, the platform's (spelt differently from page to page), a status number."""

    own_id: Name = Field(default=None, validation_alias="businessTaskId")
    platform_id: Name = Field(default=None, validation_alias=AliasChoices("task_id", "taskId", "id_task"))
    status: Whole = None
