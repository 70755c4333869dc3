"""What each documented error code comes to."""

from typing import Any

import pytest

from bot.domain.errors import KeyRejected, Rejected, Stumbled, Unreachable, UpstreamError
from bot.domain.sentences import Reason
from bot.sandbox.upstreams.ailab.codes import STATUS
from bot.upstreams.ailab.codes import VERDICTS
from tests.upstreams.ailab.bench import paid_for
from tests.upstreams.ailab.scripted import FULL, Scripted, wrong

NAME = "enhance-face"
DOCUMENTED = 126
KINDS = {
    "ERROR_USER_NOT_EXISTS": (401, KeyRejected, Reason.KEY_REJECTED),
    "ERROR_APPLICATIONS_NOT_EXISTS": (401, KeyRejected, Reason.KEY_REJECTED),
    "ERROR_USER_LOCKED": (403, KeyRejected, Reason.KEY_REJECTED),
    "ERROR_NOT_ENOUGH_CREDITS": (429, KeyRejected, Reason.OUT_OF_CREDITS),
    "EXCEEDING_LIMITS": (429, Unreachable, Reason.PROVIDER_DOWN),
    "AI_SERVICE_FLOW_RESTRICTION": (503, Unreachable, Reason.PROVIDER_DOWN),
    "SERVICE_INTERNAL_ERROR": (500, Stumbled, Reason.PROVIDER_DOWN),
    "AI_SERVICE_UNAUTHORIZED": (502, Stumbled, Reason.PROVIDER_DOWN),
    "AI_SERVICE_TIMEOUT": (504, Stumbled, Reason.PROVIDER_DOWN),
    "ERROR_AI_NOT_EXISTS": (404, Rejected, Reason.TOOL_RETIRED),
    "MISSING_PARAMETERS": (400, Rejected, Reason.OPTIONS_REFUSED),
    "UNSUPPORTED_PARAMETER_VALUES": (400, Rejected, Reason.OPTIONS_REFUSED),
    "FILE_SIZE_EXCEEDS_LIMIT": (413, Rejected, Reason.PICTURE_REFUSED),
    "UNSUPPORTED_FILE_TYPES": (415, Rejected, Reason.PICTURE_REFUSED),
    "ERROR_MASK_IMAGE_RESOLUTION_MISMATCH": (400, Rejected, Reason.PICTURE_REFUSED),
    "FILE_CONTENT_NON_COMPLIANCE": (422, Rejected, Reason.PICTURE_REFUSED),
    "ERROR_UNSUPPORTED_GRAYSCALE_IMAGE": (415, Rejected, Reason.WITHOUT_COLOUR),
    "ERROR_NO_FACE_IN_FILE": (422, Rejected, Reason.NO_FACE),
    "ERROR_BLURRY_FACE": (422, Rejected, Reason.FACE_UNSUITED),
    "ERROR_CONTENT_NON_COMPLIANCE": (422, Rejected, Reason.CONTENT_REFUSED),
    "ERROR_DATABASE_LIMIT_EXCEEDED": (429, Rejected, Reason.UPSTREAM_REFUSED),
    "SOMETHING_NEW": (422, Rejected, Reason.UPSTREAM_REFUSED),
}


FITTING = {
    400: {Reason.OPTIONS_REFUSED, Reason.PICTURE_REFUSED},
    401: {Reason.KEY_REJECTED},
    403: {Reason.KEY_REJECTED, Reason.UPSTREAM_REFUSED},
    404: {Reason.TOOL_RETIRED, Reason.UPSTREAM_REFUSED},
    406: {Reason.OPTIONS_REFUSED},
    409: {Reason.UPSTREAM_REFUSED},
    410: {Reason.UPSTREAM_REFUSED},
    413: {Reason.PICTURE_REFUSED},
    415: {Reason.PICTURE_REFUSED, Reason.WITHOUT_COLOUR},
    422: {
        Reason.PICTURE_REFUSED,
        Reason.CONTENT_REFUSED,
        Reason.OPTIONS_REFUSED,
        Reason.NO_FACE,
        Reason.FACE_UNSUITED,
    },
    429: {Reason.OUT_OF_CREDITS, Reason.PROVIDER_DOWN, Reason.UPSTREAM_REFUSED},
    500: {Reason.PROVIDER_DOWN},
    501: {Reason.UPSTREAM_REFUSED},
    502: {Reason.PROVIDER_DOWN},
    503: {Reason.PROVIDER_DOWN},
    504: {Reason.PROVIDER_DOWN},
}


async def refused(vendor: Scripted, answer: object, status: int, name: str = NAME) -> UpstreamError:
    with pytest.raises(UpstreamError) as caught:
        await paid_for(vendor, name, answer, status=status)
    return caught.value


def test_every_documented_code_has_a_meaning_and_no_other() -> None:
    assert len(VERDICTS) == DOCUMENTED
    assert set(VERDICTS) == set(STATUS)


