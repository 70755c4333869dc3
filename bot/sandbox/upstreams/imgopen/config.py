"""What Img Open's documents leave open or contradict themselves about, as switches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta, timezone, tzinfo
from typing import Literal

from bot.sandbox.upstreams.callbacks import Ladder
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.audit import Audit
from bot.sandbox.upstreams.imgopen.models import MODELS
from bot.sandbox.upstreams.imgopen.switches import ToolSwitches

DOCUMENTED_CALLBACKS = frozenset(
    {
        "comfyui/text2image",
        "instantID",
        "interrogate",
        "face/fusion",
        "face/detection",
        "identifyStyle",
        "imgExpand",
        "cnt/preview",
    }
)
_CHINA = timezone(timedelta(hours=8), "CST")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImgOpenConfig(Ladder):
    """How the vendor behaves as a whole. `per_tool` overrides `switches` by tool code.

    `on_repeat` says what a known businessTaskId does at a submit: a second billed task, the first task again, or "400".
    The tools of the codes `callback_tools` take a callbackUrl; the documents name none for the single face swaps. They
    give seven delays for ten tries and no time-out.

    `no_face_answer`: what a face detection without faces comes to. `v1_serves`: which drawings the older query knows;
    the newer one knows those of the current month, in `month_zone`. `controlnet_seed`: the documents' table says
    integer, their example is a string. `shows_progress`: whether a drawing in the making has a `temporaryImageDto`.
    `most_rows`: how many rows a page of a list has at most, whatever was asked for.
    """

    callback_delays_s: tuple[float, ...] = (3, 5, 15, 30, 60, 600, 3600)
    callback_max_tries: int = 10
    callback_tools: frozenset[str] = DOCUMENTED_CALLBACKS

    processing_s: float = 0.3
    training_s: float = 1.0
    result_ttl_s: float = 3600
    id_prefix: str = "test"
    max_bytes: int = 20 * 1024 * 1024
    error_http_status: int = 200
    wrong_key_code: str = "400"
    error_data: Literal["absent", "null", "empty"] = "absent"
    on_repeat: Literal["new", "same", "refuse"] = "new"
    no_face_answer: Literal["empty_list", "failed"] = "empty_list"
    v1_serves: Literal["archived", "all"] = "archived"
    month_zone: tzinfo = _CHINA
    controlnet_seed: Literal["integer", "text"] = "integer"
    shows_progress: bool = False
    most_rows: int | None = None
    models: tuple[Json, ...] = MODELS
    audit: Audit = field(default_factory=Audit)
    switches: ToolSwitches = field(default_factory=ToolSwitches)
    per_tool: Mapping[str, ToolSwitches] = field(default_factory=dict)

    def of(self, tool_code: str) -> ToolSwitches:
        """The switches of one tool."""
        return self.per_tool.get(tool_code, self.switches)
