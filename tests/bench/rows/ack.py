"""How long people see nothing at all, alone and in a crowd."""

from collections import defaultdict
from pathlib import Path

from tests.bench.contenders import Contender, duel
from tests.bench.crowd import UNANSWERED_MS, crowd
from tests.bench.figures import Figure, at_most
from tests.bench.pictures import photograph
from tests.bench.samples import Sample, percentile
from tests.bench.scale import Scale

_FACTOR = 1.5
_SHARES = {"p50": 0.5, "p99": 0.99}


async def measure(scale: Scale, folder: Path) -> list[Figure]:
    """Bursts of 1, 50 and 500 commands, by turns at the floor and at ours."""
    heard: dict[tuple[int, int], list[list[float]]] = defaultdict(list)
    async with duel(folder, picture=photograph(10**6), processing_s=(0.0, 0.0), poll_s=0.2) as both:
        for contender in both:
            await crowd(contender.stage, 5, at_once=5)
        for count, bursts in scale.acks.items():
            for _ in range(bursts):
                for number, contender in enumerate(both):
                    heard[count, number].append(await _burst(contender, count))
    return [_figure(count, name, heard[count, 0], heard[count, 1]) for count in scale.acks for name in _SHARES]


async def _burst(contender: Contender, count: int) -> list[float]:
    """So many at the same moment; milliseconds until each was acknowledged. It ends with the last picture."""
    visits = await crowd(contender.stage, count, at_once=count)
    contender.stage.forget()
    return [visit.acknowledged_ms for visit in visits]


def _figure(count: int, name: str, floor: list[list[float]], ours: list[list[float]]) -> Figure:
    lost = sum(value == UNANSWERED_MS for burst in ours for value in burst)
    note = f"{lost} of ours were not acknowledged within three seconds" if lost else ""
    what = f"acknowledgement, {count} in flight, {name}"
    share = _SHARES[name]
    return at_most(what, "ms", _FACTOR, ours=_sample(ours, share), floor=_sample(floor, share), note=note)


def _sample(bursts: list[list[float]], share: float) -> Sample:
    """One value per burst; bursts of one are one crowd."""
    if len(bursts[0]) == 1:
        return Sample((percentile([value for burst in bursts for value in burst], share),))
    return Sample.of(percentile(burst, share) for burst in bursts)
