import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.domain.tasks import Task
from bot.engine.announcer import Announcer
from bot.engine.ports import Fence, Progress
from tests.engine.bench import Bench
from tests.engine.mailbox import Mailbox


class SlowMailbox(Mailbox):
    """Begins to show something and waits until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Semaphore(0)
        self.may_end = asyncio.Semaphore(0)

    async def progress(self, task: Task, progress: Progress, fence: Fence) -> None:
        self.begun.release()
        await self.may_end.acquire()
        await super().progress(task, progress, fence)


async def always() -> bool:
    return True


@pytest.fixture
def slow() -> SlowMailbox:
    return SlowMailbox()


@pytest.fixture
async def announcer(slow: SlowMailbox) -> AsyncIterator[Announcer]:
    announcer = Announcer(slow)
    yield announcer
    await announcer.close()


@pytest.fixture
async def task(bench: Bench) -> Task:
    return await bench.books.accept()


def positions(mailbox: Mailbox) -> list[int | None]:
    return [shown.position for shown in mailbox.shown]


async def test_of_what_came_meanwhile_the_latest_is_said(slow: SlowMailbox, announcer: Announcer, task: Task) -> None:
    announcer.show(task, Progress(position=9), always)
    await slow.begun.acquire()
    for position in (8, 7, 6):
        announcer.show(task, Progress(position=position), always)
    slow.may_end.release()
    await slow.begun.acquire()
    assert positions(slow) == [9]
    slow.may_end.release()
    await announcer.settle(task.id)
    assert positions(slow) == [9, 6]


async def test_settling_lets_what_is_being_said_end_and_drops_the_rest(
    slow: SlowMailbox, announcer: Announcer, task: Task
) -> None:
    announcer.show(task, Progress(position=2), always)
    await slow.begun.acquire()
    announcer.show(task, Progress(position=1), always)
    settling = asyncio.create_task(announcer.settle(task.id), name="settle")
    await asyncio.sleep(0)
    assert not settling.done()
    slow.may_end.release()
    await settling
    assert positions(slow) == [2]


async def test_there_may_be_nothing_to_settle(announcer: Announcer, task: Task) -> None:
    await announcer.settle(task.id)


async def test_one_task_does_not_wait_for_another(
    slow: SlowMailbox, announcer: Announcer, task: Task, bench: Bench
) -> None:
    other = await bench.books.accept()
    announcer.show(task, Progress(position=1), always)
    announcer.show(other, Progress(position=2), always)
    for _ in range(2):
        await slow.begun.acquire()


async def test_what_is_said_after_settling_is_said(slow: SlowMailbox, announcer: Announcer, task: Task) -> None:
    await announcer.settle(task.id)
    slow.may_end.release()
    announcer.show(task, Progress(position=5), always)
    await slow.begun.acquire()
    await announcer.settle(task.id)
    assert positions(slow) == [5]


async def test_a_closed_announcer_has_said_its_last(slow: SlowMailbox, announcer: Announcer, task: Task) -> None:
    announcer.show(task, Progress(position=3), always)
    await slow.begun.acquire()
    announcer.show(task, Progress(position=2), always)
    await announcer.close()
    assert positions(slow) == []
