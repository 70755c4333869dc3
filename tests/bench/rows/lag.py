"""From a result at the vendor to the picture at the person: by asking, and by being called."""

from dataclasses import dataclass
from pathlib import Path

from tests.bench.contenders import Contender, duel
from tests.bench.crowd import Visit, crowd
from tests.bench.figures import Figure, within
from tests.bench.pictures import photograph
from tests.bench.samples import Sample, standard_error
from tests.bench.scale import Scale

_POLL_S = 2.0
_PROCESSING_S = (2.0, 6.0)
_AT_ONCE = 20
_MORE_MS = 100


@dataclass(frozen=True, slots=True)
class _Run:
    """Milliseconds from the result to the picture, and from the last question to the picture; questions per task."""

    lags_ms: list[float]
    uploads_ms: list[float]
    polls: float


async def polling(scale: Scale, folder: Path) -> list[Figure]:
    """Both ask every two seconds about tasks of two to six."""
    floor, ours = await _runs(scale, folder, called_back=False)
    lags = [Sample.of([Sample.of(run.lags_ms).mean]) for run in (ours, floor)]
    errors = [standard_error(run.lags_ms) for run in (ours, floor)]
    return [
        Figure(
            what="result to picture by polling, mean",
            unit="ms",
            ours=lags[0],
            floor=lags[1],
            target=f"≤ half of the {_POLL_S:g} s between questions",
            met=lags[0].median <= _POLL_S * 500,
            note=f"standard errors: ours {errors[0]:.0f} ms, floor {errors[1]:.0f} ms",
        ),
        Figure(
            what="questions per task",
            unit="polls",
            ours=Sample((ours.polls,)),
            floor=Sample((floor.polls,)),
            target="≤ floor",
            met=ours.polls <= floor.polls,
        ),
    ]


async def callback(scale: Scale, folder: Path) -> list[Figure]:
    """The vendor calls us; the floor's part is its own upload, from its last question to the picture."""
    floor, ours = await _runs(scale, folder, called_back=True)
    lags, uploads = Sample.of(ours.lags_ms), Sample.of(floor.uploads_ms)
    note = f"{ours.polls:.2f} questions per task; noise is the range over {len(ours.lags_ms)} tasks"
    return [within("result to picture by callback, median", "ms", lags, uploads, _MORE_MS, note)]


async def _runs(scale: Scale, folder: Path, *, called_back: bool) -> list[_Run]:
    picture = photograph(10**6)
    async with duel(
        folder, picture=picture, processing_s=_PROCESSING_S, poll_s=_POLL_S, called_back=called_back
    ) as both:
        for contender in both:
            await crowd(contender.stage, 5, at_once=5)
        return [await _run(contender, scale.lags) for contender in both]


async def _run(contender: Contender, count: int) -> _Run:
    stage = contender.stage
    vendor = stage.vendors.magictiger
    vendor.calls.clear()
    visits = {visit.name: visit for visit in await crowd(stage, count, at_once=_AT_ONCE)}
    asked = [call for call in vendor.calls if call.endpoint == "gettask"]
    last = {call.body["taskid"]: call.at.timestamp() for call in asked}
    lags, uploads = [], []
    for task in vendor._register._tasks.values():
        visit = _visit_of(task.inputurl, visits)
        if visit is not None:
            lags.append(1e3 * (visit.posted_at - stage.workshop.settled_at[task.job.platform_id]))
            uploads.append(1e3 * (visit.posted_at - last[task.job.platform_id]))
    return _Run(lags, uploads, len(asked) / count)


def _visit_of(url: str, visits: dict[str, Visit]) -> Visit | None:
    """Whose picture the vendor was sent: every visit has a file name of its own."""
    return visits.get(url.partition("?")[0].rpartition("/")[2])
