"""What the vendor has retired: older generations of two endpoints, and the query that went with the first."""

from typing import Any

import pytest

from bot.domain.errors import Garbled, Unknown
from bot.domain.outcomes import Broke, Finished, Pending
from bot.domain.sentences import Reason
from bot.upstreams.ailab.endpoints import ENDPOINTS
from tests.upstreams.ailab.bench import asked_about_job, order_for
from tests.upstreams.ailab.scripted import FULL, REQUEST_ID, TAKEN, TASK_ID, URL, Scripted, offer, wrong

CARTOON, COLOURS = "GENERATE_CARTOONIZED_IMAGE", "HD_COLOUR_MIGRATION"
OFFERS = {CARTOON: "ai-anime-generator-v1", COLOURS: "image-hd-color-migration"}
NAMES = {CARTOON: "ai-anime-generator", COLOURS: "image-hd-color-migration"}
RESULTS: dict[str, dict[str, Any]] = {CARTOON: {"result_url": URL}, COLOURS: {"image_list": [URL]}}
EACH_JOB = pytest.mark.parametrize("job", [CARTOON, COLOURS])


async def submitted(vendor: Scripted, job: str, answer: Any, generation: str) -> Any:
    vendor.answer(ENDPOINTS[NAMES[job]].path, answer)
    upstream = vendor.upstream(retired_generation=generation)
    made = offer(upstream, OFFERS[job])
    return await upstream.submit(made, order_for(made))


@EACH_JOB
async def test_the_first_generation_is_known_by_its_request(vendor: Scripted, job: str) -> None:
    assert await submitted(vendor, job, TAKEN, "V1.0.0") == Pending(upstream_id=REQUEST_ID, memo={"job": job})


@EACH_JOB
async def test_the_second_generation_is_known_by_its_task(vendor: Scripted, job: str) -> None:
    assert await submitted(vendor, job, TAKEN, "V1.1.0") == Pending(upstream_id=TASK_ID)


@EACH_JOB
async def test_the_first_generation_may_answer_at_once(vendor: Scripted, job: str) -> None:
    outcome = await submitted(vendor, job, {**FULL, "data": RESULTS[job]}, "V1.0.0")
    assert isinstance(outcome, Finished)
    assert [found.url for found in outcome.found] == [URL]


@EACH_JOB
async def test_a_job_without_the_requests_id_is_unknown(vendor: Scripted, job: str) -> None:
    with pytest.raises(Unknown):
        await submitted(vendor, job, {"error_code": 0}, "V1.0.0")


@EACH_JOB
async def test_the_retired_question_has_the_request_and_the_type(vendor: Scripted, job: str) -> None:
    await asked_about_job(vendor, job, {**FULL, "data": {"status": "QUEUING"}}, name=NAMES[job])
    (asked,) = vendor.asked
    assert (asked.method, asked.path) == ("GET", "/api/image/asyn-task-results")
    assert asked.query == {"job_id": "THE-REQUEST", "type": job}


@EACH_JOB
@pytest.mark.parametrize("empty", [{}, {"image_list": None, "result_url": None}, {"image_list": [], "result_url": ""}])
@pytest.mark.parametrize("status", ["QUEUING", "PROCESSING"])
async def test_a_job_that_waits_or_runs_is_not_done(
    vendor: Scripted, job: str, status: str, empty: dict[str, Any]
) -> None:
    answer = {**FULL, "data": {"status": status, **empty}}
    assert await asked_about_job(vendor, job, answer, name=NAMES[job]) == Pending()


@EACH_JOB
async def test_a_job_that_succeeded_has_its_result(vendor: Scripted, job: str) -> None:
    answer = {**FULL, "data": {"status": "PROCESS_SUCCESS", **RESULTS[job]}}
    outcome = await asked_about_job(vendor, job, answer, name=NAMES[job])
    assert isinstance(outcome, Finished)
    assert [found.url for found in outcome.found] == [URL]


@EACH_JOB
@pytest.mark.parametrize("status", ["PROCESS_FAILED", "TIMEOUT_FAILED", "LIMIT_RETRY_FAILED", "SOMETHING_ELSE"])
async def test_any_other_state_of_a_job_is_a_failure(vendor: Scripted, job: str, status: str) -> None:
    outcome = await asked_about_job(vendor, job, {**FULL, "data": {"status": status}}, name=NAMES[job])
    assert isinstance(outcome, Broke)
    assert outcome.sentence.values["code"] == f"status {status}"


@EACH_JOB
async def test_a_job_that_succeeded_without_a_result_is_a_failure(vendor: Scripted, job: str) -> None:
    outcome = await asked_about_job(vendor, job, {**FULL, "data": {"status": "PROCESS_SUCCESS"}}, name=NAMES[job])
    assert isinstance(outcome, Broke)


@pytest.mark.parametrize("data", [None, {}, [], {"status": None}, {"status": 2}])
async def test_a_job_without_a_state_is_garbled(vendor: Scripted, data: Any) -> None:
    with pytest.raises(Garbled):
        await asked_about_job(vendor, COLOURS, {**FULL, "data": data}, name=NAMES[COLOURS])


async def test_a_query_that_is_no_more_says_that_the_tool_is_retired(vendor: Scripted) -> None:
    outcome = await asked_about_job(vendor, COLOURS, wrong("ERROR_AI_NOT_EXISTS"), name=NAMES[COLOURS], status=404)
    assert isinstance(outcome, Broke)
    assert outcome.sentence.reason is Reason.TOOL_RETIRED


@EACH_JOB
async def test_a_task_is_asked_about_as_it_was_submitted_though_the_generation_was_changed(
    vendor: Scripted, job: str
) -> None:
    vendor.answer_task({**FULL, "task_status": 0})
    upstream = vendor.upstream(retired_generation="V1.0.0")
    made = offer(upstream, OFFERS[job])
    assert await upstream.poll(made, order_for(made, upstream_id=TASK_ID)) == Pending()


@EACH_JOB
def test_a_job_is_not_waited_for_longer_than_it_lives(vendor: Scripted, job: str) -> None:
    patient = {"pace": {"poll_deadline_s": 7200}}
    made = offer(vendor.upstream(retired_generation="V1.0.0", **patient), OFFERS[job])
    assert made.pace is not None
    assert made.pace.poll_deadline_s == 1800


@pytest.mark.parametrize("key", ["image-hd-color-migration", "image-color-migration", "ai-anime-generator-v1"])
def test_what_is_retired_is_off_until_the_operator_says_otherwise(vendor: Scripted, key: str) -> None:
    off = offer(vendor.upstream(retired=False), key).off
    assert off is not None
    assert off.values["setting"] == "DARKROOM_PROVIDERS__AILAB__RETIRED"
    assert offer(vendor.upstream(), key).off is None


def test_what_has_no_documented_price_is_off_until_it_has_one(vendor: Scripted) -> None:
    off = offer(vendor.upstream(prices={}), "image-color-migration").off
    assert off is not None
    assert off.values["setting"] == "DARKROOM_PROVIDERS__AILAB__PRICES"
