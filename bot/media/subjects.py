"""What a download is for: the same trouble is told differently of a person's picture and of a provider's result."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.errors import BotError, Garbled, Refused, Rejected, Unreachable
from bot.domain.ids import ProviderId
from bot.domain.sentences import Reason


class Subject(Protocol):
    """Makes the error for each way in which a download can fail. `detail` goes to the log and holds no secret."""

    def gone(self, detail: str) -> BotError:
        """It is not there, and asking again will not bring it back."""

    def unreachable(self, detail: str, *, retry_after_s: float | None = None) -> BotError:
        """It may be there; ask again later."""

    def too_large(self, size_bytes: int, max_bytes: int) -> BotError:
        """It has at least `size_bytes`."""

    def bad_link(self, detail: str) -> BotError:
        """The link points where we do not go: another scheme, a private address, too many redirects."""


@dataclass(frozen=True, slots=True)
class InputOf:
    """A person's picture, by its slot."""

    slot: str

    def gone(self, detail: str) -> Refused:
        """The attachment was deleted or its link has expired."""
        return Refused(Reason.INPUT_GONE, detail=detail, slot=self.slot)

    def unreachable(self, detail: str, *, retry_after_s: float | None = None) -> Unreachable:
        """Discord's CDN does not answer."""
        return Unreachable(Reason.INPUT_UNREACHABLE, detail=detail, retry_after_s=retry_after_s, slot=self.slot)

    def too_large(self, size_bytes: int, max_bytes: int) -> Refused:
        """More than the operator allows."""
        return Refused(Reason.FILE_TOO_LARGE, slot=self.slot, size_bytes=size_bytes, max_bytes=max_bytes)

    def bad_link(self, detail: str) -> Refused:
        """Never a link that Discord made."""
        return Refused(Reason.INPUT_GONE, detail=detail, slot=self.slot)


@dataclass(frozen=True, slots=True)
class ResultOf:
    """A result, by its provider."""

    provider: ProviderId

    def gone(self, detail: str) -> Rejected:
        """The result's link has expired."""
        return Rejected(Reason.RESULT_GONE, detail=detail, provider=self.provider)

    def unreachable(self, detail: str, *, retry_after_s: float | None = None) -> Unreachable:
        """The provider's file server does not answer."""
        return Unreachable(Reason.PROVIDER_DOWN, detail=detail, retry_after_s=retry_after_s, provider=self.provider)

    def too_large(self, size_bytes: int, max_bytes: int) -> Garbled:
        """More than any picture has."""
        detail = f"a result of {size_bytes} bytes or more, the limit is {max_bytes}"
        return Garbled(Reason.UPSTREAM_GARBLED, detail=detail, provider=self.provider)

    def bad_link(self, detail: str) -> Garbled:
        """The provider sent a link that no honest provider sends."""
        return Garbled(Reason.UPSTREAM_GARBLED, detail=detail, provider=self.provider)
