from dataclasses import replace

import httpx
import pytest

from bot.domain.clock import ShiftedClock
from bot.domain.errors import KeyRejected, Rejected
from bot.upstreams.imgopen.provider import ImgOpen
from bot.upstreams.imgopen.settings import ImgOpenSettings
from tests.upstreams import orders, servers
from tests.upstreams.imgopen.bench import Bench, version
from tests.upstreams.servers import serving


async def test_a_good_key_is_known_by_the_answer_to_an_impossible_question(bench: Bench) -> None:
    assert await bench.upstream().check(bench.key) is True
    assert bench.vendor.paid_tasks == []


WRONG = orders.sealed(access_key_id="openapi-wrong-key", access_key_secret="wrong-secret")


async def test_a_wrong_key_cannot_be_told_from_another_failure(bench: Bench) -> None:
    assert await bench.upstream().check(WRONG) is None


async def test_a_wrong_key_is_known_by_a_configured_code(bench: Bench) -> None:
    bench.vendor.config = replace(bench.vendor.config, wrong_key_code="403")
    upstream = bench.upstream(wrong_key_codes={"403"})
    assert await upstream.check(WRONG) is False
    with pytest.raises(KeyRejected):
        await upstream.submit(version(upstream, 1), bench.order(credentials=WRONG))


async def test_a_wrong_key_is_known_by_the_http_status(bench: Bench) -> None:
    bench.vendor.config = replace(bench.vendor.config, error_http_status=401)
    assert await bench.upstream().check(WRONG) is False


async def test_a_malformed_key_is_never_sent(bench: Bench) -> None:
    malformed = orders.sealed(access_key_id="openapi 1\r\nX: y", access_key_secret="0123456789abcdef")
    assert await bench.upstream().check(malformed) is False
    assert bench.vendor.calls == []


async def test_no_error_tells_the_key(client: httpx.AsyncClient, clock: ShiftedClock) -> None:
    key = orders.sealed(access_key_id="openapi-abcdef", access_key_secret="s3cr3t-s3cr3t")
    echo = b'{"code": "400", "msg": "bad key openapi-abcdef s3cr3t-s3cr3t https://a.test/?sig=abc"}'
    async with serving(servers.answer(200, echo)) as server:
        upstream = ImgOpen(ImgOpenSettings(base_url=server.origin), client=client, clock=clock)
        with pytest.raises(Rejected) as caught:
            await upstream.submit(version(upstream, 1), orders.swap(credentials=key))
        polled = await upstream.poll(version(upstream, 1), orders.swap(credentials=key))
    for text in (str(caught.value), repr(caught.value), caught.value.detail, repr(polled)):
        assert "abcdef" not in text
        assert "s3cr3t" not in text
        assert "sig=" not in text


def test_half_an_operators_key_is_none(client: httpx.AsyncClient, clock: ShiftedClock) -> None:
    settings = ImgOpenSettings.model_validate({"access_key_id": "openapi-1"})
    assert ImgOpen(settings, client=client, clock=clock).operator_credentials is None


def test_the_operators_key_is_in_no_repr(client: httpx.AsyncClient, clock: ShiftedClock) -> None:
    settings = ImgOpenSettings.model_validate({"access_key_id": "openapi-abcdef", "access_key_secret": "s3cr3t-s3cr3t"})
    upstream = ImgOpen(settings, client=client, clock=clock)
    assert upstream.operator_credentials is not None
    assert "s3cr3t" not in f"{settings!r} {upstream.operator_credentials!r} {upstream.offers!r}"
