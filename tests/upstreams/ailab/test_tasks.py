"""Where a task is, by the current query."""

from typing import Any

import pytest

from bot.domain.errors import Garbled, KeyRejected, Unknown, Unreachable, UpstreamError
from bot.domain.outcomes import Broke, Finished, Pending
from bot.domain.sentences import Reason
from tests.upstreams.ailab.bench import asked_for, offer_for, order_for, paid_for
from tests.upstreams.ailab.scripted import FULL, REQUEST_ID, SHORT, TASK_ID, URL, Scripted, wrong

NAME = "ai-face-swap"
DONE = {**SHORT, "task_status": 2, "data": {"image": URL}}
HTML = "<html>Bad Gateway</html>"


@pytest.mark.parametrize("envelope", [SHORT, FULL])
async def test_a_submission_gives_the_tasks_id_and_not_the_requests(vendor: Scripted, envelope: Any) -> None:
    outcome = await paid_for(vendor, NAME, {**envelope, "task_type": "async", "task_id": TASK_ID})
    assert outcome == Pending(upstream_id=TASK_ID)
    assert TASK_ID != REQUEST_ID


@pytest.mark.parametrize("task_id", [None, "", {}, "two words"])
async def test_a_paid_answer_without_a_tasks_id_is_unknown(vendor: Scripted, task_id: Any) -> None:
    with pytest.raises(Unknown):
        await paid_for(vendor, NAME, {**SHORT, "task_id": task_id})


async def test_the_question_is_a_get_with_the_tasks_id(vendor: Scripted) -> None:
    await asked_for(vendor, NAME, DONE)
    (asked,) = vendor.asked
    assert (asked.method, asked.path) == ("GET", "/api/common/query-async-task-result")
    assert asked.query == {"task_id": TASK_ID}


@pytest.mark.parametrize("data", [{}, {"data": None}, {"data": {}}])
@pytest.mark.parametrize("status", [0, 1, "0", "1"])
async def test_queued_and_processing_are_not_yet(vendor: Scripted, status: Any, data: dict[str, Any]) -> None:
    assert await asked_for(vendor, NAME, {**SHORT, "task_status": status, **data}) == Pending()


async def test_the_status_may_be_inside_the_data(vendor: Scripted) -> None:
    outcome = await asked_for(vendor, NAME, {**SHORT, "data": {"task_status": 2, "image": URL}})
    assert isinstance(outcome, Finished)


async def test_the_status_at_the_top_counts_before_the_one_inside(vendor: Scripted) -> None:
    assert await asked_for(vendor, NAME, {**SHORT, "task_status": 1, "data": {"task_status": 3}}) == Pending()


@pytest.mark.parametrize("status", [3, 4, -1, 99])
async def test_any_other_status_is_a_failure(vendor: Scripted, status: int) -> None:
    outcome = await asked_for(vendor, NAME, {**SHORT, "task_status": status})
    assert isinstance(outcome, Broke)
    assert outcome.sentence.values == {"provider": "AILabTools", "code": f"status {status}"}


@pytest.mark.parametrize("answer", [SHORT, {**SHORT, "task_status": "soon"}, {}, {**SHORT, "data": [2]}])
async def test_an_answer_without_a_status_is_garbled(vendor: Scripted, answer: Any) -> None:
    with pytest.raises(Garbled):
        await asked_for(vendor, NAME, answer)


@pytest.mark.parametrize(
    ("code", "status", "reason"),
    [
        ("ERROR_NO_FACE_IN_FILE", 422, Reason.NO_FACE),
        ("ERROR_CONTENT_NON_COMPLIANCE", 422, Reason.CONTENT_REFUSED),
        ("ERROR_RESOURCE_NOT_FOUND", 404, Reason.UPSTREAM_FAILED),
        ("PROCESSING_FAILURE", 400, Reason.UPSTREAM_FAILED),
        ("ERROR_AI_NOT_EXISTS", 404, Reason.TOOL_RETIRED),
        ("SOMETHING_NEW", 422, Reason.UPSTREAM_FAILED),
        ("ERROR_BLURRY_FACE", 200, Reason.FACE_UNSUITED),
    ],
)
async def test_an_error_about_the_task_ends_it(vendor: Scripted, code: str, status: int, reason: Reason) -> None:
    outcome = await asked_for(vendor, NAME, wrong(code), status=status)
    assert isinstance(outcome, Broke)
    assert outcome.sentence.reason is reason


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (wrong("EXCEEDING_LIMITS"), 429),
        (wrong("EXCEEDING_LIMITS"), 422),
        (wrong("ERROR_NOT_ENOUGH_CREDITS"), 429),
        (wrong("SOMETHING_NEW"), 429),
        (wrong("AI_SERVICE_ERROR"), 502),
        (wrong("AI_SERVICE_ERROR"), 200),
        (wrong("ERROR_NO_FACE_IN_FILE"), 500),
        ({"message": "oops"}, 500),
        ({"message": "oops"}, 502),
        (HTML, 502),
        (HTML, 500),
        (HTML, 429),
    ],
)
async def test_trouble_says_nothing_about_the_task(vendor: Scripted, answer: Any, status: int) -> None:
    with pytest.raises(Unreachable):
        await asked_for(vendor, NAME, answer, status=status)


async def test_a_file_type_that_comes_as_an_outage_ends_the_task(vendor: Scripted) -> None:
    answer = wrong("AI_SERVICE_INTERNAL_ERROR", "AI service internal error: File type not supported")
    outcome = await asked_for(vendor, NAME, answer, status=502)
    assert isinstance(outcome, Broke)
    assert outcome.sentence.reason is Reason.PICTURE_REFUSED


@pytest.mark.parametrize(
    ("answer", "status"), [(wrong("ERROR_APPLICATIONS_NOT_EXISTS"), 401), (HTML, 401), ({"message": "no"}, 403)]
)
async def test_a_key_that_has_gone_bad_is_told_of(vendor: Scripted, answer: Any, status: int) -> None:
    with pytest.raises(KeyRejected):
        await asked_for(vendor, NAME, answer, status=status)


@pytest.mark.parametrize(("answer", "status"), [({"message": "no"}, 404), (HTML, 404), (HTML, 200)])
async def test_an_answer_of_another_form_is_garbled(vendor: Scripted, answer: Any, status: int) -> None:
    with pytest.raises(Garbled):
        await asked_for(vendor, NAME, answer, status=status)


async def test_a_task_whose_id_was_not_remembered_cannot_be_asked_about(vendor: Scripted) -> None:
    upstream = vendor.upstream()
    made = offer_for(upstream, NAME)
    with pytest.raises(Garbled):
        await upstream.poll(made, order_for(made))


async def test_a_lost_submission_cannot_be_looked_up(vendor: Scripted) -> None:
    upstream = vendor.upstream()
    made = offer_for(upstream, NAME)
    assert await upstream.look_up(made, order_for(made)) is None
    assert vendor.asked == []


@pytest.mark.parametrize(("answer", "status"), [(HTML, 502), (HTML, 200), (HTML, 500), ({}, 504), ({}, 400), ({}, 200)])
async def test_a_paid_request_without_a_clear_answer_is_unknown(vendor: Scripted, answer: Any, status: int) -> None:
    with pytest.raises(UpstreamError) as caught:
        await paid_for(vendor, NAME, answer, status=status)
    assert type(caught.value) is Unknown
