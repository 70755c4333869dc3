"""The ports through which the engine tells people things."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.domain.ids import GuildId, MessageId, UserId
from bot.domain.offers import Shape
from bot.domain.sentences import Sentence
from bot.domain.tasks import Task
from bot.domain.toolbox.marking import MarkingOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is worth showing while a task is open.

    `position` counts from 1 in our queue or the provider's; `usual_s` is how long such a task usually takes.
    `waiting_for` says why nothing moves (a provider that is down, say). `stoppable`: it makes sense to cancel. `share`
    is how much is done, 0..1.
    """

    provider_title: str | None = None
    position: int | None = None
    share: float | None = None
    usual_s: float | None = None
    waiting_for: Sentence | None = None
    stoppable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A finished picture in our hands: a local file, not to be changed, for as long as whoever gave it says."""

    path: Path
    shape: Shape
    seed: int | None = None
    spoiler: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a person is asked before a task goes on: which of the pictures (from 1) belongs to each of `sources`.

    `sources` are input slots; `chosen` are the answers so far.
    """

    sources: tuple[str, ...]
    chosen: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Whether the person wants it at that price; `marked`: and whether the right part of their picture was found.

    `provider_title` does it.
    """

    price: int
    provider_title: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The person can see the result."""

    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """The result cannot be posted now. `again_s` is None where trying again by ourselves cannot help (inbox only)."""

    why: str
    again_s: float | None


class Onlooker(Protocol):
    """Looks at pictures on this machine, for nothing."""

    async def count_faces(self, path: Path) -> int | None:
        """How many faces it sees; None where it cannot look. Never raises but CancelledError."""

    async def mark(self, path: Path, marking: MarkingOptions) -> bytes | None:
        """A mask of the picture's size, white where `marking` says, as a PNG; None where nothing of the kind is there.

        Raises Refused for a picture that cannot be worked on, and Unreachable where it cannot look now.
        """


Fence = Callable[[], Awaitable[bool]]
"""Asked right before something is sent to a person: False means that it is no longer ours to send."""


class Delivery(Protocol):
    """How a person hears of their task. A private task is never shown in public, on no path.

    No method raises anything but CancelledError: what could not be told is logged or returned.
    """

    async def progress(self, task: Task, progress: Progress, fence: Fence) -> None:
        """Show where an open task is, by editing its one message; best effort, and a no-op once the token is dead."""

    async def post(self, task: Task, pictures: Sequence[Picture], fence: Fence) -> Posted | Blocked:
        """Post the result; the intent (`task.posting_at`) is committed before.

        Texts are on the task's results; `pictures` are what may be shown of it, so there may be none.

        Repeatable: edits `@original` while the token lives, else sends a channel message with a nonce made of the task
        id, after looking for an earlier one.
        """

    async def ask(
        self, task: Task, question: Question | Consent, pictures: Sequence[Picture], fence: Fence
    ) -> Posted | Blocked:
        """Show the question with something to answer it by; repeatable, as `post` is.

        The pictures are what a Question's numbers mean; for a Consent the picture and its mask if it is `marked`, else
        none.
        """

    async def warn(self, guild_id: GuildId, user_id: UserId | None, sentence: Sentence) -> None:
        """Tell a guild's admins, in private: first the one who gave the key, if anybody, then the guild's owner."""

    async def explain(self, task: Task, fence: Fence) -> Blocked | None:
        """Tell why the task ended without a result and that the credits are back; repeatable.

        None: the person was told. Blocked with `again_s` None: nobody can be reached.
        """
