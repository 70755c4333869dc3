"""From a result at the vendor to the picture at the person: by asking, and by being called."""

from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.upstreams.jobs import Job
from tests.bench.contenders import Contender, duel
from tests.bench.crowd import crowd
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
    upload_ms = Sample.of(floor.uploads_ms).mean
    return [
        Figure(
            what="result to picture by polling, mean",
            unit="ms",
            ours=lags[0],
            floor=lags[1],
            target=f"≤ half of {_POLL_S:g} s + floor's upload",
            met=lags[0].median <= _POLL_S * 500 + upload_ms,
            note=(
                f"both ask every {_POLL_S:g} s; the floor's own upload takes {upload_ms:.0f} ms;"
                f" standard errors: ours {errors[0]:.0f} ms, floor {errors[1]:.0f} ms"
            ),
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
    what = "result to picture by callback, median"
    return [within(what, "ms", _MORE_MS, ours=lags, floor=uploads, note=note)]


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
    visits = await crowd(stage, count, at_once=_AT_ONCE)
    asked = [call for call in vendor.calls if call.endpoint == "gettask"]
    last = {call.body["taskid"]: call.at.timestamp() for call in asked}
    jobs = {name: task.job.platform_id for task in vendor._register._tasks.values() for name in _names(task.job)}
    results = [(visit.posted.at, jobs[visit.posted.filename.partition(".")[0]]) for visit in visits]
    lags = [1e3 * (at - stage.workshop.settled_at[job]) for at, job in results]
    return _Run(lags, [1e3 * (at - last[job]) for at, job in results], len(asked) / count)


def _names(job: Job) -> tuple[str, str]:
    """What the picture is called: ours is named after our id, the floor's after the vendor's."""
    return f"enhance-{job.own_id}", f"enhance-{job.platform_id}"
