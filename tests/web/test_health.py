import asyncio
import json
from collections.abc import Mapping
from typing import Any

from bot.web.health import Examine
from tests.engine.bench import Bench
from tests.web.site import open_site


def always(**parts: str | None) -> Examine:
    async def examine() -> Mapping[str, str | None]:
        return parts

    return examine


async def never() -> Mapping[str, str | None]:
    await asyncio.Event().wait()
    return {}


async def asked(bench: Bench, examine: Examine, **parts: Any) -> tuple[int, object]:
    async with open_site(bench, health=examine, **parts) as site:
        answer = await site.ask("/health")
    return answer.status, json.loads(answer.body)


async def test_where_every_part_is_well_all_is(bench: Bench) -> None:
    said = await asked(bench, always(database=None, discord=None))
    assert said == (200, {"status": "ok", "parts": {"database": "ok", "discord": "ok"}})


async def test_one_part_that_fails_is_named_and_is_enough(bench: Bench) -> None:
    said = await asked(bench, always(database=None, discord="not connected"))
    assert said == (503, {"status": "failing", "parts": {"database": "ok", "discord": "not connected"}})


async def test_who_does_not_answer_in_time_is_not_well(bench: Bench) -> None:
    said = await asked(bench, never, examine_within_s=0.01)
    assert said == (503, {"status": "failing", "parts": {"health": "no answer within 0.01 s"}})
