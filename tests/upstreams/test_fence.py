import asyncio
from dataclasses import dataclass

import httpx
import pytest

from bot.domain.errors import Fenced, StorageFailed, Unreachable
from bot.domain.pace import Pace
from bot.domain.sentences import Reason
from bot.upstreams.calls import Call
from bot.upstreams.http import Sender
from tests.certificates import NOBODYS
from tests.upstreams import servers
from tests.upstreams.servers import answer, serving


@dataclass(slots=True)
class Guard:
    """Says what it is told to say, and counts how often it was asked."""

    says: bool | Exception
    asked: int = 0

    async def __call__(self) -> bool:
        self.asked += 1
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


def a_sender(client: httpx.AsyncClient, *, rate: float = 1000, connect_timeout_s: float = 5) -> Sender:
    pace = Pace(max_requests_per_s=rate)
    return Sender(client, title="Vendor", pace=pace, connect_timeout_s=connect_timeout_s)


def paid(origin: str, fence: Guard | None = None) -> Call:
    return Call.json(f"{origin}/create", {}, timeout_s=5, paid=True, fence=fence)


async def test_a_request_whose_fence_says_yes_is_sent_and_was_asked_for_once(client: httpx.AsyncClient) -> None:
    fence = Guard(says=True)
    async with serving(answer(200, b'{"code": 7}')) as server:
        got = await a_sender(client).send(paid(server.origin, fence), key=[])
    assert (got.data, len(server.requests), fence.asked) == ({"code": 7}, 1, 1)


async def test_a_request_whose_fence_says_no_does_not_leave(client: httpx.AsyncClient) -> None:
    async with serving(answer(200, b"{}")) as server:
        with pytest.raises(Fenced) as caught:
            await a_sender(client).send(paid(server.origin, Guard(says=False)), key=[])
        assert server.requests == []
    assert caught.value.retry_after_s is None
    assert caught.value.sentence.reason is Reason.INTERNAL


async def test_one_that_was_held_back_stands_in_nobodys_way() -> None:
    narrow = httpx.AsyncClient(trust_env=False, verify=NOBODYS, limits=httpx.Limits(max_connections=1))
    async with narrow as client, serving(answer(200, b"{}")) as server:
        sender = a_sender(client)
        with pytest.raises(Fenced):
            await sender.send(paid(server.origin, Guard(says=False)), key=[])
        await sender.send(paid(server.origin), key=[])
        assert len(server.requests) == 1


async def test_what_goes_wrong_with_the_fence_itself_comes_out_and_nothing_leaves(client: httpx.AsyncClient) -> None:
    trouble = StorageFailed(Reason.INTERNAL, detail="busy")
    async with serving(answer(200, b"{}")) as server:
        with pytest.raises(StorageFailed) as caught:
            await a_sender(client).send(paid(server.origin, Guard(says=trouble)), key=[])
        assert server.requests == []
    assert caught.value is trouble


async def test_the_fence_is_asked_after_the_wait_for_the_rate(client: httpx.AsyncClient) -> None:
    fence = Guard(says=True)
    async with serving(answer(200, b"{}")) as server:
        sender = a_sender(client, rate=0.001)
        await sender.send(paid(server.origin), key=["first"])
        waiting = asyncio.create_task(
            sender.send(paid(server.origin, fence), key=["first"]), name="second of the first"
        )
        await sender.send(paid(server.origin), key=["second"])
        waiting.cancel()
        await asyncio.wait([waiting])
    assert fence.asked == 0


async def test_the_fence_is_asked_after_the_wait_for_a_connection() -> None:
    fence = Guard(says=True)
    narrow = httpx.AsyncClient(trust_env=False, verify=NOBODYS, limits=httpx.Limits(max_connections=1))
    async with narrow as client, serving(servers.stay_silent) as server:
        sender = a_sender(client, connect_timeout_s=0.1)
        first = asyncio.create_task(sender.send(paid(server.origin), key=[]), name="first call")
        await server.asked.wait()
        with pytest.raises(Unreachable):
            await sender.send(paid(server.origin, fence), key=[])
        first.cancel()
        await asyncio.wait([first])
    assert fence.asked == 0