@pytest.mark.parametrize("code", STATUS)
async def test_a_refusal_with_any_documented_code_is_an_error_that_fits_its_status(vendor: Scripted, code: str) -> None:
    error = await refused(vendor, wrong(code), STATUS[code])
    assert error.sentence.reason in FITTING[STATUS[code]]
    assert error.sentence.values.get("code", code) == code


@pytest.mark.parametrize(("code", "expected"), KINDS.items(), ids=KINDS)
async def test_a_code_says_whose_fault_it_is(
    vendor: Scripted, code: str, expected: tuple[int, type[UpstreamError], Reason]
) -> None:
    status, kind, reason = expected
    error = await refused(vendor, wrong(code), status)
    assert type(error) is kind
    assert error.sentence.reason is reason


@pytest.mark.parametrize("status", [200, 400, 401, 403, 422, 429, 500, 502, 503, 504])
async def test_the_code_decides_and_not_the_status(vendor: Scripted, status: int) -> None:
    error = await refused(vendor, wrong("ERROR_NO_FACE_IN_FILE"), status)
    assert error.sentence.reason is Reason.NO_FACE


async def test_the_older_envelope_is_understood_too(vendor: Scripted) -> None:
    detail = {"status_code": 422, "code": "ERROR_NO_FACE_IN_FILE", "message": "pic not has face"}
    older = {**FULL, "error_code": 422, "error_code_str": "FILE_CONTENT_NON_COMPLIANCE", "error_detail": detail}
    assert (await refused(vendor, older, 422)).sentence.reason is Reason.NO_FACE


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"error_code": 429, "error_code_str": "ERROR_NOT_ENOUGH_CREDITS"}, Reason.OUT_OF_CREDITS),
        ({"error_code": 418}, Reason.UPSTREAM_REFUSED),
    ],
)
async def test_an_older_error_without_the_newer_code_is_one_too(
    vendor: Scripted, fields: dict[str, object], reason: Reason
) -> None:
    assert (await refused(vendor, fields, 200)).sentence.reason is reason


async def test_a_file_type_that_comes_as_an_outage_is_final(vendor: Scripted) -> None:
    answer = wrong("AI_SERVICE_INTERNAL_ERROR", f"AI service internal error: {'x' * 500} File type not supported")
    error = await refused(vendor, answer, 502)
    assert type(error) is Rejected
    assert error.sentence.reason is Reason.PICTURE_REFUSED


async def test_a_face_that_is_missing_is_missing_in_any_of_the_pictures(vendor: Scripted) -> None:
    error = await refused(vendor, wrong("ERROR_NO_FACE_IN_FILE"), 422, "ai-face-swap")
    assert error.sentence.values == {"slot": "target / source"}


async def test_a_mask_has_no_face_to_miss(vendor: Scripted) -> None:
    error = await refused(vendor, wrong("ERROR_NO_FACE_IN_FILE"), 422, "remove-objects")
    assert error.sentence.values == {"slot": "image"}


async def test_throttling_says_when_to_come_back(vendor: Scripted) -> None:
    vendor.answer("/api/portrait/effects/enhance-face", wrong("EXCEEDING_LIMITS"), status=429, Retry_After="7")
    error = await refused(vendor, wrong("EXCEEDING_LIMITS"), 429)
    assert isinstance(error, Unreachable)
    assert error.retry_after_s == 7


async def test_throttling_that_does_not_say_when_has_a_wait_too(vendor: Scripted) -> None:
    error = await refused(vendor, wrong("EXCEEDING_LIMITS"), 429)
    assert isinstance(error, Unreachable)
    assert error.retry_after_s is not None


async def test_trouble_of_the_providers_own_has_no_wait(vendor: Scripted) -> None:
    error = await refused(vendor, wrong("AI_SERVICE_ERROR"), 502)
    assert isinstance(error, Unreachable)
    assert error.retry_after_s is None


async def test_a_code_that_nobody_knows_is_fit_to_be_shown(vendor: Scripted) -> None:
    error = await refused(vendor, wrong("`@everyone` <b>\N{SNOWMAN}" + "x" * 500), 422)
    code = str(error.sentence.values["code"])
    assert code.startswith("??everyone???b??x")
    assert len(code) == 64


@pytest.mark.parametrize("fields", [wrong("SOMETHING_NEW"), {"error_code": 401}, {"error_code": 429}])
@pytest.mark.parametrize(
    ("status", "kind"), [(401, KeyRejected), (403, KeyRejected), (429, Unreachable), (422, Rejected)]
)
async def test_of_a_code_that_nobody_knows_the_status_says_what_it_can(
    vendor: Scripted, fields: dict[str, Any], status: int, kind: type[UpstreamError]
) -> None:
    assert type(await refused(vendor, fields, status)) is kind
