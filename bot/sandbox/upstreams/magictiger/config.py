"""What Magic Tiger's document leaves open, as switches. None of the defaults is a fact about the service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.upstreams.callbacks import Ladder
from bot.sandbox.upstreams.crafts.commission import Craft
from bot.sandbox.upstreams.jobs import StatusNumbers

_MIB = 1024 * 1024
_TYPES = {"enhance": 1, "colorize_black_white_photo": 2}
"""The 2 is invented; the names are no part of the protocol."""

Md5Recipe = Literal["off", "body", "body+token", "token+body", "taskid+token", "token+taskid"]
"""What the md5 header of a callback is made of, in that order and without a separator; off sends it empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MagicTigerConfig(Ladder):
    """How the vendor behaves.

    `status_map` may be any permutation. `enhance_types` are the types that this server can do; any
    other is answered with `unknown_type_code`. `multi_output_types` colourise, put `outputs` pictures into `facelist`
    and, with `multi_keeps_outputurl` off, none into `outputurl`; other types list `faces` faces there.
    A type that is called as one of the crafts does that, any other enhances.
    `numbers_as_strings` concerns the whole envelope. `failed_task_errorcode` is what a failed task reports.

    The account's `callback_url` counts at the moment when a task ends. "Up to 3 tries" may mean 3 or 4; their delays
    and time-out are not given. A deleted task is not reported, or, with `callback_on_delete`, once as it was left. A
    probe is one try with the body `{}`, whenever another URL is set.
    """

    callback_delays_s: tuple[float, ...] = (5, 30)
    callback_max_tries: int = 3
    callback_url: str | None = None
    callback_md5_recipe: Md5Recipe = "body+token"
    callback_on_failure: bool = True
    callback_on_delete: bool = False
    callback_probe: Literal["off", "empty-object"] = "off"

    processing_s: float = 0.3
    status_map: StatusNumbers = field(default_factory=lambda: StatusNumbers(queued=0, running=1, done=2, failed=3))
    enhance_types: Mapping[str, int] = field(default_factory=lambda: dict(_TYPES))
    multi_output_types: frozenset[int] = frozenset({2})
    multi_keeps_outputurl: bool = False
    outputs: int = 3
    faces: int = 1
    max_bytes: int = 20 * _MIB
    min_side: int = 64
    max_side: int = 9216
    accepted_ext: frozenset[str] = frozenset({"jpg", "jpeg", "png"})
    business_error_http_status: int = 200
    bad_token_code: int = 9000001
    bad_parameter_code: int = 9000002
    failed_task_errorcode: int = 9000003
    too_small_code: int = 1001002
    unknown_type_code: int = 1001001
    type_mismatch: Literal["ignore", "not_exist"] = "ignore"
    dedupe_chtaskid: bool = False
    delete_removes_results: bool = True
    result_ttl_s: float = 3600
    task_ttl_s: float = 86400
    numbers_as_strings: bool = False
    data_null_on_error: bool = False

    def craft(self, code: int) -> Craft | None:
        """What that type does; None for enhancement."""
        names = {name for name, number in self.enhance_types.items() if number == code}
        return next((craft for craft in Craft if craft in names), None)
