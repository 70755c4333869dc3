"""A face swap on the bench, from the search for faces to the swapped picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.domain.ids import UserId
from bot.domain.lifecycle import State
from bot.domain.offers import Order
from bot.domain.outcomes import Finished, Found, Outcome
from bot.domain.tasks import Request, Task
from bot.domain.toolbox.portrait import Asking
from tests.engine.bench import Bench
from tests.media.pictures import encoded, photo
from tests.storage.requests import USER

SWAPPED = encoded(photo(10, 10), "PNG")
HOLD, SEARCH, FUSION = ("hold", 4), "faces", "fusion"
WAY_TO_A_RESULT = ("submitting", "running", "finished", "saved")
WHOLE_WAY = [*WAY_TO_A_RESULT, "asking", "accepted", *WAY_TO_A_RESULT, "delivered"]


def face(number: int) -> bytes:
    """The picture of a face: each is as wide as none of the others."""
    return encoded(photo(20 + number, 8), "PNG")


@dataclass(frozen=True, slots=True)
class Swap:
    """The bench's vendor finds so many `faces` in the target."""

    bench: Bench
    faces: int = 3

    def __post_init__(self) -> None:
        self.bench.onlooker.faces = self.faces
        for vendor in (self.bench.vendor, self.bench.spare):
            vendor.polls.are(self.answer)

    async def answer(self, order: Order) -> Outcome:
        """Of a search, its faces; of a swap, the swapped picture."""
        if order.round > 1:
            return self.bench.finished("swapped.png", SWAPPED)
        found = (self.found(number) for number in range(1, self.faces + 1))
        return Finished(found=tuple(found))

    def found(self, number: int, **how: Any) -> Found:
        return Found(url=self.bench.shelf.put(f"face-{number}.png", face(number)), **how)

    def request(self, sources: Iterable[str] = ("source",), asking: Asking | None = None, **changes: Any) -> Request:
        inputs = tuple(self.bench.input(slot) for slot in (*sources, "target"))
        options = {"face": asking.value} if asking else {}
        return self.bench.request(tool="faceswap", inputs=inputs, **({"options": options} | changes))

    async def begin(self, *sources: str, **changes: Any) -> Task:
        """As far as it gets without an answer."""
        task = await self.bench.studio.start(self.request(sources or ("source",), **changes))
        assert task is not None
        await self.bench.work()
        await self.bench.later(30)
        return await self.bench.look(task)

    async def asked(self, *sources: str, **changes: Any) -> Task:
        """A task that waits for an answer."""
        task = await self.begin(*sources, **changes)
        assert task.state is State.ASKING
        return task

    async def pick(self, task: Task, number: int, source: str = "source", *, user: UserId = USER) -> Task | None:
        return await self.bench.studio.choose(task.id, source, number, self.bench.press(user))

    async def end(self, task: Task) -> Task:
        """What comes of an answer."""
        await self.bench.work()
        await self.bench.later(30)
        return await self.bench.look(task)


async def delivered(swap: Swap, task: Task) -> None:
    """The person has the swapped picture, once, and has paid for it, once."""
    done = await swap.bench.look(task)
    assert done.state is State.DELIVERED
    (post,) = swap.bench.mailbox.posts
    assert [picture.data for picture in post.pictures] == [SWAPPED]
    assert await swap.bench.books.entries(task.id) == [HOLD, ("capture", 0)]
