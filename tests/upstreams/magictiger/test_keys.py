import pytest

from bot.domain.errors import Misconfigured, Rejected
from bot.domain.outcomes import Broke
from bot.domain.sentences import Reason
from tests.upstreams import orders, servers
from tests.upstreams.magictiger.bench import Bench
from tests.upstreams.servers import serving


@pytest.mark.parametrize("default", [None, "enhance"])
async def test_a_good_token_is_known_by_the_answer_to_an_impossible_question(bench: Bench, default: str | None) -> None:
    assert await bench.upstream(default_enhance_type=default).check(bench.key) is True


async def test_a_wrong_token_is_known_by_the_http_status(bench: Bench) -> None:
    assert await bench.upstream().check(orders.sealed(api_token="wrong-token")) is False


async def test_any_other_answer_says_nothing_about_the_token(bench: Bench) -> None:
    async with serving(servers.answer(200, b'{"code": 1009999}')) as server:
        assert await bench.upstream(base_url=server.origin).check(bench.key) is None


async def test_without_a_base_url_it_says_that_it_is_unusable_and_sends_nothing(bench: Bench) -> None:
    upstream = bench.upstream(base_url=None)
    unusable = upstream.unusable()
    assert unusable is not None
    assert unusable.reason is Reason.FEATURE_OFF
    with pytest.raises(Misconfigured):
        await upstream.submit(upstream.offers[0], bench.order())


async def test_with_a_base_url_it_is_usable(bench: Bench) -> None:
    assert bench.upstream().unusable() is None


@pytest.mark.parametrize("where", ["header", "query", "body"])
async def test_no_error_tells_the_token(bench: Bench, where: str) -> None:
    echo = b'{"code": 1009999, "msg": "bad token s3cr3t-token, see https://a.test/?sig=abc"}'
    async with serving(servers.answer(200, echo)) as server:
        upstream = bench.upstream(base_url=server.origin, auth_location=where, request_md5_recipe="body+token")
        order = bench.order(credentials=orders.sealed(api_token="s3cr3t-token"))
        with pytest.raises(Rejected) as caught:
            await upstream.submit(upstream.offers[0], order)
    for text in (str(caught.value), repr(caught.value), caught.value.detail):
        assert "s3cr3t" not in text
        assert "sig=" not in text


async def test_a_code_that_repeats_the_token_is_shown_to_nobody(bench: Bench) -> None:
    told = b'{"code": "s3cr3t-token"}'
    key = orders.sealed(api_token="s3cr3t-token")
    async with serving(servers.answer(200, told)) as server:
        upstream = bench.upstream(base_url=server.origin)
        with pytest.raises(Rejected) as caught:
            await upstream.submit(upstream.offers[0], bench.order(credentials=key))
    assert caught.value.sentence.values["code"] == "[secret]"
    assert "s3cr3t" not in caught.value.detail


async def test_an_error_of_a_task_that_repeats_the_token_is_shown_to_nobody(bench: Bench) -> None:
    told = b'{"code": 0, "data": {"errorcode": "s3cr3t-token"}}'
    key = orders.sealed(api_token="s3cr3t-token")
    async with serving(servers.answer(200, told)) as server:
        upstream = bench.upstream(base_url=server.origin)
        order = bench.order(credentials=key, upstream_id="a", memo={"type": 1})
        got = await upstream.poll(upstream.offers[0], order)
    assert isinstance(got, Broke)
    assert (got.sentence.values["code"], got.detail) == ("[secret]", "errorcode [secret]: ")


async def test_the_words_of_a_failed_task_tell_no_token(bench: Bench) -> None:
    told = b'{"code": 0, "data": {"errorcode": 5, "errormsg": "s3cr3t-token is out of luck"}}'
    async with serving(servers.answer(200, told)) as server:
        upstream = bench.upstream(base_url=server.origin)
        key = orders.sealed(api_token="s3cr3t-token")
        order = bench.order(credentials=key, upstream_id="a", memo={"type": 1})
        got = await upstream.poll(upstream.offers[0], order)
    assert isinstance(got, Broke)
    assert got.detail == "errorcode 5: [secret] is out of luck"
