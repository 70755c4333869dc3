"""Fifty results of twenty megabytes at once."""

import asyncio
from pathlib import Path

from tests.bench import procfs
from tests.bench.contenders import Contender, duel
from tests.bench.crowd import crowd
from tests.bench.figures import MIB, Figure
from tests.bench.pictures import photograph
from tests.bench.samples import Sample
from tests.bench.scale import Scale

_BYTES = 20_000_000
_MORE_MIB = 150
_LOOK_EVERY_S = 0.1


async def measure(scale: Scale, folder: Path) -> list[Figure]:
    """The peaks of both, and of ours against the floor at rest: the floor holds every picture, ours should not."""
    async with duel(folder, picture=photograph(10**6), processing_s=(0.3, 0.3), poll_s=0.5) as both:
        rests, peaks = [], []
        for contender in both:
            await crowd(contender.stage, 5, at_once=5)
            rests.append(procfs.memory(contender.pid).total / MIB)
            peaks.append(await _peak(contender, scale.large))
    above = peaks[1] - rests[1]
    return [
        Figure(
            what=f"peak memory, {scale.large} results of 20 MB at once",
            unit="MiB",
            ours=Sample((peaks[1],)),
            floor=Sample((rests[0],)),
            target=f"≤ floor at rest + {_MORE_MIB} MiB",
            met=peaks[1] <= rests[0] + _MORE_MIB,
            note=f"ours grows by {above:.0f} MiB; the floor, which holds them all, peaks at {peaks[0]:.0f} MiB",
        )
    ]


async def _peak(contender: Contender, count: int) -> float:
    stage, highest = contender.stage, 0.0
    stage.imaging.picture = photograph(_BYTES)
    visits = asyncio.create_task(crowd(stage, count, at_once=count), name="visits")
    while not visits.done():
        highest = max(highest, procfs.memory(contender.pid).total / MIB)
        await asyncio.wait({visits}, timeout=_LOOK_EVERY_S)
    visits.result()
    stage.forget()
    return highest
