"""Pictures made to fit into one Discord message."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.domain.errors import BotError, StorageFailed, Unreachable
from bot.domain.tasks import Task
from bot.domain.tools import Tool
from bot.engine.ports import Picture
from bot.media.fit import Change, FitNote, Fitted, TooBig
from bot.ui.letter import Enclosure
from bot.ui.messages import say
from bot.ui.notices import Notice

MOST_FILES = 10
"""What Discord takes in one message."""
_REQUEST_LIMIT = 25 * 2**20 - 2**16
"""Discord takes 25 MiB in one request; a little is left for the text around the files."""

_NOTES = {
    Change.RECOMPRESSED: Notice.FITTED_LOSSLESS,
    Change.REENCODED: Notice.FITTED_LOSSY,
    Change.DOWNSCALED: Notice.FITTED_SMALLER,
}


class Unpackable(Exception):
    """The pictures cannot be made small enough."""


class Fitter(Protocol):
    """`bot.media.fit.Fitter`, or anything that shrinks a picture."""

    def fit(self, path: Path, *, limit: int) -> AbstractAsyncContextManager[Fitted]:
        """A file of at most `limit` bytes that shows the same picture, while the block lasts.

        Raises, on entry, TooBig or one of the domain's errors.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Files that fit into one message, what was done to them, and how many pictures found no place."""

    enclosures: tuple[Enclosure, ...]
    notes: tuple[FitNote, ...]
    more: int = 0

    @property
    def largest(self) -> int:
        """Bytes of the largest file."""
        return max(enclosure.size_bytes for enclosure in self.enclosures)

    def remarks(self, locale: str) -> str:
        """What was done, in words; each thing once, empty if nothing."""
        said = [say(_NOTES[note.change], locale, width=note.width, height=note.height) for note in self.notes]
        if self.more:
            said.append(say(Notice.MORE_KEPT, locale, more=self.more))
        return " ".join(dict.fromkeys(said))


class Packer:
    """Fits a task's pictures into a message and names them; `tools` say what is on them."""

    def __init__(self, fitter: Fitter, tools: Iterable[Tool]) -> None:
        self._fitter = fitter
        self._results = {tool.key: tool.result for tool in tools}

    @asynccontextmanager
    async def pack(
        self, task: Task, pictures: Sequence[Picture], *, limit: int, first: int = 1
    ) -> AsyncIterator[Parcel]:
        """The first ten as files, each within `limit` bytes, together within one request; `first` is the number of one.

        The files are there while the block lasts. Raises Unpackable, and Unreachable or StorageFailed where it is only
        to be tried later.
        """
        chosen = pictures[:MOST_FILES]
        share = min(limit, _REQUEST_LIMIT // len(chosen))
        alt = self._alt_text(task)
        async with AsyncExitStack() as stack:
            fitted = [await self._fit(stack, picture, share) for picture in chosen]
            yield Parcel(
                enclosures=tuple(
                    Enclosure(filename=f"{stem}.{each.extension}", path=each.path, size_bytes=each.size_bytes, alt=alt)
                    for stem, each in zip(_stems(task, len(fitted), first), fitted, strict=True)
                ),
                notes=tuple(each.note for each in fitted if each.note is not None),
                more=len(pictures) - len(chosen),
            )

    async def _fit(self, stack: AsyncExitStack, picture: Picture, limit: int) -> Fitted:
        try:
            return await stack.enter_async_context(self._fitter.fit(picture.path, limit=limit))
        except (Unreachable, StorageFailed):
            raise
        except (TooBig, BotError) as error:
            raise Unpackable(f"{picture.shape.size_bytes} bytes into {limit}: {error}") from error

    def _alt_text(self, task: Task) -> str:
        """What the result shows, with the options that the person chose."""
        result = self._results.get(task.tool, task.tool)
        chosen = ", ".join(f"{name} {value}" for name, value in task.options.items() if value is not None)
        return f"{result} ({chosen})" if chosen else result


def _stems(task: Task, count: int, first: int) -> list[str]:
    stem = f"{task.tool}-{task.id}"
    return [stem] if count == first == 1 else [f"{stem}-{number}" for number in range(first, first + count)]
