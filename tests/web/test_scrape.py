from collections.abc import Mapping

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bot.domain.errors import StorageFailed
from bot.domain.lifecycle import State
from bot.domain.sentences import Reason
from bot.web.metrics import Metrics
from bot.web.scrape import is_loopback
from tests.engine.bench import Bench
from tests.web.site import Site, open_site

TOKEN = "the-scrapers-token"


class Counts:
    """How many tasks there are; None: nobody knows."""

    def __init__(self) -> None:
        self.by_state: Mapping[State, int] | None = {}

    async def __call__(self) -> Mapping[State, int]:
        if self.by_state is None:
            raise StorageFailed(Reason.INTERNAL, detail="gone")
        return self.by_state


def figures(text: bytes, name: str) -> dict[str, float]:
    """The values of one metric, by its last label."""
    samples = [each for family in text_string_to_metric_families(text.decode()) for each in family.samples]
    return {list(each.labels.values())[-1]: each.value for each in samples if each.name == name}


async def status(site: Site, **headers: str) -> int:
    return (await site.ask("/metrics", headers=headers)).status


async def test_this_machine_reads_the_metrics(site: Site) -> None:
    answer = await site.ask("/metrics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert b"process_resident_memory_bytes" in answer.body


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
async def test_a_proxy_on_this_machine_may_not_pass_them_on(site: Site, header: str) -> None:
    assert await status(site, **{header: "1.1 proxy"}) == 403


@pytest.mark.parametrize(
    ("peer", "ours"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.1", False),
        ("::ffff:192.0.2.1", False),
        ("fe80::1%eth0", False),
        (None, False),
    ],
)
def test_only_loopback_addresses_are_this_machines_own(peer: str | None, *, ours: bool) -> None:
    assert is_loopback(peer) is ours


async def test_with_a_token_whoever_knows_it_reads_them(bench: Bench) -> None:
    async with open_site(bench, metrics_token=SecretStr(TOKEN)) as site:
        assert await status(site, Authorization=f"Bearer {TOKEN}") == 200
        assert await status(site, Authorization=f"Bearer {TOKEN}", **{"X-Forwarded-For": "192.0.2.1"}) == 200


@pytest.mark.parametrize("told", [None, "", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer \u00e4"])
async def test_with_a_token_nobody_else_does(bench: Bench, told: str | None) -> None:
    async with open_site(bench, metrics_token=SecretStr(TOKEN)) as site:
        answer = await site.ask("/metrics", headers={} if told is None else {"Authorization": told})
    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


async def test_open_tasks_are_counted_by_state() -> None:
    counts = Counts()
    metrics = Metrics(counts)
    for by_state in ({State.RUNNING: 3, State.PARKED: 1}, {State.RUNNING: 2}):
        counts.by_state = by_state
        assert figures(await metrics.render(), "darkroom_tasks") == by_state


async def test_where_tasks_cannot_be_counted_the_rest_is_told() -> None:
    counts = Counts()
    metrics = Metrics(counts)
    counts.by_state = {State.RUNNING: 3}
    await metrics.render()
    counts.by_state = None
    text = await metrics.render()
    assert figures(text, "darkroom_tasks") == {}
    assert b"process_cpu_seconds_total" in text


async def test_applications_in_one_process_count_for_themselves(bench: Bench, site: Site) -> None:
    await site.call("/callbacks/imgopen")
    assert await site.counted() == {("imgopen", "forged"): 1}
    async with open_site(bench) as other:
        assert await other.counted() == {}
