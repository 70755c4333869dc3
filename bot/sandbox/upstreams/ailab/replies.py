"""The envelope, in its generations, and refusals."""

import secrets
from collections.abc import Mapping
from uuid import uuid4

from bot.sandbox.upstreams.ailab.codes import STATUS
from bot.sandbox.upstreams.ailab.config import Envelope
from bot.sandbox.upstreams.edits import Json

_TEXTS: Mapping[str, str] = {
    "ERROR_AI_NOT_EXISTS": "AI does not exist or has been deactivated, please contact the platform.",
    "ERROR_NO_FACE_IN_FILE": "No face detected in the file.",
}
_OLD_CODES: Mapping[int, str] = {400: "ERROR_PARAMETERS", 422: "FILE_CONTENT_NON_COMPLIANCE"}
_OK, _UNPROCESSABLE = 200, 422


class Refusal(Exception):
    """A call that failed: the code that says why, and what is said beside."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status of the code; a code that is not in the vendor's table has 422."""
        return STATUS.get(self.code, _UNPROCESSABLE)


def new_id() -> str:
    """A request's id."""
    return str(uuid4()).upper()


def wrap(envelope: Envelope, fields: Json, *, request_id: str, refusal: Refusal | None = None) -> Json:
    """The whole answer. Of `error_code_str`, only part of the vendor's table is known; the code itself stands in."""
    code = refusal.code if refusal else ""
    detail: Json = {
        "code": code,
        "code_message": _TEXTS.get(code, code.replace("_", " ").capitalize()),
        "message": refusal.message if refusal else "",
    }
    answer: Json = {"request_id": request_id, "log_id": str(secrets.randbelow(10**8)), "error_detail": detail}
    if envelope != "short":
        status = refusal.status if refusal else _OK
        detail["status_code"] = status
        answer["error_code"] = status if refusal else 0
    if envelope == "full":
        old = _OLD_CODES.get(refusal.status, code) if refusal else ""
        message = f"{detail['code_message']} - {refusal.message}" if refusal else ""
        answer |= {"error_code_str": old, "error_msg": message}
    return answer | fields
