"""Looking at pictures on this machine, to know what to ask: it costs nothing, and decides nothing that is paid for."""

from pathlib import Path

import structlog

from bot.domain.errors import Refused, Unreachable
from bot.domain.sentences import Reason
from bot.domain.toolbox.marking import MarkingOptions
from bot.domain.toolbox.shared import IMAGE
from bot.pool import Busy, Crashed, Runner, TooSlow
from bot.upstreams.local.errors import BadPicture
from bot.upstreams.local.identity import TITLE

log = structlog.get_logger(__name__)

_COUNTING_S, _MARKING_S = 20.0, 60.0
_BUSY_S = 2.0


class LocalOnlooker:
    """The port `bot.engine.ports.Onlooker`, in a worker process."""

    def __init__(self, pool: Runner) -> None:
        self._pool = pool

    async def count_faces(self, path: Path) -> int | None:
        """As the port says."""
        try:
            return await self._pool.run(_count, str(path), timeout_s=_COUNTING_S)
        except (BadPicture, Busy, Crashed, TooSlow, OSError) as error:
            log.info("cannot look for faces", why=str(error))
            return None

    async def mark(self, path: Path, marking: MarkingOptions) -> bytes | None:
        """As the port says."""
        try:
            return await self._pool.run(_mark, str(path), marking, timeout_s=_MARKING_S)
        except BadPicture as error:
            raise Refused(Reason.BROKEN_PICTURE, slot=IMAGE, detail=str(error)) from error
        except Crashed as error:
            raise Refused(Reason.CRASHED, provider=TITLE, detail=str(error)) from error
        except TooSlow as error:
            raise Refused(Reason.TOO_SLOW, provider=TITLE, detail=str(error)) from error
        except Busy as error:
            raise Unreachable(Reason.BUSY, retry_after_s=_BUSY_S, detail=str(error)) from error
        except OSError as error:
            raise Unreachable(Reason.STORAGE_DOWN, detail=str(error)) from error


def _count(path: str) -> int:
    from bot.upstreams.local.faces import detect  # noqa: PLC0415 (in the worker only)

    return len(detect(Path(path).read_bytes()))


def _mark(path: str, marking: MarkingOptions) -> bytes | None:
    from bot.upstreams.local.masks import mark  # noqa: PLC0415 (in the worker only)

    return mark(Path(path).read_bytes(), marking)
