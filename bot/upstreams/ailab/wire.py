"""AILabTools' answers: two generations of one envelope, around what differs from endpoint to endpoint."""

import re
from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field

from bot.upstreams.lenient import Fields, Line, Name, Whole, Wire, fields_of

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")
_LONGEST_CODE = 64
_FILE_TYPE = "file type not supported"
"""A mistake of ours that comes as an outage (502); seen in the field."""


class ErrorDetail(Wire):
    """What went wrong; on success its texts are empty."""

    code: Line = ""
    code_message: Line = ""
    message: Line = ""


class Envelope(Wire):
    """Around every answer; nothing of it is always there. `request_id` and `log_id` are for the vendor's support."""

    request_id: Name = None
    log_id: Name = None
    error_code: Whole = None
    error_code_str: Line = ""
    error_msg: Line = ""
    error_detail: Fields = Field(default={}, repr=False)
    task_id: Name = None
    task_status: Whole = None
    data: Any = Field(default=None, repr=False)

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Of any JSON object; raises nothing."""
        return cls.model_validate(answer)

    @property
    def detail(self) -> ErrorDetail:
        """What is said about an error."""
        return ErrorDetail.model_validate(self.error_detail)

    @property
    def code(self) -> str | None:
        """The code of the error that it tells of, fit to be shown; None where it tells of none.

        The present generation has `error_detail.code`; the older one a number that is 0 on success, and a coarser code.
        """
        code = self.detail.code or (self.error_code and (self.error_code_str or str(self.error_code)))
        return _UNSAFE.sub("?", code)[:_LONGEST_CODE] if code else None

    @property
    def words(self) -> str:
        """All that it says about itself, for the log once its secrets are out."""
        detail = self.detail
        ids = f"request {self.request_id}, log {self.log_id}"
        return f"{ids}, {self.code or 'no error'}: {detail.code_message} {detail.message or self.error_msg}"

    @property
    def blames_file_type(self) -> bool:
        """Whether it is about a file of another type than it takes, whatever the code and the status say."""
        detail = self.detail
        return _FILE_TYPE in f"{detail.code_message} {detail.message} {self.error_msg}".lower()

    @property
    def status(self) -> int | None:
        """`task_status`, at the top as documented, or inside `data` where the vendor's SDK looks first."""
        return self.task_status if self.task_status is not None else _Inner.model_validate(fields_of(self.data)).status


class _Inner(Wire):
    status: Whole = Field(default=None, validation_alias="task_status")


class Job(Wire):
    """The `data` of the retired query."""

    status: Line = ""

    @classmethod
    def of(cls, data: Any) -> Self:
        """Of whatever an answer holds as `data`."""
        return cls.model_validate(fields_of(data))


def tells_an_error(answer: Mapping[str, Any]) -> bool:
    """Whether an answer says by itself what went wrong."""
    return Envelope.of(answer).code is not None
