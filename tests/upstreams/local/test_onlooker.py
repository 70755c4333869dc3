from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest
from PIL import Image

from bot.domain.errors import Refused, Unreachable
from bot.domain.sentences import Reason
from bot.domain.toolbox.marking import Finding, MarkingOptions
from bot.pool import Busy, Crashed, Pool, TooSlow
from bot.sandbox import pictures
from bot.upstreams.local.errors import BadPicture
from bot.upstreams.local.onlooker import LocalOnlooker

pytestmark = pytest.mark.slow

T = TypeVar("T")

HALF = MarkingOptions(left=0, top=0, width=50, height=100)


@dataclass(frozen=True)
class Unlucky:
    """Fails before it begins."""

    failure: Exception

    async def run(self, _fn: Callable[..., T], /, *_args: object, timeout_s: float) -> NoReturn:  # noqa: ARG002 (the port's signature)
        raise self.failure


async def test_a_worker_looks_for_faces_and_marks(tmp_path: Path) -> None:
    path = tmp_path / "group.jpg"
    path.write_bytes(pictures.group())
    async with Pool() as pool:
        onlooker = LocalOnlooker(pool)
        assert await onlooker.count_faces(path) == 2
        mask = await onlooker.mark(path, HALF)
        assert await onlooker.mark(path, MarkingOptions(find=Finding.CORNER_WATERMARK)) is None
    assert mask is not None
    with Image.open(BytesIO(mask)) as made:
        assert (made.format, made.mode, made.size) == ("PNG", "L", (1112, 600))


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (BadPicture("broken"), Reason.BROKEN_PICTURE),
        (Crashed("died"), Reason.CRASHED),
        (TooSlow("late"), Reason.TOO_SLOW),
    ],
)
async def test_a_picture_that_cannot_be_marked_is_refused(failure: Exception, reason: Reason) -> None:
    with pytest.raises(Refused) as caught:
        await LocalOnlooker(Unlucky(failure)).mark(Path("picture"), HALF)
    assert caught.value.sentence.reason is reason


@pytest.mark.parametrize(
    ("failure", "reason"), [(Busy("64"), Reason.BUSY), (FileNotFoundError("gone"), Reason.STORAGE_DOWN)]
)
async def test_what_cannot_be_looked_at_now_is_tried_again(failure: Exception, reason: Reason) -> None:
    with pytest.raises(Unreachable) as caught:
        await LocalOnlooker(Unlucky(failure)).mark(Path("picture"), HALF)
    assert caught.value.sentence.reason is reason


@pytest.mark.parametrize(
    "failure", [BadPicture("broken"), Crashed("died"), TooSlow("late"), Busy("64"), FileNotFoundError("gone")]
)
async def test_faces_that_cannot_be_counted_are_unknown(failure: Exception) -> None:
    assert await LocalOnlooker(Unlucky(failure)).count_faces(Path("picture")) is None
