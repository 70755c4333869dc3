"""What AILabTools' documents leave open or contradict themselves about, as switches."""

from dataclasses import dataclass
from typing import Literal

from bot.sandbox.upstreams.ailab.rules import Rule

Envelope = Literal["short", "full", "observed"]
Generation = Literal["2.0.0", "1.1.0", "1.0.0"]

_DAY_S = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class AilabConfig:
    """How the vendor behaves. None of the defaults is a fact where the documents are silent.

    `lenient` rules are not enforced. `envelope` "page" is what each endpoint's page prints; "observed" is the full one
    without `error_code_str` and `error_msg`.

    A failed task's poll is answered with an error status and the task's own code, with `task_status` 3, or with 2 and
    no result; a failed legacy job's with `failed_job`. `failure_code` is why scripted tasks fail. `status_place`,
    `data_before`: where a task's status stands, and what `data` is before there is any.

    `retired_live` turns the retired endpoints on. `cartoon` and `hd_migration` are the generations of those pages that
    are in force; with "1.0.0" only the legacy query finds a job, and `legacy_reply` "result" has the result in the
    answer to the submit. `mask_marks` is the colour that marks; a text with one of the `censored` words (lower case) is
    refused. `always_jpg`: a result's URL ends in .jpg whatever it is.
    """

    lenient: frozenset[Rule] = frozenset()
    envelope: Envelope | Literal["page"] = "page"
    processing_s: float = 0.3
    failed_task: Literal["error", "status", "nothing"] = "error"
    failed_job: Literal["PROCESS_FAILED", "TIMEOUT_FAILED", "LIMIT_RETRY_FAILED"] = "PROCESS_FAILED"
    failure_code: str = "ERROR_FACE_UNRECOGNIZABLE"
    status_place: Literal["top", "data"] = "top"
    data_before: Literal["absent", "null", "empty"] = "absent"
    unknown_task_code: str = "ERROR_RESOURCE_NOT_FOUND"
    missing_key_code: str = "ERROR_APPLICATIONS_NOT_EXISTS"
    wrong_key_code: str = "ERROR_APPLICATIONS_NOT_EXISTS"
    value_code: Literal["UNSUPPORTED_PARAMETER_VALUES", "ERROR_INVALID_PARAMETER"] = "UNSUPPORTED_PARAMETER_VALUES"
    megabyte: int = 1024 * 1024
    retired_live: bool = False
    cartoon: Generation = "2.0.0"
    hd_migration: Literal["1.1.0", "1.0.0"] = "1.1.0"
    legacy_reply: Literal["id", "result"] = "id"
    undocumented_place: str = "data.result_urls[]"
    hd_portrait_place: Literal["data.image_url", "data.elements[].image_url"] = "data.image_url"
    smart_beauty_place: Literal["data.image", "result"] = "data.image"
    mask_marks: Literal["white", "black"] = "white"
    base64_prefix: bool = False
    always_jpg: bool = False
    censored: frozenset[str] = frozenset()
    credits_shape: Literal["list", "object"] = "list"
    credits_time: Literal["s", "ms"] = "s"
    result_ttl_s: float = _DAY_S
    task_ttl_s: float = _DAY_S
    job_ttl_s: float = 30 * 60
