"""Magic Tiger's error codes and answers as JSON."""

from typing import Any

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.jobs import Output
from bot.sandbox.upstreams.pictures import Facts

CREATE_FAILED, PICURL_FAILED, TOO_LARGE, UNSUPPORTED = 1001001, 1001002, 1001003, 1001004
NOT_EXIST, DELETED, INSUFFICIENT_BALANCE = 1002001, 1002002, 1003002

TEXTS = {
    CREATE_FAILED: "Create task failed",
    PICURL_FAILED: "Validate picurl fail",
    TOO_LARGE: "Image too large",
    UNSUPPORTED: "Unsupport file types",
    NOT_EXIST: "Task not exist",
    DELETED: "Task was deleted",
    INSUFFICIENT_BALANCE: "Insufficient balance",
}
"""The document's own words, spelling included."""


class Refusal(Exception):
    """A call that failed: the envelope's code and text, and the HTTP status where it is not the configured one."""

    def __init__(self, code: int, msg: str = "", *, http_status: int | None = None) -> None:
        self.code = code
        self.msg = msg or TEXTS.get(code, "")
        self.http_status = http_status
        super().__init__(self.msg)


def input_fields(url: str, facts: Facts) -> Json:
    """The five fields about an input picture."""
    return {
        "inputurl": url,
        "inpathwidth": facts.width,
        "inpathsize": facts.size,
        "inpathheight": facts.height,
        "inpathext": facts.ext,
    }


def output_fields(output: Output | None) -> Json:
    """The five fields about an output picture; fillers while there is none."""
    facts = output.facts if output else Facts(width=0, height=0, size=0, ext="")
    return {
        "outpathwidth": facts.width,
        "outpathsize": facts.size,
        "outpathheight": facts.height,
        "outpathext": facts.ext,
        "outputurl": output.url if output else "",
    }


def wrap(code: int, msg: str, data: Json | None, *, numbers_as_strings: bool) -> Json:
    """The envelope."""
    envelope: Json = {"code": code, "msg": msg, "data": data}
    return {key: _with_numbers_as_strings(envelope[key]) for key in envelope} if numbers_as_strings else envelope


def _with_numbers_as_strings(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_numbers_as_strings(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_numbers_as_strings(item) for item in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
