"""Magic Tiger's answers."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from bot.upstreams.lenient import Code, Fields, Name, Text, Truth, Whole, Wire

SUCCESS = "0"
CREATE_FAILED = "1001001"
TOO_LARGE = "1001003"
UNSUPPORTED = "1001004"
TASK_UNKNOWN = "1002001"
TASK_DELETED = "1002002"
NO_BALANCE = "1003002"
DOCUMENTED = frozenset(
    {SUCCESS, CREATE_FAILED, "1001002", TOO_LARGE, UNSUPPORTED, TASK_UNKNOWN, TASK_DELETED, NO_BALANCE}
)
"""The codes whose meaning is known, whatever the HTTP status they come with."""
TELLING = DOCUMENTED - {SUCCESS, CREATE_FAILED}
"""Those that say more than the HTTP status does: no HTTP status of a business error is documented."""


def _task_error(value: Any) -> Any:
    return 0 if value in (None, "", False) else value


def _objects(value: Any) -> list[dict[str, Any]]:
    return [entry if isinstance(entry, dict) else {} for entry in value] if isinstance(value, list) else []


class Envelope(Wire):
    """Around every answer. `code` concerns the call, not the task; 0 is success."""

    code: Code
    msg: Text = ""
    data: Fields = Field(default={}, repr=False)

    @property
    def words(self) -> str:
        """The code and the text, for the log."""
        return f"code {self.code}: {self.msg}"


class Created(Wire):
    """The answer to `createtask`."""

    taskid: Name = None
    queuenum: Whole = None


class TaskObject(Wire):
    """The answer to `gettask`. `errorcode` concerns the task; `chtaskid` is our own id, as given to `createtask`.

    The ids are None where they are not told. `outputurl` and the entries of `facelist` are as sent. Whether those
    entries are faces or output pictures depends on the task's type.
    """

    taskid: Name = None
    chtaskid: Name = None
    status: Whole = None
    queuenum: Whole = None
    errorcode: Annotated[Code, BeforeValidator(_task_error)] = SUCCESS
    errormsg: Text = ""
    outputurl: Any = Field(default=None, repr=False)
    facelist: Annotated[list[dict[str, Any]], BeforeValidator(_objects)] = Field(default=[], repr=False)


class Notice(Wire):
    """What we read of a callback's task object: how the vendor calls the task, and how we do."""

    taskid: Name = None
    chtaskid: Name = None


class Deleted(Wire):
    """The answer to `deletetask`."""

    success: Truth = None
