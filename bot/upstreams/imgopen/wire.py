"""Img Open's answers."""

from pydantic import AliasChoices, Field

from bot.upstreams.lenient import Code, Fields, Name, Text, Whole, Wire

SUCCESS = "200"
UNKNOWN_TASK = "402"


class Envelope(Wire):
    """Around every answer. `code` is documented as text, with 200 success, 400 failure, 402 task does not exist."""

    code: Code
    msg: Text = ""
    data: Fields = Field(default={}, repr=False)

    @property
    def words(self) -> str:
        """The code and the text, for the log."""
        return f"code {self.code}: {self.msg}"


class Report(Wire):
    """What every `data` may hold: the platform's id, spelt differently from page to page, and a status number."""

    platform_id: Name = Field(default=None, validation_alias=AliasChoices("task_id", "taskId", "id_task"))
    status: Whole = None
