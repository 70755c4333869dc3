import asyncio

import pytest
from aiohttp import ClientConnectionError, ClientSession

from bot.domain.clock import SystemClock
from bot.sandbox.upstreams import AilabTools, Fault, LocalVendors, Script, TintImaging
from tests.sandbox.upstreams.ailab.orders import AilabCustomer


async def test_a_dropped_answer_was_billed_or_not(ailab: AilabTools, customer: AilabCustomer) -> None:
    billed = []
    for kind in (Fault.DROP_BEFORE_COMMIT, Fault.DROP_AFTER_COMMIT):
        ailab.faults.add(kind)
        with pytest.raises(ClientConnectionError):
            await customer.order("image-defogging")
        billed.append(len(ailab.paid_tasks))

    assert billed == [0, 1]


async def test_a_lie_says_done_and_names_no_result(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.faults.add(Fault.LIE)

    answer = await customer.fetch("ai-face-swap")

    assert answer["task_status"] == 2
    assert "data" not in answer


async def test_what_stands_for_data_can_have_other_types_or_be_missing(
    ailab: AilabTools, customer: AilabCustomer
) -> None:
    for kind in (Fault.WRONG_TYPES, Fault.MISSING_FIELDS, Fault.MISSING_DATA):
        ailab.faults.add(kind)

    answers = [(await customer.order("ai-face-swap")).json for _ in range(3)]

    assert answers[0]["task_id"] == 42
    assert [("task_id" in answer, "request_id" in answer) for answer in answers[1:]] == [(False, True)] * 2


@pytest.mark.parametrize("kind", [Fault.LOST, Fault.EARLY, Fault.FORGED_TOKEN])
def test_a_vendor_without_callbacks_has_no_faults_of_them(ailab: AilabTools, kind: Fault) -> None:
    with pytest.raises(ValueError, match="cannot show"):
        ailab.faults.add(kind)


async def test_an_answer_that_never_comes_ends_with_the_vendor(session: ClientSession) -> None:
    async with LocalVendors(clock=SystemClock(), imaging=TintImaging()) as vendors:
        ailab = vendors.ailab
        ailab.scripts.append(Script.NEVER_FINISH)
        customer = AilabCustomer(session=session, headers={"ailabapi-api-key": ailab.api_key}, vendor=ailab)
        call = asyncio.create_task(customer.order("image-defogging"), name="endless-order")
        early, _ = await asyncio.wait({call}, timeout=0.1)

    assert not early
    assert (await call).status == 422
    assert ailab.paid_tasks == []
