"""One interaction as the person sees it unfold."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from bot.sandbox.discord import answers
from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.interactions import failed
from bot.sandbox.discord.views import Message, view
from bot.sandbox.discord.world import Interaction

T = TypeVar("T")


class NoAnswerError(Exception):
    """The person reads "The application did not respond", or gets a form where a message was expected."""


class Conversation:
    """What became of an interaction. No state of its messages is missed, however briefly it lasted."""

    def __init__(self, backend: Backend, interaction: Interaction) -> None:
        self._backend = backend
        self.interaction = interaction
        source = interaction.source
        self._skip = 0 if source is None else len(backend.world.history.get(source.id, ()))

    @property
    def id(self) -> int:
        """The interaction's id."""
        return self.interaction.id

    @property
    def token(self) -> str:
        """The interaction's token."""
        return self.interaction.token

    @property
    def acknowledged_after_ms(self) -> float | None:
        """Real milliseconds until the first answer was accepted; None before."""
        answered_at = self.interaction.answered_at
        return None if answered_at is None else (answered_at - self.interaction.opened_at) * 1000

    @property
    def failed(self) -> bool:
        """Whether the person reads "The application did not respond"."""
        return failed(self._backend, self.interaction)

    @property
    def modal(self) -> Mapping[str, Any] | None:
        """The form that was opened, as on the wire."""
        return answers.modal(self.interaction)

    @property
    def message(self) -> Message | None:
        """The message that answers, or that the button sat on, as it is now; None before, and when it was deleted."""
        stored = self._backend.world.messages.get(self.interaction.original_id or 0)
        return None if stored is None else view(stored, self._backend.writer)

    @property
    def followups(self) -> list[Message]:
        """The follow-ups that still exist, as they are now."""
        stored = (self._backend.world.messages.get(message_id) for message_id in self._followup_ids())
        return [view(message, self._backend.writer) for message in stored if message is not None]

    async def acknowledged(self, timeout_s: float = 5) -> None:
        """Wait for the first answer of any kind; NoAnswerError after Discord's 3 seconds."""
        await self._wait(lambda: self.interaction.answered_with, timeout_s, "an acknowledgement")

    async def answer(self, timeout_s: float = 30) -> Message:
        """The first state that is not "thinking" (after a deferred update: the first change, or a follow-up)."""
        return await self.until(lambda message: not message.loading, timeout_s)

    async def until(self, predicate: Callable[[Message], bool], timeout_s: float = 30) -> Message:
        """The first state, of the answer or of a follow-up, that fits. Past states count too.

        Raises NoAnswerError when the application fails to answer or opens a form, TimeoutError otherwise.
        """
        seen: dict[int, int] = {}

        def probe() -> Message | None:
            if self.modal is not None:
                raise NoAnswerError("a form was opened: fill_modal() goes on from here")
            return next((message for message in self._unseen(seen) if predicate(message)), None)

        return await self._wait(probe, timeout_s, "a message that fits")

    async def opened_modal(self, timeout_s: float = 5) -> Mapping[str, Any]:
        """The form, as soon as it is open."""
        return await self._wait(lambda: self.modal, timeout_s, "a form")

    async def _wait(self, probe: Callable[[], T | None], timeout_s: float, what: str) -> T:
        def look() -> T | None:
            if (found := probe()) is not None:
                return found
            if self.failed:
                raise NoAnswerError("The application did not respond")
            return None

        return await self._backend.signal.until(look, timeout_s=timeout_s, what=what)

    def _unseen(self, seen: dict[int, int]) -> Iterator[Message]:
        source, history = self.interaction.source, self._backend.world.history
        for message_id in self.interaction.message_ids:
            is_source = source is not None and message_id == source.id
            start = seen.get(message_id, self._skip if is_source else 0)
            versions = history.get(message_id, [])
            seen[message_id] = len(versions)
            yield from (view(version, self._backend.writer) for version in versions[start:])

    def _followup_ids(self) -> list[int]:
        return [item for item in self.interaction.message_ids if item != self.interaction.original_id]
