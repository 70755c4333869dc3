"""Endpoints whose every name is invented here, against a server that knows nothing but these names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.clock import SystemClock
from bot.domain.errors import Garbled, Rejected, Unknown
from bot.domain.ids import UpstreamId
from bot.domain.listings import Entry, ListKind
from bot.domain.offers import Coverage, Offer, Order
from bot.domain.outcomes import Broke, Finished, Found, Pending
from bot.domain.pace import Pace
from bot.domain.sentences import Reason
from bot.domain.toolbox.edit import EnlargeOptions
from bot.domain.toolbox.marking import MARKS
from bot.domain.tools import NoOptions, Options
from bot.upstreams.catalogue import build
from bot.upstreams.imgopen.provider import ImgOpen
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.supplied import supplied, training_route
from bot.upstreams.imgopen.tables import KNOWN
from bot.upstreams.settings import ProvidersSettings
from tests.certificates import NOBODYS
from tests.upstreams import orders
from tests.upstreams.test_catalogue import NoPool

KEY = {"access_key_id": "openapi-0123456789abcdef", "access_key_secret": "0123456789abcdef0123456789abcdef"}
A, B = "https://pictures.test/1.png", "https://pictures.test/2.png"
SYNCHRONOUS = {
    "path": "/saas/tool/blowUp",
    "price": 4,
    "body": {"pic": {"at": "{image}"}, "times": "{factor}", "ref": "{task}", "note": "{{x{factor}}}", "level": 3},
    "result": "data.made.pic",
}
ASYNCHRONOUS = {
    **SYNCHRONOUS,
    "query": "/saas/tool/blowUp/where",
    "query_body": {"about": {"ref": "{task}"}},
    "result": "data.made[].pic",
    "progress": "data.done",
    "progress_of": 8,
    "failed": {"data.state": [4, "error"]},
}


@dataclass(slots=True)
class Invention:
    """Answers each path with what it was given for it, and keeps what it was asked."""

    answers: dict[str, Any]
    origin: str = ""
    asked: list[tuple[str, Any]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append((request.path, await request.json()))
        return web.json_response(self.answers[request.path])


@asynccontextmanager
async def inventing(**answers: Any) -> AsyncIterator[Invention]:
    invention = Invention({f"/saas/tool/{path.replace('_', '/')}": answer for path, answer in answers.items()})
    application = web.Application()
    application.router.add_post("/{path:.*}", invention.answer)
    async with TestServer(application) as server:
        invention.origin = str(server.make_url("")).rstrip("/")
        yield invention


def success(**data: Any) -> dict[str, Any]:
    return {"code": "200", "msg": "success", "data": data}


@pytest.fixture
async def line() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, verify=NOBODYS) as client:
        yield client


def described(endpoints: dict[str, Any], origin: str = "http://127.0.0.1:9") -> ImgOpenSettings:
    return ImgOpenSettings.model_validate(
        {"base_url": origin, "pace": Pace(max_requests_per_s=1000), "endpoints": endpoints}
    )


def upstream(line: httpx.AsyncClient, server: Invention, endpoints: dict[str, Any]) -> ImgOpen:
    return ImgOpen(described(endpoints, server.origin), client=line, clock=SystemClock())


def offered(imgopen: ImgOpen, key: str) -> Offer:
    (offer,) = [offer for offer in imgopen.offers if offer.key == key]
    return offer


def an_order(options: Options | None = None, **rest: Any) -> Order:
    return orders.made(
        options or EnlargeOptions(factor=2), "image", credentials=orders.sealed(**KEY), task_id="t1", **rest
    )


async def submitted(line: httpx.AsyncClient, table: dict[str, Any], answer: dict[str, Any]) -> Any:
    async with inventing(blowUp=answer) as server:
        imgopen = upstream(line, server, {"super_resolution": table})
        return await imgopen.submit(offered(imgopen, "imgopen.super-resolution"), an_order())


async def polled(line: httpx.AsyncClient, answer: dict[str, Any]) -> Any:
    async with inventing(blowUp_where=answer) as server:
        imgopen = upstream(line, server, {"super_resolution": ASYNCHRONOUS})
        return await imgopen.poll(offered(imgopen, "imgopen.super-resolution"), an_order())


async def test_a_synchronous_endpoint_gets_its_body_and_gives_its_result(line: httpx.AsyncClient) -> None:
    async with inventing(blowUp=success(made={"pic": A})) as server:
        imgopen = upstream(line, server, {"super_resolution": SYNCHRONOUS})
        outcome = await imgopen.submit(offered(imgopen, "imgopen.super-resolution"), an_order())

    assert outcome == Finished(found=(Found(url=A),))
    sent = {"pic": {"at": "https://pictures.test/image.png"}, "times": 2, "ref": "t1", "note": "{x2}", "level": 3}
    assert server.asked == [("/saas/tool/blowUp", sent)]


async def test_a_synchronous_endpoint_that_gives_no_result_has_failed(line: httpx.AsyncClient) -> None:
    assert isinstance(await submitted(line, SYNCHRONOUS, success(made={})), Broke)


async def test_an_asynchronous_endpoint_is_waited_for_and_asked_in_its_own_words(line: httpx.AsyncClient) -> None:
    async with inventing(blowUp=success(taskId="p9"), blowUp_where=success(made=[{"pic": A}, {"pic": B}])) as server:
        imgopen = upstream(line, server, {"super_resolution": ASYNCHRONOUS})
        offer = offered(imgopen, "imgopen.super-resolution")
        waiting = await imgopen.submit(offer, an_order())
        outcome = await imgopen.poll(offer, an_order(number=2))

    assert waiting == Pending(upstream_id=UpstreamId("p9"))
    assert outcome == Finished(found=(Found(url=A), Found(url=B)))
    assert server.asked[1:] == [("/saas/tool/blowUp/where", {"about": {"ref": "t1-2"}})]


async def test_without_words_of_its_own_a_question_is_asked_as_all_others_are(line: httpx.AsyncClient) -> None:
    table = {name: value for name, value in ASYNCHRONOUS.items() if name != "query_body"}
    async with inventing(blowUp_where=success()) as server:
        imgopen = upstream(line, server, {"super_resolution": table})
        await imgopen.poll(offered(imgopen, "imgopen.super-resolution"), an_order())

    assert server.asked == [("/saas/tool/blowUp/where", {"businessTaskId": "t1"})]


async def test_progress_is_told_while_it_is_waited_for(line: httpx.AsyncClient) -> None:
    assert await polled(line, success(state=1, done="6", made=None)) == Pending(progress=0.75)


@pytest.mark.parametrize("state", [4, "4", "error"])
async def test_a_value_that_the_operator_calls_a_failure_is_one(line: httpx.AsyncClient, state: Any) -> None:
    outcome = await polled(line, success(state=state))

    assert isinstance(outcome, Broke)
    assert outcome.sentence.values["code"] == f"data.state {state}"


async def test_a_result_is_a_result_whatever_is_said_beside_it(line: httpx.AsyncClient) -> None:
    assert isinstance(await polled(line, success(state=4, made=[{"pic": A}])), Finished)


async def test_what_cannot_be_the_result_is_garbled(line: httpx.AsyncClient) -> None:
    with pytest.raises(Garbled):
        await polled(line, success(made=[{"pic": "no address"}]))
    with pytest.raises(Unknown):
        await submitted(line, SYNCHRONOUS, success(made={"pic": 7}))


async def test_a_submission_that_is_turned_away_is_rejected(line: httpx.AsyncClient) -> None:
    with pytest.raises(Rejected):
        await submitted(line, ASYNCHRONOUS, {"code": "400", "msg": "no"})


async def test_an_extra_tool_is_asked_for_with_its_own_options_and_gives_texts(line: httpx.AsyncClient) -> None:
    table = {
        "path": "/saas/tool/ocr",
        "summary": "Read what is written.",
        "family": "understand",
        "pictures": ["image"],
        "options": {"hint": "text", "loud": "yes/no", "level": "number"},
        "output": "texts",
        "body": {"pic": "{image}", "hint": "{hint}", "loud": "{loud}", "level": "{level}"},
        "result": "data.lines",
    }
    async with inventing(ocr=success(lines=["one", "two"])) as server:
        imgopen = upstream(line, server, {"extra": {"read": table}})
        (tool,) = imgopen.tools
        options = tool.options.model_validate({"loud": True, "level": 2.5})
        outcome = await imgopen.submit(offered(imgopen, "imgopen.read"), an_order(options))

    assert outcome == Finished(found=(Found(text="one"), Found(text="two")))
    assert server.asked[0][1] == {"pic": "https://pictures.test/image.png", "loud": True, "level": 2.5}


async def test_an_extra_tool_is_in_the_catalogue_with_its_offer(line: httpx.AsyncClient) -> None:
    table = {"path": "/saas/x", "summary": "Make a tattoo.", "body": {}, "result": "data.url"}

    catalogue = build(ProvidersSettings(imgopen=described({"extra": {"tattoo": table}})), client=line, pool=NoPool())

    assert catalogue.tool("tattoo").summary == "Make a tattoo."
    assert [offer.key for offer in catalogue.offers_for("tattoo")] == ["imgopen.tattoo"]


async def test_the_lists_that_are_described_can_be_asked_for(line: httpx.AsyncClient) -> None:
    table = {
        "path": "/saas/tool/loras",
        "body": {"size": 500},
        "rows": "data.page.rows",
        "value": "code",
        "label": "called.en",
    }
    rows = [{"code": "a", "called": {"en": "Anime"}}, {"code": "b"}, {"called": "broken"}]
    async with inventing(loras=success(page={"rows": rows})) as server:
        imgopen = upstream(line, server, {"lora_list": table})
        entries = await imgopen.listing(ListKind.LORA, orders.sealed(**KEY))

    assert imgopen.lists == {ListKind.MODEL, ListKind.LORA}
    assert entries == (Entry(value="a", label="Anime"), Entry(value="b", label="b"))
    assert server.asked == [("/saas/tool/loras", {"size": 500})]


def test_a_training_is_asked_about_where_the_table_says_and_ends_with_the_models_name() -> None:
    table: dict[str, Any] = {"query": "/saas/t/how", "query_body": {"job": "{task}"}, "result": "data.model"}
    table |= {"makes": "lora", "listed": False}
    route = training_route(described({"training_result": table}), "/submit")

    assert route is not None
    (question,) = route.questions
    assert (route.path, question.path, question.body("t1")) == ("/submit", "/saas/t/how", {"job": "t1"})
    assert route.read({"model": "me_v1"}) == (Found(text="me_v1"),)
    assert training_route(described({}), "/submit") is None


@pytest.mark.parametrize("name", KNOWN)
def test_an_endpoint_without_a_table_is_an_offer_that_is_off_and_says_what_turns_it_on(name: str) -> None:
    made = {offer.key: (offer, route) for offer, route in supplied(described({}))}
    offer, route = made[f"imgopen.{name.replace('_', '-')}"]

    assert offer.off is not None
    assert offer.off.reason is Reason.FEATURE_OFF
    assert offer.off.values["setting"] == f"[providers.imgopen.endpoints.{name}] in darkroom.toml"
    assert (offer.tool, offer.coverage) == (KNOWN[name].key, Coverage.OPERATOR_SUPPLIED)
    assert (offer.payload(an_order(NoOptions())), route.questions, route.read({"any": A})) == ({}, (), ())


@pytest.mark.parametrize("name", KNOWN)
def test_a_table_turns_its_offer_on(name: str) -> None:
    body = {slot.name: f"{{{slot.name}}}" for slot in KNOWN[name].slots}
    options = {each: f"{{{each}}}" for each in KNOWN[name].options.model_fields if each not in MARKS}
    table = {"path": "/saas/x", "body": {**body, **options}, "result": "data.url"}
    made = {offer.key: offer for offer, _ in supplied(described({name: table}))}

    offer = made[f"imgopen.{name.replace('_', '-')}"]

    assert (offer.off, offer.endpoint, offer.at_once) == (None, "/saas/x", True)
    assert len(made) == len(KNOWN)


def test_an_extra_can_be_one_more_offer_for_a_tool_of_ours() -> None:
    table = {"path": "/saas/x", "tool": "enlarge", "body": {"i": "{image}"}, "result": "data.url", "price": 0}

    offer, _ = supplied(described({"extra": {"bigger": table}}))[-1]

    assert (offer.key, offer.tool, offer.price, offer.off) == ("imgopen.bigger", "enlarge", 0, None)
