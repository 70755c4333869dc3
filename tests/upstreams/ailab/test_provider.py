"""What the port promises."""

import asyncio
import traceback
from dataclasses import replace
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.domain.errors import (
    Fenced,
    Garbled,
    KeyRejected,
    Misconfigured,
    Rejected,
    Unknown,
    Unreachable,
    UpstreamError,
)
from bot.domain.listings import ListKind
from bot.domain.offers import Travel
from bot.domain.outcomes import Broke, Finished, Pending
from bot.upstreams.ailab.provider import TASK_QUERY
from bot.upstreams.base import Callback
from tests.upstreams import orders
from tests.upstreams.ailab.bench import asked_for, offer_for, order_for, paid_for
from tests.upstreams.ailab.scripted import KEY, SECRET, SHORT, TAKEN, Scripted, wrong
from tests.upstreams.json_values import VALUES, objects
from tests.upstreams.servers import hang_up, serving

ENVELOPES = objects(
    "request_id",
    "log_id",
    "error_code",
    "error_code_str",
    "error_detail",
    "task_id",
    "task_status",
    "image",
    "result",
    of=st.one_of(VALUES, st.sampled_from([0, 1, 2, 3]), objects("code", "message")),
)
ANSWERS = st.builds(
    lambda envelope, data: {**envelope, **data},
    ENVELOPES,
    objects("data", of=st.one_of(VALUES, objects("image", "image_url", "status", "task_status", "image_list"))),
)
STATUSES = st.sampled_from([200, 200, 200, 302, 400, 401, 403, 404, 422, 429, 500, 502, 503])


