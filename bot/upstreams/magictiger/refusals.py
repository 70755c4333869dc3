"""What the person hears of an error code. Codes that are in no document are passed on as they are."""

from bot.domain.errors import KeyRejected, Rejected
from bot.domain.sentences import Reason, Sentence
from bot.upstreams.lenient import garbled, read
from bot.upstreams.magictiger.offers import TITLE
from bot.upstreams.magictiger.wire import DOCUMENTED, NO_BALANCE, TOO_LARGE, UNSUPPORTED, Created, Envelope

_OF_THE_PICTURE = {TOO_LARGE, UNSUPPORTED}


def blame(code: str, otherwise: Reason) -> Sentence:
    """The picture where the code does so. Documented for the call; whether a task can have it too is not."""
    reason = Reason.PICTURE_REFUSED if code in _OF_THE_PICTURE else otherwise
    return Sentence.of(reason, provider=TITLE, code=code)


def refusal(envelope: Envelope) -> Rejected:
    """Why `createtask` made nothing.

    The documented codes say so. Any other is taken so too where it comes without a task's id, since nobody could ask
    for the task then. Raises Garbled where it comes with one.
    """
    if envelope.code == NO_BALANCE:
        return KeyRejected(Reason.OUT_OF_CREDITS, detail=envelope.words, provider=TITLE)
    if envelope.code not in DOCUMENTED and read(Created, envelope.data, title=TITLE).taskid is not None:
        raise garbled(TITLE, f"a task was made, and {envelope.words}")
    return Rejected(blame(envelope.code, Reason.UPSTREAM_REFUSED), detail=envelope.words)
