from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import AilabTools, Script
from tests.sandbox.upstreams.ailab.orders import LEGACY, QUERY, AilabCustomer
from tests.sandbox.upstreams.customers import Answer

SWAP = "ai-face-swap"


async def outcome(customer: AilabCustomer, script: Script = Script.FAIL_LATER) -> Answer:
    """The poll of a task that met the script."""
    customer.vendor.scripts.append(script)
    task_id = (await customer.order(SWAP)).json["task_id"]
    await customer.vendor.idle()
    return await customer.get(QUERY, task_id=task_id)


async def test_a_task_waits_runs_and_is_done(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.config = replace(ailab.config, processing_s=3600)
    ids = [(await customer.order(SWAP)).json["task_id"] for _ in range(3)]
    ailab.config = replace(ailab.config, processing_s=0)

    statuses = [(await customer.get(QUERY, task_id=each)).json["task_status"] for each in ids]

    assert statuses == [1, 1, 0]
    assert ailab.paid_tasks == []


async def test_a_request_is_not_called_as_its_task(customer: AilabCustomer) -> None:
    answer = (await customer.order(SWAP)).json

    assert answer["request_id"] != answer["task_id"]
    assert (answer["task_type"], "data" in answer) == ("async", False)


@pytest.mark.parametrize(
    ("mode", "shown"),
    [("error", (422, "ERROR_FACE_UNRECOGNIZABLE", None)), ("status", (200, "", 3)), ("nothing", (200, "", 2))],
)
async def test_a_failed_task_shows_as_the_switch_says_and_is_not_billed(
    ailab: AilabTools, customer: AilabCustomer, mode: Any, shown: tuple[int, str, int | None]
) -> None:
    ailab.config = replace(ailab.config, failed_task=mode)

    answer = await outcome(customer)

    assert (answer.status, answer.json["error_detail"]["code"], answer.json.get("task_status")) == shown
    assert "data" not in answer.json
    assert (ailab.paid_tasks, ailab.credits) == ([], 1000)


async def test_a_picture_without_a_face_is_told_by_its_own_code(customer: AilabCustomer) -> None:
    answer = await outcome(customer, Script.NO_FACES)

    assert answer.json["error_detail"]["code"] == "ERROR_NO_FACE_IN_FILE"


async def test_a_status_can_stand_inside_data(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.config = replace(ailab.config, status_place="data")

    answer = await customer.fetch(SWAP)

    assert "task_status" not in answer
    assert answer["data"].keys() == {"task_status", "image"}


@pytest.mark.parametrize(("before", "data"), [("absent", {}), ("null", {"data": None}), ("empty", {"data": {}})])
async def test_before_success_there_is_no_data(
    ailab: AilabTools, customer: AilabCustomer, before: Any, data: dict[str, Any]
) -> None:
    ailab.config = replace(ailab.config, data_before=before, processing_s=3600)
    task_id = (await customer.order(SWAP)).json["task_id"]

    answer = (await customer.get(QUERY, task_id=task_id)).json

    assert {name: answer[name] for name in answer if name == "data"} == data
    assert answer["task_status"] == 1


async def test_a_task_that_never_was_answers_404(ailab: AilabTools, customer: AilabCustomer) -> None:
    answer = await customer.get(QUERY, task_id="nobody")

    assert (answer.status, answer.json["error_detail"]["code"]) == (404, "ERROR_RESOURCE_NOT_FOUND")
    assert ailab.violations == []


async def test_a_task_is_gone_after_a_day_and_so_is_its_result(clock: ShiftedClock, customer: AilabCustomer) -> None:
    task_id = (await customer.order(SWAP)).json["task_id"]
    await customer.vendor.idle()
    url = (await customer.get(QUERY, task_id=task_id)).json["data"]["image"]

    clock.shift(timedelta(hours=23, minutes=59))
    before = (await customer.get(QUERY, task_id=task_id)).status, await customer.status_of(url)
    clock.shift(timedelta(minutes=2))
    after = (await customer.get(QUERY, task_id=task_id)).status, await customer.status_of(url)

    assert (before, after) == ((200, 200), (404, 404))


@pytest.mark.parametrize(
    ("path", "query", "code"),
    [
        (QUERY, {}, "MISSING_PARAMETERS"),
        (QUERY, {"task_id": "a", "type": "b"}, "ERROR_PARAMETERS"),
        (LEGACY, {"job_id": "a"}, "MISSING_PARAMETERS"),
        (LEGACY, {"job_id": "a", "type": "HD_COLOR_MIGRATION"}, "UNSUPPORTED_PARAMETER_VALUES"),
    ],
)
async def test_a_wrong_query_is_refused_and_recorded(
    ailab: AilabTools, customer: AilabCustomer, path: str, query: dict[str, str], code: str
) -> None:
    answer = await customer.get(path, **query)

    assert (answer.status, answer.json["error_detail"]["code"]) == (400, code)
    assert len(ailab.violations) == 1


async def test_a_query_can_be_refused_and_says_nothing_of_the_task(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.query_errors.append("AI_SERVICE_FLOW_RESTRICTION")
    task_id = (await customer.order(SWAP)).json["task_id"]
    await ailab.idle()

    answers = [await customer.get(QUERY, task_id=task_id) for _ in range(2)]

    assert [answer.status for answer in answers] == [503, 200]


async def test_a_task_can_be_made_to_run_for_ever(ailab: AilabTools, customer: AilabCustomer) -> None:
    assert (await outcome(customer, Script.NEVER_FINISH)).json["task_status"] == 1
    assert ailab.paid_tasks == []
