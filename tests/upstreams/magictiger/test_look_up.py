import json
from typing import Any

import httpx
import pytest

from bot.domain.clock import ShiftedClock
from bot.domain.errors import Garbled
from bot.domain.ids import UpstreamId
from bot.domain.offers import Order
from bot.domain.outcomes import Broke, Finished, Outcome, Pending
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.magictiger.settings import MagicTigerSettings
from tests.upstreams import orders, servers
from tests.upstreams.servers import RawServer, serving

URL = "https://results.test/1.jpg"


def tiger(server: RawServer, client: httpx.AsyncClient) -> MagicTiger:
    settings = {"base_url": server.origin, "enhance_types": {"enhance": 1, "colour": 2}}
    return MagicTiger(MagicTigerSettings.model_validate(settings), client=client, clock=ShiftedClock())


def lost(upstream_id: str | None = "t-1") -> Order:
    """A submission whose answer was lost; a callback has told the vendor's id."""
    key = orders.sealed(api_token="s3cr3t-token")
    return orders.enhancement(mode="colour", task_id="own", upstream_id=upstream_id, credentials=key)


async def look_up(client: httpx.AsyncClient, order: Order, **answer: Any) -> Outcome | None:
    async with serving(servers.answer(200, json.dumps(answer).encode())) as server:
        upstream = tiger(server, client)
        return await upstream.look_up(upstream.offers[0], order)


async def test_it_is_asked_by_the_told_id_and_the_type_of_the_tasks_own_options(client: httpx.AsyncClient) -> None:
    async with serving(servers.answer(200, b'{"code": 0, "data": {"chtaskid": "own"}}')) as server:
        upstream = tiger(server, client)
        await upstream.look_up(upstream.offers[0], lost())
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /gettask ")
    assert json.loads(body) == {"taskid": "t-1", "type": 2}


async def test_without_a_told_id_nobody_can_be_asked(client: httpx.AsyncClient) -> None:
    async with serving(servers.hang_up) as server:
        upstream = tiger(server, client)
        assert await upstream.look_up(upstream.offers[0], lost(None)) is None
    assert server.requests == []


async def test_a_task_of_ours_that_is_done_is_finished(client: httpx.AsyncClient) -> None:
    got = await look_up(client, lost(), code=0, data={"chtaskid": "own", "outputurl": URL})
    assert isinstance(got, Finished)
    assert got.found[0].url == URL


async def test_a_task_of_ours_that_is_under_way_is_confirmed_with_all_that_a_poll_needs(
    client: httpx.AsyncClient,
) -> None:
    got = await look_up(client, lost(), code=0, data={"chtaskid": "own", "queuenum": 3})
    assert got == Pending(upstream_id=UpstreamId("t-1"), memo={"type": 2}, position=3)


async def test_a_task_of_ours_that_failed_is_broken(client: httpx.AsyncClient) -> None:
    assert isinstance(await look_up(client, lost(), code=0, data={"chtaskid": "own", "errorcode": 5}), Broke)


@pytest.mark.parametrize("chtaskid", ["another", "OWN", "", None, 7])
@pytest.mark.parametrize("rest", [{"outputurl": URL}, {"errorcode": 5}, {}])
async def test_a_task_that_does_not_name_ours_is_not_believed(
    client: httpx.AsyncClient, chtaskid: Any, rest: dict[str, Any]
) -> None:
    with pytest.raises(Garbled, match="is not ours"):
        await look_up(client, lost(), code=0, data={"chtaskid": chtaskid, **rest})


@pytest.mark.parametrize("code", [1002001, 1002002, 1009999])
async def test_that_the_told_id_does_not_exist_says_nothing_about_our_task(
    client: httpx.AsyncClient, code: int
) -> None:
    with pytest.raises(Garbled, match=f"code {code}"):
        await look_up(client, lost(), code=code, msg="no", data=None)
