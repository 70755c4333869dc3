"""This machine as an upstream: classical image processing in worker processes."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.errors import Refused, Unreachable
from bot.domain.listings import Entry, ListKind
from bot.domain.offers import Credentials, Offer, Order
from bot.domain.outcomes import Broke, Finished, Found, Outcome
from bot.domain.sentences import Reason, Sentence, Value
from bot.pool import Busy, Crashed, Runner, TooSlow
from bot.upstreams.base import Callback, Claim, CredentialField
from bot.upstreams.local.errors import BadPicture, NoFace
from bot.upstreams.local.identity import ID, TITLE
from bot.upstreams.local.offers import make_offers
from bot.upstreams.local.settings import LocalSettings
from bot.upstreams.local.work import do

_BUSY_S = 2.0


class Local:
    """Does the work while it is submitted: there is nothing to poll, to find again or to pay."""

    id: Final = ID
    title: Final = TITLE
    credential_fields: Final[tuple[CredentialField, ...]] = ()
    operator_credentials: Final[Credentials | None] = None
    door: Final = None
    lists: Final[frozenset[ListKind]] = frozenset()
    personal_lists: Final[frozenset[ListKind]] = frozenset()
    receipt: Final[Mapping[str, Any]] = {}

    def __init__(self, settings: LocalSettings, *, pool: Runner) -> None:
        self.pace = settings.pace
        self.offers = make_offers(settings)
        self._timeout_s = settings.timeout_s
        self._pool = pool

    def unusable(self) -> Sentence | None:
        """Never."""
        return None

    async def listing(self, kind: ListKind, credentials: Credentials | None) -> tuple[Entry, ...]:  # noqa: ARG002 (the port's signature)
        """Nothing: it has no lists."""
        return ()

    async def submit(self, offer: Offer, order: Order) -> Outcome:
        """Finished with a PNG for each result, or Broke with what is wrong with the pictures or the worker.

        Raises Unreachable where too much work waits already.
        """
        try:
            made = await self._pool.run(do, offer.endpoint, offer.payload(order), timeout_s=self._timeout_s)
        except Refused as error:
            return Broke(sentence=error.sentence, detail=str(error))
        except NoFace as error:
            return _broke(Reason.NO_FACE, error, slot=error.which)
        except BadPicture as error:
            return _broke(Reason.BROKEN_PICTURE, error, slot=" / ".join(order.pictures))
        except Crashed as error:
            return _broke(Reason.CRASHED, error, provider=TITLE)
        except TooSlow as error:
            return _broke(Reason.TOO_SLOW, error, provider=TITLE)
        except Busy as error:
            raise Unreachable(Reason.BUSY, retry_after_s=_BUSY_S, detail=str(error)) from error
        return Finished(found=tuple(Found(data=data) for data in made))

    async def poll(self, offer: Offer, order: Order) -> Outcome:  # noqa: ARG002 (the port's signature)
        """Broke: whoever waits for us has lost the process that did the work."""
        return Broke(sentence=Sentence.of(Reason.CRASHED, provider=TITLE))

    async def look_up(self, offer: Offer, order: Order) -> Outcome | None:  # noqa: ARG002 (the port's signature)
        """None: nobody remembers; the offers are repeatable instead."""
        return None

    async def cancel(self, offer: Offer, order: Order) -> bool:  # noqa: ARG002 (the port's signature)
        """No: the work is over before it could be stopped."""
        return False

    async def check(self, credentials: Credentials) -> bool | None:  # noqa: ARG002 (the port's signature)
        """None: there is no key."""
        return None

    def read_callback(self, callback: Callback) -> Claim:  # noqa: ARG002 (the port's signature)
        """Nothing: nobody calls."""
        return Claim()

    def admits(self, callback: Callback, credentials: Credentials | None) -> bool:  # noqa: ARG002 (the port's signature)
        """No: nobody calls."""
        return False


def _broke(reason: Reason, error: Exception, **values: Value) -> Broke:
    return Broke(sentence=Sentence.of(reason, **values), detail=f"{type(error).__name__}: {error}")
