from bot.domain.lifecycle import OPEN, State
from bot.engine.duties import DUTIES
from tests.engine.bench import Bench
from tests.engine.mailbox import MESSAGE


def test_every_open_state_has_a_duty_and_no_final_one() -> None:
    assert set(DUTIES) == OPEN


async def test_a_task_is_carried_from_acceptance_to_delivery(bench: Bench) -> None:
    task = await bench.ask_and_work()
    assert task.state is State.RUNNING
    await bench.later(60)
    done = await bench.look(task)
    assert await bench.path(task) == ["submitting", "running", "finished", "saved", "delivered"]
    assert (done.message_id, done.due_at, done.reply.token) == (MESSAGE, None, None)
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", 0)]
    (post,) = bench.mailbox.posts
    assert [(picture.shape.width, picture.shape.height) for picture in post.pictures] == [(16, 12)]
