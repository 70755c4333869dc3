"""Results made to fit into one Discord message."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from bot.domain.errors import BotError, StorageFailed, Unreachable
from bot.domain.listings import ListKind
from bot.domain.tasks import Task
from bot.domain.tools import Output, Tool
from bot.engine.ports import Picture
from bot.media.fit import Change, FitNote, Fitted, TooBig
from bot.ui.alt_text import alt_text
from bot.ui.letter import Enclosure
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.texts import fit, texts_of

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
    """The results cannot be made small enough."""


class Fitter(Protocol):
    """`bot.media.fit.Fitter`, or anything that shrinks a picture."""

    def fit(self, path: Path, *, limit: int) -> AbstractAsyncContextManager[Fitted]:
        """A file of at most `limit` bytes that shows the same picture, while the block lasts.

        Raises, on entry, TooBig or one of the domain's errors.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Files that fit into one message, what was done to them, and how many pictures found no place.

    `first` is the number of the first picture, `seeds` are those of the pictures here. `tool` made it (None: we no
    longer have it); `trained` is what kind of model came out, if one did.
    """

    enclosures: tuple[Enclosure, ...]
    notes: tuple[FitNote, ...]
    more: int = 0
    first: int = 1
    seeds: tuple[int | None, ...] = ()
    tool: Tool | None = None
    trained: ListKind | None = None

    @property
    def largest(self) -> int:
        """Bytes of the largest file; 0 if there is none."""
        return max((enclosure.size_bytes for enclosure in self.enclosures), default=0)

    def remarks(self, locale: str) -> str:
        """What was done, in words; each thing once, empty if nothing."""
        said = [say(_NOTES[note.change], locale, width=note.width, height=note.height) for note in self.notes]
        if self.more:
            said.append(say(Notice.MORE_KEPT, locale, more=self.more))
        return " ".join(dict.fromkeys(said))


class Packer:
    """Fits what came out of a task into a message, and names it.

    `tools` say what is on the pictures; `trained` is what kind of model each training offer makes, by the offer's key.
    """

    def __init__(
        self, fitter: Fitter, tools: Iterable[Tool], *, trained: Mapping[str, ListKind] = MappingProxyType({})
    ) -> None:
        self._fitter = fitter
        self._tools = {tool.key: tool for tool in tools}
        self._trained = trained

    @asynccontextmanager
    async def pack(
        self, task: Task, pictures: Sequence[Picture], *, limit: int, first: int = 1
    ) -> AsyncIterator[Parcel]:
        """The first ten as files, each within `limit` bytes, together within one request; `first` is the number of one.

        Without pictures it is the texts, as a file if a message cannot show them whole. The files are there while the
        block lasts. Raises Unpackable, and Unreachable or StorageFailed where it is only to be tried later.
        """
        chosen = pictures[:MOST_FILES]
        async with AsyncExitStack() as stack:
            fitted = [await self._fit(stack, picture, _share(limit, len(chosen))) for picture in chosen]
            yield Parcel(
                enclosures=(*self._enclosed(task, chosen, fitted, first), *self._paper(task, chosen, limit)),
                notes=tuple(each.note for each in fitted if each.note is not None),
                more=len(pictures) - len(chosen),
                first=first,
                seeds=tuple(picture.seed for picture in chosen),
                tool=self._tools.get(task.tool),
                trained=self._trained.get(task.offer or "", ListKind.LORA) if self._is_model(task) else None,
            )

    async def _fit(self, stack: AsyncExitStack, picture: Picture, limit: int) -> Fitted:
        try:
            return await stack.enter_async_context(self._fitter.fit(picture.path, limit=limit))
        except (Unreachable, StorageFailed):
            raise
        except (TooBig, BotError) as error:
            raise Unpackable(f"{picture.shape.size_bytes} bytes into {limit}: {error}") from error

    def _enclosed(
        self, task: Task, pictures: Sequence[Picture], fitted: Sequence[Fitted], first: int
    ) -> Iterable[Enclosure]:
        stems = _stems(task, len(fitted), first)
        for stem, picture, each in zip(stems, pictures, fitted, strict=True):
            yield Enclosure(
                filename=f"{stem}.{each.extension}",
                content=each.path,
                size_bytes=each.size_bytes,
                alt=alt_text(task, self._tools.get(task.tool), picture.seed),
                spoiler=picture.spoiler,
            )

    def _paper(self, task: Task, pictures: Sequence[Picture], limit: int) -> Iterable[Enclosure]:
        texts = texts_of(task)
        if pictures or self._is_model(task) or fit(texts):
            return
        content = "\n\n".join(texts).encode()
        if len(content) > limit:
            raise Unpackable(f"{len(content)} bytes of text into {limit}")
        yield Enclosure(filename=f"{task.tool}-{task.id}.txt", content=content, size_bytes=len(content))

    def _is_model(self, task: Task) -> bool:
        tool = self._tools.get(task.tool)
        return tool is not None and tool.output is Output.MODEL


def _share(limit: int, files: int) -> int:
    return min(limit, _REQUEST_LIMIT // files)


def _stems(task: Task, count: int, first: int) -> list[str]:
    stem = f"{task.tool}-{task.id}"
    return [stem] if count == first == 1 else [f"{stem}-{number}" for number in range(first, first + count)]
