"""What the failures of a call are called: the rule of who may try again, stated once."""

from dataclasses import dataclass, field

from bot.domain.errors import Garbled, KeyRejected, Rejected, Unknown, Unreachable
from bot.domain.sentences import Reason
from bot.upstreams.calls import Call
from bot.upstreams.keys import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """Makes the errors of one call to the provider called `title`. `what` is for the log; `key` is taken out of it."""

    title: str
    call: Call
    key: tuple[str, ...] = field(repr=False)

    def unsent(self, what: str, *, retry_after_s: float | None = None) -> Unreachable:
        """Nothing was done: the connection was never made, or the provider put us off."""
        return Unreachable(
            Reason.PROVIDER_DOWN, retry_after_s=retry_after_s, detail=self._detail(what), provider=self.title
        )

    def unanswered(self, what: str, *, retry_after_s: float | None = None) -> Unknown | Unreachable:
        """Sent, and no answer: for a paid call nobody knows what became of it."""
        if self.call.paid:
            return Unknown(Reason.SUBMISSION_LOST, detail=self._detail(what), provider=self.title)
        return self.unsent(what, retry_after_s=retry_after_s)

    def garbled(self, what: str) -> Unknown | Garbled:
        """Answered with something that says nothing."""
        if self.call.paid:
            return Unknown(Reason.SUBMISSION_LOST, detail=self._detail(what), provider=self.title)
        return Garbled(Reason.UPSTREAM_GARBLED, detail=self._detail(what), provider=self.title)

    def turned_away(self, status: int, what: str) -> Rejected:
        """Refused by the web server itself: by HTTP's meaning of the status nothing was done."""
        return Rejected(Reason.UPSTREAM_REFUSED, detail=self._detail(what), provider=self.title, code=f"HTTP {status}")

    def key_rejected(self, what: str) -> KeyRejected:
        """The key is not let in."""
        return KeyRejected(Reason.KEY_REJECTED, detail=self._detail(what), provider=self.title)

    def _detail(self, what: str) -> str:
        return f"{self.call.method} {self.call.place}: {quote(what, secrets=self.key)}"
