"""The port to a provider."""

from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.ids import ProviderId
from bot.domain.offers import Credentials, Offer, Order
from bot.domain.outcomes import Outcome
from bot.domain.sentences import Sentence


class Pace(BaseModel):
    """When to ask a provider, and how much at once. Seconds, unless named otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    poll_initial_s: float = Field(default=2, gt=0, description="seconds before the first question about a task")
    poll_factor: float = Field(default=1.5, ge=1, description="how much longer each pause is than the one before")
    poll_max_s: float = Field(default=15, gt=0, description="longest pause between two questions, in seconds")
    poll_deadline_s: float = Field(default=600, gt=0, description="how long a submitted task may take, in seconds")
    max_requests_per_s: float = Field(default=2, gt=0, description="requests per second and key")
    max_in_flight: int = Field(default=4, ge=1, description="tasks in hand at once per key; the others queue with us")


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialField:
    """One part of a provider's key, as the key modal asks for it. `pattern` is a full-match regular expression."""

    name: str
    label: str
    pattern: str = r"[\x21-\x7e]{4,200}"


class Upstream(Protocol):
    """One provider. Every method may be called concurrently; none keeps state about a task.

    All calls raise `Unreachable` where nothing was sent or a free read went unanswered, never a library's exception.
    """

    @property
    def id(self) -> ProviderId:
        """The provider's name in settings, rows and the `provider` option."""

    @property
    def title(self) -> str:
        """The provider's name as a person reads it."""

    @property
    def pace(self) -> Pace:
        """When to ask and how much at once."""

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What it can do with the present settings."""

    @property
    def credential_fields(self) -> tuple[CredentialField, ...]:
        """What a key consists of; empty where none is needed."""

    @property
    def operator_credentials(self) -> Credentials | None:
        """The operator's own key from the settings, if there is one."""

    def unusable(self) -> Sentence | None:
        """Why no key at all could make it work (no base URL, say), or None."""

    async def submit(self, offer: Offer, order: Order) -> Outcome:
        """Send a paid request, exactly once.

        Returns Pending with the provider's id, or Finished at once, or Broke.
        Raises Unreachable (nothing was sent), Rejected or KeyRejected (refused, nothing made) and Unknown (sent, and no
        usable answer came; a garbled answer to a paid request counts as Unknown).
        """

    async def poll(self, offer: Offer, order: Order) -> Outcome:
        """Ask once where the task is; free to repeat. Raises Unreachable and Garbled, which leave the task as it is."""

    async def look_up(self, offer: Offer, order: Order) -> Outcome | None:
        """Ask by our own id about a submission whose answer was lost; None where the provider cannot be asked so.

        Broke here means that the provider does not know the task: nothing was made. Raises as `poll`.
        """

    async def cancel(self, offer: Offer, order: Order) -> bool:
        """Tell it to stop; True if it did. Raises Unreachable and Garbled."""

    async def check(self, credentials: Credentials) -> bool | None:
        """Whether it takes this key, by a free call; None where it offers none. Raises Unreachable and Garbled."""
