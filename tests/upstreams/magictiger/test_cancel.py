import pytest

from bot.domain.errors import Garbled
from bot.domain.outcomes import Broke
from bot.domain.sentences import Reason
from bot.domain.tools import NoOptions
from bot.sandbox.upstreams import Script
from tests.upstreams import servers
from tests.upstreams.magictiger.bench import Bench
from tests.upstreams.servers import serving


async def test_a_task_is_cancelled_once_and_for_all(bench: Bench) -> None:
    bench.vendor.scripts.append(Script.NEVER_FINISH)
    upstream = bench.upstream()
    offer, order = await bench.submitted(upstream)
    assert await upstream.cancel(offer, order) is True
    assert await upstream.cancel(offer, order) is True
    assert isinstance(await upstream.poll(offer, order), Broke)


async def test_a_task_of_any_type_is_cancelled(bench: Bench) -> None:
    bench.configure(enhance_types={"colours": 7})
    bench.vendor.scripts.append(Script.NEVER_FINISH)
    upstream = bench.upstream(types={"colorize": 7}, delete_refunds=True)
    offer, order = await bench.sent(upstream, upstream.offers[1], bench.asking(NoOptions()))
    assert offer.cancellable
    assert await upstream.cancel(offer, order) is True
    got = await upstream.poll(offer, order)
    assert isinstance(got, Broke)
    assert got.sentence.reason is Reason.CANCELLED


async def test_a_task_that_never_was_cannot_be_cancelled(bench: Bench) -> None:
    upstream = bench.upstream()
    assert await upstream.cancel(upstream.offers[0], bench.order(upstream_id="never-made")) is False


@pytest.mark.parametrize(
    ("body", "done"), [(b'{"code": 0, "data": {"success": false}}', False), (b'{"code": 0, "data": null}', False)]
)
async def test_a_deletion_counts_only_with_its_success(bench: Bench, body: bytes, *, done: bool) -> None:
    async with serving(servers.answer(200, body)) as server:
        upstream = bench.upstream(base_url=server.origin)
        assert await upstream.cancel(upstream.offers[0], bench.order(upstream_id="a")) is done


async def test_a_deletion_that_fails_for_an_unknown_reason_is_garbled(bench: Bench) -> None:
    async with serving(servers.answer(200, b'{"code": 1009999, "msg": "busy"}')) as server:
        upstream = bench.upstream(base_url=server.origin)
        with pytest.raises(Garbled, match="1009999: busy"):
            await upstream.cancel(upstream.offers[0], bench.order(upstream_id="a"))
