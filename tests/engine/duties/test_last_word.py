"""Nothing overwrites what a task's person is told last."""

from dataclasses import replace

import pytest

from bot.domain.ids import TaskId
from bot.domain.lifecycle import State
from bot.domain.outcomes import Finished, Found
from bot.engine.announcer import Announcer
from bot.engine.duties import DUTIES
from bot.engine.ports import Blocked
from tests.engine.bench import PNG, Bench
from tests.engine.mailbox import Mailbox


class WatchedAnnouncer(Announcer):
    """Notes how many final messages there were whenever it was settled."""

    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__(mailbox)
        self.settled: list[tuple[TaskId, int]] = []
        self._mailbox = mailbox

    async def settle(self, task_id: TaskId) -> None:
        self.settled.append((task_id, self._mailbox.closed.qsize()))
        await super().settle(task_id)


@pytest.mark.parametrize("state", [State.SAVED, State.PARKED, State.FAILED, State.CANCELLED, State.EXPIRED])
async def test_progress_has_been_settled_before_the_last_word_is_said(bench: Bench, state: State) -> None:
    bench.vendor.submissions.are(Finished(found=(Found(data=PNG),)))
    bench.mailbox.outcomes = [Blocked(why="no permission", again_s=None)]
    task = await bench.ask_and_work()
    await bench.mailbox.closed.get()
    await bench.books.overwrite(task.id, state=state, due_at=bench.clock.now())
    (claimed,) = await bench.books.claim(now=bench.clock.now())
    announcer = WatchedAnnouncer(bench.mailbox)
    await DUTIES[state](replace(bench.desk, announcer=announcer), claimed)
    assert announcer.settled == [(task.id, 0)]
    assert bench.mailbox.closed.qsize() == 1
