"""Why the vendor could not do what it was asked for."""

from collections.abc import Callable

import pytest
from aiohttp import ClientSession

from bot.domain.clock import SystemClock
from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.sandbox.upstreams import AilabTools, LocalVendors, TintImaging
from bot.sandbox.upstreams.ailab import ENDPOINTS
from bot.sandbox.upstreams.crafts.commission import Commission, Piece
from bot.sandbox.upstreams.failures import ImagingFailed
from tests.sandbox.upstreams.ailab.orders import AilabCustomer


class Failing(TintImaging):
    """Fails in the way it is told to."""

    def __init__(self, fail: Callable[[], list[Piece]]) -> None:
        super().__init__()
        self._fail = fail

    async def work(self, commission: Commission) -> list[Piece]:  # noqa: ARG002 (the port's signature)
        return self._fail()


def find_no_face() -> list[Piece]:
    raise ImagingFailed("no face found in the image picture")


def find_nothing() -> list[Piece]:
    raise ImagingFailed("nothing stands out") from Refused(Reason.PART_NEEDED)


def crash() -> list[Piece]:
    raise ImagingFailed("the worker ended")


@pytest.mark.parametrize(
    ("fail", "status", "code"),
    [
        (find_no_face, 422, "ERROR_NO_FACE_IN_FILE"),
        (find_nothing, 422, "ERROR_NO_RECOGNITION_TARGET_DETECTED"),
        (crash, 500, "PROCESSING_FAILURE"),
        (list, 422, "ERROR_NO_FACE_IN_FILE"),
    ],
)
async def test_a_failure_has_the_code_of_its_cause_and_costs_nothing(
    session: ClientSession, fail: Callable[[], list[Piece]], status: int, code: str
) -> None:
    async with LocalVendors(clock=SystemClock(), imaging=Failing(fail)) as vendors:
        ailab = vendors.ailab
        customer = AilabCustomer(session=session, headers={"ailabapi-api-key": ailab.api_key}, vendor=ailab)
        answer = await customer.order("avatar-extraction")

    assert (answer.status, answer.json["error_detail"]["code"]) == (status, code)
    assert (ailab.paid_tasks, ailab.violations) == ([], [])


async def test_a_broken_form_lacks_every_field(ailab: AilabTools, customer: AilabCustomer) -> None:
    headers = {**customer.headers, "Content-Type": "multipart/form-data; boundary=x"}
    url = ailab.base_url + ENDPOINTS["image-defogging"].path
    async with customer.session.post(url, data=b"no form", headers=headers) as response:
        status, answer = response.status, await response.json()

    assert (status, answer["error_detail"]["code"]) == (400, "MISSING_PARAMETERS")
    assert len(ailab.violations) == 1
