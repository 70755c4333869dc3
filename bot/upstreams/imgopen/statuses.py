"""What the number of a task says that shows no result."""

from collections.abc import Callable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from bot.upstreams.imgopen.route import Data
from bot.upstreams.imgopen.wire import Report


class Meaning(StrEnum):
    """What a status number says about a task that shows no result."""

    PENDING = "pending"
    FAILED = "failed"


StatusMap = dict[int, Meaning]


def _map_of(what: str) -> StatusMap:
    field: StatusMap = Field(default={}, description=f"status number to `pending` or `failed`, {what}")
    return field


class StatusMaps(BaseModel):
    """One table per endpoint; what is not in it is pending.

    The image tools' are empty, because the documents contradict themselves: finished results are shown with 0, 1 and 2,
    and the only page that lists meanings calls 2 a failure beside the example of a success with 2. The drawing
    endpoints were seen to be done with 2 and at work with 1 and 3.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sd: StatusMap = Field(
        default={2: Meaning.FAILED},
        description="status number to `pending` or `failed`, drawing; 2 was seen as done: without pictures, failed",
    )
    flux: StatusMap = _map_of("Flux")
    roop: StatusMap = _map_of("face swap version 1")
    v2_roop: StatusMap = _map_of("face swap version 2")
    instantid: StatusMap = _map_of("portraits")
    interrogate: StatusMap = _map_of("image description")
    face_fusion: StatusMap = _map_of("multiple face swap")
    face_detection: StatusMap = _map_of("face detection")
    prompts_expand: StatusMap = _map_of("prompt expansion")
    identify_style: StatusMap = _map_of("style recognition")
    outpaint: StatusMap = _map_of("outpainting")
    cnt_preview: StatusMap = _map_of("controlnet preview")


def failure_by(status_map: StatusMap) -> Callable[[Data], str | None]:
    """The short code of an answer whose status means failure."""

    def judge(data: Data) -> str | None:
        status = Report.of(data).status
        return f"status {status}" if status is not None and status_map.get(status) is Meaning.FAILED else None

    return judge
