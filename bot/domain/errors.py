"""The error tree. Each level answers a caller's question: retry? whose fault? who must hear it?

BotError
├── Refused            the person can act
├── Misconfigured      an admin or the operator can act
├── StorageFailed      the database is busy, full or gone: nothing was written, again later
└── UpstreamError
    ├── Unreachable    nothing was sent, or the read is free to repeat: again later
    │   ├── Fenced     nothing was sent: the task is no longer ours
    │   └── Stumbled   it answered that it failed, and nothing was made: again, a few times
    ├── Unknown        a paid request was sent and no answer came: never send again blindly
    ├── Rejected       upstream said no, for good
    └── Garbled        the answer is not what the documents promise
"""

from typing import Any

from bot.domain.sentences import Reason, Sentence, Value


class BotError(Exception):
    """Anything that ends in a sentence for somebody. `detail` is for the log and holds no secret."""

    def __init__(self, said: Reason | Sentence, *, detail: str = "", **values: Value) -> None:
        self.sentence = said if isinstance(said, Sentence) else Sentence.of(said, **values)
        self.detail = detail
        super().__init__(f"{self.sentence.reason} {self.sentence.values or ''} {detail}".strip())

    def __reduce__(self) -> tuple[Any, ...]:
        """Survive the way out of a worker process, whatever the class takes to be made."""
        return BaseException.__new__, (type(self), *self.args), vars(self)


class Refused(BotError):
    """The person can act: too large, wrong format, not enough credits. Nothing is held."""


class Misconfigured(BotError):
    """An admin or the operator can act: no key, rejected key, bad setting."""


class StorageFailed(BotError):
    """The database did not do what was asked: busy, full, gone. Nothing was written; try again later."""


class UpstreamError(BotError):
    """Something went wrong between us and a provider."""


class Unreachable(UpstreamError):
    """Nothing was sent, or a read that is free to repeat went unanswered. Try again later; the task is untouched."""

    def __init__(
        self, said: Reason | Sentence, *, retry_after_s: float | None = None, detail: str = "", **values: Value
    ) -> None:
        super().__init__(said, detail=detail, **values)
        self.retry_after_s = retry_after_s


class Fenced(Unreachable):
    """Nothing was sent: somebody else has the task by now. The provider has nothing to do with it."""


class Stumbled(Unreachable):
    """The provider answered: it failed at this task, and made nothing. It is not down; another try may do."""


class Unknown(UpstreamError):
    """A paid request was sent and no usable answer came. It must not be sent again blindly."""


class Rejected(UpstreamError):
    """Upstream said no, for good. Nothing was made and nothing is owed to it."""


class KeyRejected(Rejected, Misconfigured):
    """Upstream refuses the key, or its account is empty: the admins must hear of it."""


class Garbled(UpstreamError):
    """The answer is not what the documents promise. On a paid submit it counts as Unknown."""