@given(answer=ANSWERS, status=STATUSES, name=st.sampled_from(["enhance-face", "image-defogging", "ai-face-swap"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
async def test_whatever_is_answered_to_a_submission_is_an_outcome_or_an_error_of_ours(
    vendor: Scripted, answer: dict[str, Any], status: int, name: str
) -> None:
    vendor.answers.clear()
    try:
        outcome: object = await paid_for(vendor, name, answer, status=status)
    except UpstreamError as error:
        outcome = error
    assert isinstance(outcome, Pending | Finished | Unknown | Rejected | Unreachable)


@given(answer=ANSWERS, status=STATUSES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
async def test_whatever_is_answered_to_a_question_is_an_outcome_or_an_error_of_ours(
    vendor: Scripted, answer: dict[str, Any], status: int
) -> None:
    vendor.answers.clear()
    try:
        outcome: object = await asked_for(vendor, "ai-face-swap", answer, status=status)
    except UpstreamError as error:
        outcome = error
    assert isinstance(outcome, Pending | Finished | Broke | Garbled | KeyRejected | Unreachable)


@pytest.mark.parametrize(
    ("answer", "status", "valid"),
    [
        (SHORT, 200, True),
        (wrong("ERROR_NOT_ENOUGH_CREDITS"), 429, True),
        (wrong("ERROR_APPLICATIONS_NOT_EXISTS"), 401, False),
        (wrong("ERROR_USER_NOT_EXISTS"), 401, False),
        (wrong("ERROR_USER_LOCKED"), 403, False),
        ("<html>", 401, False),
        (wrong("SERVICE_INTERNAL_ERROR"), 500, None),
        (wrong("EXCEEDING_LIMITS"), 429, None),
        (wrong("SOMETHING_NEW"), 400, None),
    ],
)
async def test_a_key_is_tried_by_asking_for_its_credits(
    vendor: Scripted, answer: Any, status: int, *, valid: bool | None
) -> None:
    vendor.answer_credits(answer, status=status)
    assert await vendor.upstream().check(KEY) is valid
    (asked,) = vendor.asked
    assert (asked.method, asked.path, asked.query) == ("GET", "/api/common/query-credits", {})
    assert asked.headers["ailabapi-api-key"] == SECRET


@pytest.mark.parametrize("credentials", [None, {}, {"api_key": SecretStr("")}, {"api_key": SecretStr("two words")}])
async def test_without_a_key_that_can_be_one_nothing_is_sent(vendor: Scripted, credentials: Any) -> None:
    upstream = vendor.upstream()
    made = offer_for(upstream, "enhance-face")
    with pytest.raises(Misconfigured):
        await upstream.submit(made, order_for(made, credentials=credentials))
    assert vendor.asked == []


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (wrong("ERROR_USER_LOCKED", f"key {SECRET} is locked"), 403),
        (wrong("SOMETHING_NEW", f"{SECRET}"), 400),
        ({"error_detail": {"message": SECRET}, "note": SECRET}, 400),
        (f"<html>{SECRET}", 502),
    ],
)
async def test_no_error_and_no_log_line_has_the_key_in_it(vendor: Scripted, answer: Any, status: int) -> None:
    with structlog.testing.capture_logs() as lines, pytest.raises(UpstreamError) as caught:
        await paid_for(vendor, "ai-face-swap", answer, status=status)
    said = [*traceback.format_exception(caught.value), repr(caught.value.sentence), caught.value.detail, repr(lines)]
    assert SECRET not in "".join(said)


async def test_no_outcome_has_the_key_in_it(vendor: Scripted) -> None:
    with structlog.testing.capture_logs() as lines:
        outcome = await asked_for(
            vendor, "ai-face-swap", {**SHORT, "task_status": 7, "error_msg": SECRET, "data": {"status": SECRET}}
        )
    assert isinstance(outcome, Broke)
    assert SECRET not in f"{outcome} {lines}"
    assert lines


def test_no_repr_has_the_operators_key_in_it(vendor: Scripted) -> None:
    upstream = vendor.upstream(api_key=SECRET)
    assert upstream.operator_credentials == {"api_key": SecretStr(SECRET)}
    assert SECRET not in repr(upstream.operator_credentials)


def test_without_an_operators_key_there_is_none(vendor: Scripted) -> None:
    assert vendor.upstream().operator_credentials is None


async def test_what_is_no_longer_ours_is_not_sent(vendor: Scripted) -> None:
    async def nobodys() -> bool:
        return False

    upstream = vendor.upstream()
    made = offer_for(upstream, "ai-face-swap")
    with pytest.raises(Fenced):
        await upstream.submit(made, replace(order_for(made), fence=nobodys))
    assert vendor.asked == []


async def test_a_submission_whose_answer_is_lost_is_sent_once(vendor: Scripted) -> None:
    async with serving(hang_up) as server:
        upstream = vendor.upstream(base_url=server.origin)
        made = offer_for(upstream, "ai-face-swap")
        with pytest.raises(UpstreamError) as caught:
            await upstream.submit(made, order_for(made))
    assert type(caught.value) is Unknown
    assert len(server.requests) == 1


async def test_nothing_can_be_stopped_listed_or_called_back(vendor: Scripted) -> None:
    upstream = vendor.upstream()
    made = offer_for(upstream, "ai-face-swap")
    assert await upstream.cancel(made, order_for(made)) is False
    assert await upstream.listing(ListKind.MODEL, KEY) == ()
    assert upstream.unusable() is None
    callback = Callback(headers={}, body=b"{}")
    assert upstream.admits(callback, KEY) is False
    with pytest.raises(Garbled):
        upstream.read_callback(callback)


def test_pictures_travel_with_the_request(vendor: Scripted) -> None:
    assert {offer.travel for offer in vendor.upstream().offers} == {Travel.BYTES}


async def test_one_provider_serves_many_at_once(vendor: Scripted) -> None:
    upstream = vendor.upstream()
    made = offer_for(upstream, "ai-face-swap")
    vendor.answer(f"/api/portrait/editing/{made.endpoint}", TAKEN)
    outcomes = await asyncio.gather(*(upstream.submit(made, order_for(made)) for _ in range(10)))
    assert len(vendor.asked) == len(outcomes) == 10


async def test_a_key_that_goes_bad_in_between_does_not_end_the_task(vendor: Scripted) -> None:
    vendor.answer(TASK_QUERY, "<html>", status=401)
    upstream = vendor.upstream()
    made = offer_for(upstream, "ai-face-swap")
    with pytest.raises(KeyRejected):
        await upstream.poll(made, order_for(made, upstream_id="a", credentials=orders.sealed(api_key=SECRET)))
