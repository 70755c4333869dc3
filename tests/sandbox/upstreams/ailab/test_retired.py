"""What was turned off, and what it was like."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import AilabTools, Script
from bot.sandbox.upstreams.ailab import AilabConfig
from tests.sandbox.upstreams.ailab.orders import LEGACY, QUERY, AilabCustomer, jpeg
from tests.sandbox.upstreams.customers import Answer

HD, CARTOON = "image-hd-color-migration", "ai-anime-generator"
TYPES = {HD: "HD_COLOUR_MIGRATION", CARTOON: "GENERATE_CARTOONIZED_IMAGE"}


@pytest.fixture
def legacy(ailab: AilabTools) -> AilabTools:
    ailab.config = replace(ailab.config, cartoon="1.0.0", hd_migration="1.0.0")
    return ailab


async def order(customer: AilabCustomer, code: str) -> Answer:
    """In the first generation's words."""
    needs = {HD: {}, CARTOON: {"type": "girl-27"}}[code]
    return await customer.order(code, needs, drop=("task_type", "index"))


async def ask(customer: AilabCustomer, code: str, job_id: str) -> Answer:
    return await customer.get(LEGACY, job_id=job_id, type=TYPES[code])


@pytest.mark.parametrize("code", [HD, "image-color-migration"])
async def test_a_retired_endpoint_answers_404(ailab: AilabTools, customer: AilabCustomer, code: str) -> None:
    ailab.config = AilabConfig(processing_s=0)

    submit, query = await customer.order(code), await customer.get(LEGACY, job_id="a", type="b")

    assert {answer.json["error_detail"]["code"] for answer in (submit, query)} == {"ERROR_AI_NOT_EXISTS"}
    assert (submit.status, query.status, ailab.paid_tasks) == (404, 404, [])


@pytest.mark.parametrize("code", TYPES)
async def test_a_job_is_found_by_its_request_and_not_as_a_task(
    legacy: AilabTools, customer: AilabCustomer, code: str
) -> None:
    submit = (await order(customer, code)).json
    await legacy.idle()

    data = (await ask(customer, code, submit["request_id"])).json["data"]
    as_task = await customer.get(QUERY, task_id=submit["request_id"])

    assert "task_id" not in submit
    assert data["status"] == "PROCESS_SUCCESS"
    url = data["result_url"] if code == CARTOON else data["image_list"][0]
    assert await customer.status_of(url) == 200
    assert as_task.status == 404
    assert legacy.violations == []


async def test_a_job_of_the_other_type_is_unknown(legacy: AilabTools, customer: AilabCustomer) -> None:
    job_id = (await order(customer, CARTOON)).json["request_id"]
    await legacy.idle()

    assert (await ask(customer, HD, job_id)).status == 404


@pytest.mark.parametrize("code", TYPES)
async def test_a_result_can_come_with_the_submit(legacy: AilabTools, customer: AilabCustomer, code: str) -> None:
    legacy.config = replace(legacy.config, legacy_reply="result")

    data = (await order(customer, code)).json["data"]

    assert data.keys() == {"result_url" if code == CARTOON else "image_list"}


@pytest.mark.parametrize("state", ["PROCESS_FAILED", "TIMEOUT_FAILED", "LIMIT_RETRY_FAILED"])
async def test_a_job_can_fail_in_three_ways(legacy: AilabTools, customer: AilabCustomer, state: Any) -> None:
    legacy.config = replace(legacy.config, failed_job=state)
    legacy.scripts.append(Script.FAIL_LATER)
    job_id = (await order(customer, CARTOON)).json["request_id"]
    await legacy.idle()

    assert (await ask(customer, CARTOON, job_id)).json["data"] == {"status": state}
    assert legacy.paid_tasks == []


@pytest.mark.parametrize(
    ("before", "rest"), [("absent", {}), ("null", {"image_list": None}), ("empty", {"image_list": []})]
)
async def test_a_job_waits_and_runs(
    legacy: AilabTools, customer: AilabCustomer, before: Any, rest: dict[str, Any]
) -> None:
    legacy.config = replace(legacy.config, data_before=before, processing_s=3600)
    ids = [(await order(customer, HD)).json["request_id"] for _ in range(3)]

    data = [(await ask(customer, HD, each)).json["data"] for each in ids]

    assert data == [{"status": status, **rest} for status in ("PROCESSING", "PROCESSING", "QUEUING")]


async def test_a_job_is_gone_after_half_an_hour_and_its_url_is_not(
    legacy: AilabTools, customer: AilabCustomer, clock: ShiftedClock
) -> None:
    job_id = (await order(customer, CARTOON)).json["request_id"]
    await legacy.idle()
    url = (await ask(customer, CARTOON, job_id)).json["data"]["result_url"]

    clock.shift(timedelta(minutes=31))

    assert ((await ask(customer, CARTOON, job_id)).status, await customer.status_of(url)) == (404, 200)


async def test_the_second_generation_has_styles_and_the_current_query(
    ailab: AilabTools, customer: AilabCustomer
) -> None:
    ailab.config = replace(ailab.config, cartoon="1.1.0")

    with_index = await customer.order(CARTOON)
    answer = await customer.fetch(CARTOON, {"type": "default"}, drop=("index",))

    assert with_index.status == 400
    assert answer["data"]["result_url"].startswith("http")


async def test_automatic_colours_come_in_as_many_versions_as_asked(ailab: AilabTools, customer: AilabCustomer) -> None:
    answer = await customer.fetch(HD, {"mode": "AUTO", "color_count": "3"}, drop=("color_template",))

    pictures = {await customer.download(url) for url in answer["data"]["image_list"]}
    assert len(pictures) == 3
    assert ailab.spent == 4


async def test_a_reference_is_needed_where_the_colours_are_its_own(ailab: AilabTools, customer: AilabCustomer) -> None:
    texts = {"mode": "REF_PIC"}
    without = await customer.order(HD, texts, drop=("color_template",))
    with_it = await customer.order(HD, texts, sent={"ref": jpeg("green")}, drop=("color_template",))

    assert (without.status, with_it.status) == (400, 200)
    assert len(ailab.violations) == 1
