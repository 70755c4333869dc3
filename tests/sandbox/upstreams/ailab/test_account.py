"""Who may order, what it costs, and what is said of the account."""

from dataclasses import replace

import pytest

from bot.sandbox.upstreams import AilabTools, Script
from bot.sandbox.upstreams.ailab import ENDPOINTS
from tests.sandbox.upstreams.ailab.orders import CREDITS, QUERY, AilabCustomer

CARTOON = "portrait-animation"


async def test_the_account_tells_what_is_left(ailab: AilabTools, customer: AilabCustomer) -> None:
    await customer.order(CARTOON)

    [pool] = (await customer.get(CREDITS)).json["data"]

    assert (pool["unique_sign"], pool["balance"], pool["total"]) == ("common", 980.0, 1000.0)
    assert pool["last_update_time"] == int(ailab.clock.now().timestamp())


async def test_the_account_can_be_a_single_object_with_milliseconds(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.config = replace(ailab.config, credits_shape="object", credits_time="ms")

    pool = (await customer.get(CREDITS)).json["data"]

    assert pool["last_update_time"] > 10**12


async def test_an_empty_account_answers_429(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.credits = 19

    answer = await customer.order(CARTOON)

    assert (answer.status, answer.json["error_detail"]["code"]) == (429, "ERROR_NOT_ENOUGH_CREDITS")
    assert ailab.paid_tasks == []


async def test_credits_that_running_tasks_will_cost_are_not_spent_twice(
    ailab: AilabTools, customer: AilabCustomer
) -> None:
    ailab.credits = 9
    ailab.config = replace(ailab.config, processing_s=3600)

    statuses = [(await customer.order("ai-face-swap")).status for _ in range(2)]

    assert (statuses, ailab.credits) == ([200, 429], 9)


async def test_what_a_failure_would_have_cost_can_be_spent_again(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.credits = 20
    ailab.scripts.append(Script.FAIL_LATER)

    answers = [await customer.order(CARTOON) for _ in range(2)]

    assert [answer.status for answer in answers] == [422, 200]
    assert answers[0].json["error_detail"]["code"] == "ERROR_FACE_UNRECOGNIZABLE"
    assert ailab.credits == 0


async def test_a_task_that_fails_at_create_is_not_billed(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.scripts.append(Script.FAIL_AT_CREATE)

    assert (await customer.order("ai-face-swap")).status == 422
    assert (ailab.paid_tasks, ailab.violations) == ([], [])


@pytest.mark.parametrize("code", ["EXCEEDING_LIMITS", "AI_SERVICE_FLOW_RESTRICTION", "ERROR_USER_LOCKED", "NEW_CODE"])
async def test_the_next_order_can_be_refused_with_any_code(
    ailab: AilabTools, customer: AilabCustomer, code: str
) -> None:
    ailab.errors.append(code)

    answers = [await customer.order(CARTOON) for _ in range(2)]

    statuses = {"EXCEEDING_LIMITS": 429, "AI_SERVICE_FLOW_RESTRICTION": 503, "ERROR_USER_LOCKED": 403}
    assert [answer.status for answer in answers] == [statuses.get(code, 422), 200]
    assert answers[0].json["error_detail"]["code"] == code
    assert len(ailab.paid_tasks) == 1


@pytest.mark.parametrize("path", [QUERY, CREDITS])
async def test_a_wrong_key_answers_401_and_is_no_violation(
    ailab: AilabTools, customer: AilabCustomer, path: str
) -> None:
    answer = await replace(customer, headers={"ailabapi-api-key": "wrong"}).get(path)

    assert (answer.status, answer.json["error_detail"]["code"]) == (401, "ERROR_APPLICATIONS_NOT_EXISTS")
    assert ailab.violations == []


async def test_a_missing_key_is_a_violation(ailab: AilabTools, customer: AilabCustomer) -> None:
    answer = await replace(customer, headers={}).order(CARTOON)

    assert answer.status == 401
    assert [violation.sentence for violation in ailab.violations] == ["header ailabapi-api-key is missing"]


async def test_words_under_review_are_refused_without_a_violation(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.config = replace(ailab.config, censored=frozenset({"blood"}))

    answer = await customer.order("ai-photography", {"style_desc": "Blood everywhere"})

    assert (answer.status, answer.json["error_detail"]["code"]) == (422, "ERROR_CONTENT_NON_COMPLIANCE")
    assert ailab.violations == []


async def test_the_books_say_what_was_sent(ailab: AilabTools, customer: AilabCustomer) -> None:
    task_id = (await customer.order("hairstyle-editor-pro")).json["task_id"]
    await customer.get(QUERY, task_id=task_id)

    submit, query = ailab.calls
    assert (submit.endpoint, submit.body["hair_style"]) == ("hairstyle-editor-pro", "BuzzCut")
    assert submit.body["image"].keys() == {"filename", "content_type", "size"}
    assert (query.endpoint, query.body) == ("query-async-task-result", {"task_id": task_id})


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/portrait/effects/hairstyle-editor"), ("GET", ENDPOINTS[CARTOON].path), ("POST", QUERY)],
)
async def test_an_undocumented_path_is_a_violation(
    ailab: AilabTools, customer: AilabCustomer, method: str, path: str
) -> None:
    async with customer.session.request(method, ailab.base_url + path) as response:
        status = response.status

    assert status == 404
    assert [violation.endpoint for violation in ailab.violations] == ["unknown"]
