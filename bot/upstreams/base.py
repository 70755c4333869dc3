"""The port to a provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Protocol

from bot.domain.ids import ProviderId, TaskId, UpstreamId
from bot.domain.listings import Entry, ListKind
from bot.domain.offers import Credentials, Offer, Order
from bot.domain.outcomes import Outcome
from bot.domain.pace import Pace
from bot.domain.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialField:
    """One part of a provider's key, as the key modal asks for it. `pattern` is a full-match regular expression."""

    name: str
    label: str
    pattern: str = r"[\x21-\x7e]{4,200}"


class Door(Enum):
    """Where a provider reports that a task has ended."""

    PER_TASK = auto()
    """At an address that was sent with the task: to know it is the proof."""
    PER_ACCOUNT = auto()
    """At one address that the account's holder registered: the request itself must prove where it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A provider's request to us. Names of `headers` in lower case. Both may hold a token."""

    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Which task a callback says it is about. Nothing of it is trusted: it is a reason to ask, no more."""

    task_id: TaskId | None = None
    round: int = 1
    upstream_id: UpstreamId | None = None


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

    @property
    def door(self) -> Door | None:
        """How it calls back; None where it never does."""

    @property
    def receipt(self) -> Mapping[str, Any]:
        """The JSON object that it takes for an acknowledgement of a callback."""

    @property
    def lists(self) -> frozenset[ListKind]:
        """Which lists it can be asked for."""

    @property
    def personal_lists(self) -> frozenset[ListKind]:
        """Which of them name what was trained with the same key too: not for servers that share a key."""

    async def listing(self, kind: ListKind, credentials: Credentials | None) -> tuple[Entry, ...]:
        """One of its lists, whole, as it is now; free. Raises Unreachable, Garbled, KeyRejected and Misconfigured."""

    def unusable(self) -> Sentence | None:
        """Why no key at all could make it work (no base URL, say), or None."""

    async def submit(self, offer: Offer, order: Order) -> Outcome:
        """Send a paid request, exactly once.

        Returns Pending with the provider's id, or Finished at once, or Broke.
        Raises Unreachable (nothing was sent; Fenced where the order's fence says no), Rejected or KeyRejected (refused,
        nothing made) and Unknown (sent, and no usable answer came; a garbled one to a paid request counts as Unknown).
        """

    async def poll(self, offer: Offer, order: Order) -> Outcome:
        """Ask once where the task is; free to repeat. Raises Unreachable and Garbled, which leave the task as it is."""

    async def look_up(self, offer: Offer, order: Order) -> Outcome | None:
        """Ask about a submission whose answer was lost, by our own id or by the one that a callback told.

        None where the provider cannot be asked so.
        Broke here means that the provider does not know the task: nothing was made. Raises as `poll`.
        """

    async def cancel(self, offer: Offer, order: Order) -> bool:
        """Tell it to stop; True if it did. Raises Unreachable and Garbled."""

    async def check(self, credentials: Credentials) -> bool | None:
        """Whether it takes this key, by a free call; None where it offers none. Raises Unreachable and Garbled."""

    def read_callback(self, callback: Callback) -> Claim:
        """What it says it is about; an empty claim for an empty body. Raises Garbled for what is no callback of theirs.

        Its status and its addresses are not read: `poll` has them from the provider itself.
        """

    def admits(self, callback: Callback, credentials: Credentials | None) -> bool:
        """Whether it proves to come from the account with this key. Raises nothing but Garbled, as `read_callback`.

        True for a door per task: there the address is the proof.
        """
