import asyncio

import pytest
from aiohttp import ClientConnectionError, ClientPayloadError, ClientSession

from bot.domain.clock import SystemClock
from bot.sandbox.upstreams import Fault, Faults, ImgOpen, LocalVendors, MagicTiger, TintImaging
from tests.sandbox.upstreams.customers import ImgOpenCustomer, MagicTigerCustomer

SUBMIT = "/AIGCImgOpenServ/saas/tool/roop"


async def post_nothing(session: ClientSession, url: str) -> None:
    async with session.post(url, json={}):
        pass


async def submit_raw(swapper: ImgOpenCustomer) -> tuple[int, str, str]:
    url = swapper.base_url + SUBMIT
    async with swapper.session.post(url, json=swapper.order(), headers=swapper.headers) as response:
        return response.status, response.content_type, await response.text()


def make_faults() -> Faults:
    return Faults(submits=("submit",), queries=("query",))


@pytest.mark.parametrize("kind", [Fault.DROP_BEFORE_COMMIT, Fault.DROP_AFTER_COMMIT])
async def test_a_dropped_connection_has_no_answer_and_commits_or_not(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, kind: Fault
) -> None:
    imgopen.faults.add(kind)

    with pytest.raises(ClientConnectionError):
        await swapper.submit(swapper.order())

    billed = [task.own_id for task in imgopen.paid_tasks]
    assert billed == (["own-1"] if kind is Fault.DROP_AFTER_COMMIT else [])
    assert (await swapper.query()).json["code"] == ("200" if billed else "402")


@pytest.mark.parametrize(("kind", "billed"), [(Fault.UNAVAILABLE, 0), (Fault.UNAVAILABLE_AFTER_COMMIT, 1)])
async def test_a_503_is_an_html_page_and_commits_or_not(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, kind: Fault, billed: int
) -> None:
    imgopen.faults.add(kind)

    status, media_type, text = await submit_raw(swapper)

    assert (status, media_type) == (503, "text/html")
    assert text.startswith("<!DOCTYPE html>")
    assert len(imgopen.paid_tasks) == billed


