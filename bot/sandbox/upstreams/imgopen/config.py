"""What Img Open's documents leave open or contradict themselves about, as switches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.upstreams.callbacks import Ladder
from bot.sandbox.upstreams.jobs import StatusNumbers

WRITTEN_NUMBERS = StatusNumbers(queued=0, running=0, done=1, failed=2)
"""The only written table: 0 generating, 1 success, 2 failure."""
SD_NUMBERS = StatusNumbers(queued=1, running=3, done=2, failed=4)
"""What the examples and a client of the drawing endpoints show: finished is 2, which the table calls failure."""
ZERO_NUMBERS = StatusNumbers(queued=0, running=0, done=0, failed=0)
"""One page's example shows a finished result with 0: the number says nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSwitches:
    """How one tool answers.

    `id_field` names the platform's id in a bare reply (the pages show task_id and taskId). `result_field` and
    `result_as_list` shape a result that the documents do not show for every tool. A failed task answers its query
    with code "400" or, with `failure_by_code` off, with the failed status. `polls_before_done` queries see a settled
    task as running.
    """

    submit_reply: Literal["id", "result"] = "id"
    id_field: str = "task_id"
    numbers: StatusNumbers = WRITTEN_NUMBERS
    status_as_text: bool = False
    result_field: str = "outputImageUrl"
    result_as_list: bool = False
    polls_before_done: int = 0
    failure_by_code: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ImgOpenConfig(Ladder):
    """How the vendor behaves as a whole. `per_tool` overrides `switches` by tool code.

    `on_repeat` says what a known businessTaskId does at a submit: a second billed task, the first task again, or "400".
    The tools of the codes `callback_tools` take a callbackUrl; the documents name none for the face swaps. They give
    seven delays for ten tries and no time-out.
    """

    callback_delays_s: tuple[float, ...] = (3, 5, 15, 30, 60, 600, 3600)
    callback_max_tries: int = 10
    callback_tools: frozenset[str] = frozenset()

    processing_s: float = 0.3
    result_ttl_s: float = 3600
    id_prefix: str = "test"
    max_bytes: int = 20 * 1024 * 1024
    error_http_status: int = 200
    wrong_key_code: str = "400"
    error_data: Literal["absent", "null", "empty"] = "absent"
    on_repeat: Literal["new", "same", "refuse"] = "new"
    switches: ToolSwitches = field(default_factory=ToolSwitches)
    per_tool: Mapping[str, ToolSwitches] = field(default_factory=dict)

    def of(self, tool_code: str) -> ToolSwitches:
        """The switches of one tool."""
        return self.per_tool.get(tool_code, self.switches)
