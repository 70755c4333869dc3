"""What a process that died, was frozen or came too late leaves behind costs nobody anything."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from bot.domain.ids import UpstreamId
from bot.domain.lifecycle import Event, State
from bot.domain.offers import Order
from bot.domain.outcomes import Broke, Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.duties import DUTIES
from bot.engine.lane import Lane
from bot.engine.milestones import Milestones, move
from bot.engine.sweeper import sweep
from bot.engine.worker import Worker
from bot.media.fetch import Fetcher
from storage import leases
from tests.engine.bench import PNG, Bench

LEASE_S = 30
UNKNOWN = Broke(sentence=Sentence.of(Reason.SUBMISSION_LOST, provider="Vendor"))


class PowerCut(BaseException):
    pass


async def finished(bench: Bench) -> Task:
    bench.vendor.submissions.are(bench.finished())
    await bench.ask()
    (claimed,) = await bench.books.claim(now=bench.clock.now())
    task = await DUTIES[State.ACCEPTED](bench.desk, claimed)
    assert task is not None
    assert task.state is State.FINISHED
    return task


async def test_what_was_fetched_before_a_power_cut_is_ours_though_its_link_is_dead(bench: Bench) -> None:
    task = await finished(bench)

    def cut(place: str) -> None:
        if place == f"before {move(State.FINISHED, Event.SAVE)}":
            raise PowerCut

    with pytest.raises(PowerCut):
        await DUTIES[State.FINISHED](replace(bench.desk, milestones=Milestones(cut)), task)
    bench.shelf.answers("result.png", 403)
    await bench.later(2 * LEASE_S)
    assert await bench.state(task) is State.DELIVERED
    assert [picture.shape.size_bytes for post in bench.mailbox.posts for picture in post.pictures] == [len(PNG)]


class Frozen:
    """A worker whose paid request waits to leave, while another takes the task for abandoned."""

    def __init__(self, bench: Bench) -> None:
        self.worker = Worker(bench.desk)
        self.waits, self.may_leave = asyncio.Event(), asyncio.Event()
        self.fence_said: list[bool] = []
        bench.vendor.submissions.are(self._submit)

    @property
    def lanes(self) -> list[Lane]:
        return self.worker._lanes

    async def turn(self, bench: Bench) -> None:
        held = [task_id for lane in self.lanes for task_id in lane.held]
        for lane in self.lanes:
            await lane.turn(bench.clock.now(), held)

    async def _submit(self, order: Order) -> Outcome:
        self.waits.set()
        await self.may_leave.wait()
        assert order.fence is not None
        self.fence_said.append(await order.fence())
        return Pending(upstream_id=UpstreamId("u-1"))


async def test_a_request_that_another_gave_up_never_leaves_though_its_process_may_take_the_task_again(
    bench: Bench,
) -> None:
    frozen = Frozen(bench)
    task = await bench.ask()
    await frozen.turn(bench)
    await frozen.waits.wait()
    bench.clock.shift(timedelta(seconds=LEASE_S + 1))
    (abandoned,) = await bench.books.claim("another", now=bench.clock.now())
    await bench.carry(abandoned)
    assert await bench.state(task) is State.UNCERTAIN
    bench.clock.shift(timedelta(minutes=2))
    await frozen.turn(bench)
    await frozen.worker._renew()
    frozen.may_leave.set()
    for lane in frozen.lanes:
        await lane.finish()
    assert frozen.fence_said == [False]


async def test_an_unknown_task_is_not_believed_while_its_request_may_be_on_its_way(bench: Bench) -> None:
    task = await bench.ask()
    (claimed,) = await bench.books.claim("slow", now=bench.clock.now())
    now = bench.clock.now()
    chosen: dict[str, Any] = {"provider": bench.vendor.id, "offer": bench.vendor.offer.key, "submitted_at": now}
    await bench.books.advance(claimed, Event.INTEND, deadline_at=now + timedelta(minutes=10), **chosen)
    bench.clock.shift(timedelta(seconds=65))
    async with bench.desk.database.transaction() as connection:
        until = bench.clock.now() + timedelta(seconds=LEASE_S)
        await leases.renew(connection, owner="slow", held=[task.id], until=until)
    bench.clock.shift(timedelta(seconds=LEASE_S + 1))
    bench.vendor.look_ups.are(UNKNOWN)
    await bench.work()
    assert await bench.state(task) is State.UNCERTAIN


class CancelledMeanwhile:
    """While the picture is fetched the person cancels, has the credits back, and everything is swept."""

    def __init__(self, bench: Bench, task: Task) -> None:
        self._bench = bench
        self._task = task

    @asynccontextmanager
    async def fetch(self, *what: Any, **how: Any) -> AsyncIterator[Any]:
        async with self._bench.desk.fetcher.fetch(*what, **how) as chunks:
            await self._bench.studio.cancel(self._task.id, self._task.user_id)
            await self._bench.work()
            await sweep(self._bench.desk)
            yield chunks


async def test_a_picture_that_comes_after_its_request_was_cancelled_and_swept_does_not_stay(bench: Bench) -> None:
    task = await bench.ask()
    (claimed,) = await bench.books.claim(now=bench.clock.now())
    late = cast("Fetcher", CancelledMeanwhile(bench, task))
    await DUTIES[State.ACCEPTED](replace(bench.desk, fetcher=late), claimed)
    assert await bench.state(task) is State.REFUNDED
    assert await bench.desk.media.used_bytes() == 0


async def test_a_result_whose_store_is_elsewhere_for_a_moment_is_not_given_up(bench: Bench) -> None:
    task = await finished(bench)
    saved = await DUTIES[State.FINISHED](bench.desk, task)
    assert saved is not None
    await bench.desk.media.delete(*(result.media for result in saved.results if result.media))
    assert await DUTIES[State.SAVED](bench.desk, saved) is None
    assert await bench.state(task) is State.SAVED
    assert bench.mailbox.posts == []


async def test_who_has_never_tried_to_post_says_so_when_the_task_waits(bench: Bench) -> None:
    task = await finished(bench)
    saved = await DUTIES[State.FINISHED](bench.desk, task)
    assert saved is not None
    assert saved.posting_at is not None
    media = [result.media for result in saved.results if result.media]
    data = await bench.desk.media.get(media[0])
    await bench.desk.media.delete(*media)
    await DUTIES[State.SAVED](bench.desk, saved)
    assert (await bench.look(task)).posting_at is None
    await bench.desk.media.put(data, name=media[0])
    await bench.later(300)
    (post,) = bench.mailbox.posts
    assert post.task.posting_at is not None
    assert bench.clock.now() - post.task.posting_at < timedelta(minutes=1)


async def test_of_a_private_result_the_intent_is_written_right_before_it_is_posted(bench: Bench) -> None:
    request = bench.request()
    bench.vendor.submissions.are(bench.finished())
    await bench.studio.start(replace(request, reply=replace(request.reply, private=True)))
    (claimed,) = await bench.books.claim(now=bench.clock.now())
    task = await DUTIES[State.ACCEPTED](bench.desk, claimed)
    assert task is not None
    saved = await DUTIES[State.FINISHED](bench.desk, task)
    assert saved is not None
    assert saved.posting_at is None
    await DUTIES[State.SAVED](bench.desk, saved)
    assert bench.mailbox.posts[0].task.posting_at is not None