async def test_an_html_page_can_come_with_200(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.add(Fault.HTML)

    assert (await submit_raw(swapper))[:2] == (200, "text/html")
    assert len(imgopen.paid_tasks) == 1


async def test_json_can_break_off(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.add(Fault.NOT_JSON)

    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        await swapper.submit(swapper.order())

    assert len(imgopen.paid_tasks) == 1


async def test_values_can_have_other_types(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    magictiger.faults.add(Fault.WRONG_TYPES, endpoint="gettask")

    data = await enhancer.enhance()

    assert (data["taskid"], data["status"], data["facelist"]) == (42, {"value": 2}, True)


@pytest.mark.parametrize(("kind", "rest"), [(Fault.MISSING_FIELDS, {"data": {}}), (Fault.MISSING_DATA, {})])
async def test_fields_can_be_missing(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, kind: Fault, rest: dict[str, object]
) -> None:
    imgopen.faults.add(kind)

    assert (await swapper.submit(swapper.order())).json == {"code": "200", "msg": "success", **rest}
    assert len(imgopen.paid_tasks) == 1


async def test_an_answer_can_have_no_end(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.add(Fault.ENDLESS)

    url = swapper.base_url + SUBMIT
    async with swapper.session.post(url, json=swapper.order(), headers=swapper.headers) as response:
        start = await response.content.readexactly(3_000_000)

    assert start.startswith(b'{"code"')


async def test_a_slow_answer_is_late_and_right(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.slow_s = 0.5
    imgopen.faults.add(Fault.SLOW)

    call = asyncio.create_task(swapper.submit(swapper.order()), name="slow-call")
    early, _ = await asyncio.wait({call}, timeout=0.02)

    assert not early
    assert (await call).json["code"] == "200"


async def test_a_hanging_call_never_answers_and_commits_nothing(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.add(Fault.HANG)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(swapper.submit(swapper.order()), timeout=0.05)

    assert len(imgopen.calls) == 1
    assert imgopen.paid_tasks == []


async def test_a_vendor_that_closes_lets_go_of_who_hangs(session: ClientSession) -> None:
    async with LocalVendors(clock=SystemClock(), imaging=TintImaging()) as vendors:
        vendors.imgopen.faults.add(Fault.HANG)
        call = asyncio.create_task(post_nothing(session, vendors.imgopen.base_url + SUBMIT), name="hanging-call")
        await vendors.imgopen.faults.met(Fault.HANG)

    with pytest.raises(ClientConnectionError):
        await call


async def test_a_result_can_be_gone(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.add(Fault.GONE)
    url = (await swapper.swap())["outputImageUrl"]

    assert [await swapper.status_of(url) for _ in range(2)] == [404, 200]


async def test_a_result_can_redirect_to_a_private_address(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.add(Fault.REDIRECT)
    url = (await swapper.swap())["outputImageUrl"]

    async with swapper.session.get(url, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (302, "http://10.255.255.1/internal")


async def test_a_result_can_be_text_that_calls_itself_a_picture(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.add(Fault.NOT_AN_IMAGE)
    url = (await swapper.swap())["outputImageUrl"]

    async with swapper.session.get(url) as response:
        assert response.content_type == "image/jpeg"
        assert (await response.read()).startswith(b"#!")


async def test_a_result_can_be_half_with_an_honest_length(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.add(Fault.TRUNCATED)
    url = (await swapper.swap())["outputImageUrl"]

    half, whole = [await swapper.download(url) for _ in range(2)]

    assert half == whole[: len(whole) // 2]


async def test_a_result_can_be_cut_off(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.faults.add(Fault.CUT_OFF)
    url = (await swapper.swap())["outputImageUrl"]

    with pytest.raises(ClientPayloadError):
        await swapper.download(url)


async def test_a_fault_without_an_endpoint_leaves_results_alone(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    url = (await swapper.swap())["outputImageUrl"]
    imgopen.faults.add(Fault.UNAVAILABLE)

    assert await swapper.status_of(url) == 200


@pytest.mark.parametrize(("kind", "status"), [(Fault.UNAVAILABLE, 503), (Fault.HTML, 200)])
async def test_a_result_can_meet_the_faults_of_calls_when_named(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, kind: Fault, status: int
) -> None:
    url = (await swapper.swap())["outputImageUrl"]
    imgopen.faults.add(kind, endpoint="result")

    async with swapper.session.get(url) as response:
        assert (response.status, response.content_type) == (status, "text/html")


async def test_faults_of_one_vendor_are_not_the_others(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, enhancer: MagicTigerCustomer
) -> None:
    imgopen.faults.add(Fault.UNAVAILABLE)

    assert (await enhancer.create()).json["code"] == 0
    assert (await submit_raw(swapper))[0] == 503


def test_a_fault_comes_after_so_many_calls_and_so_many_times() -> None:
    faults = make_faults()
    faults.add(Fault.HTML, after=1, times=2)

    assert [faults.take("submit") for _ in range(4)] == [None, Fault.HTML, Fault.HTML, None]


def test_a_fault_meets_only_the_endpoint_it_names() -> None:
    faults = make_faults()
    faults.add(Fault.HTML, endpoint="query")

    assert [faults.take(endpoint) for endpoint in ("submit", "result", "query")] == [None, None, Fault.HTML]


def test_a_lie_waits_for_a_query_and_a_result_fault_for_a_result() -> None:
    faults = make_faults()
    faults.add(Fault.LIE)
    faults.add(Fault.TRUNCATED)

    met = [faults.take(endpoint) for endpoint in ("submit", "result", "query")]

    assert met == [None, Fault.TRUNCATED, Fault.LIE]


def test_the_fault_planned_first_goes_first() -> None:
    faults = make_faults()
    faults.add(Fault.HTML)
    faults.add(Fault.SLOW)

    assert [faults.take("submit") for _ in range(2)] == [Fault.HTML, Fault.SLOW]


def test_an_endpoint_that_the_vendor_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="'sumbit' is none of"):
        make_faults().add(Fault.HTML, endpoint="sumbit")


@pytest.mark.parametrize(
    ("kind", "endpoint"),
    [
        (Fault.LIE, "submit"),
        (Fault.LIE, "result"),
        (Fault.LIE, "callback"),
        (Fault.WRONG_TYPES, "result"),
        (Fault.HANG, "callback"),
        (Fault.GONE, "callback"),
        (Fault.EARLY, "query"),
        (Fault.EARLY, "callback"),
        (Fault.DOUBLED, "submit"),
        (Fault.OVERSIZED, "result"),
    ],
)
def test_a_fault_that_could_not_show_is_refused(kind: Fault, endpoint: str) -> None:
    with pytest.raises(ValueError, match="cannot show"):
        make_faults().add(kind, endpoint=endpoint)
