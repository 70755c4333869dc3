"""Looking at pictures on this machine, to know what to ask: it costs nothing, and decides nothing that is paid for."""

from pathlib import Path

import structlog

from bot.pool import Busy, Crashed, Runner, TooSlow
from bot.upstreams.local.errors import BadPicture
from bot.upstreams.local.faces import detect

log = structlog.get_logger(__name__)

_TIMEOUT_S = 20.0


class LocalOnlooker:
    """The port `bot.engine.ports.Onlooker`, in a worker process."""

    def __init__(self, pool: Runner) -> None:
        self._pool = pool

    async def count_faces(self, path: Path) -> int | None:
        """As the port says."""
        try:
            return await self._pool.run(_count, str(path), timeout_s=_TIMEOUT_S)
        except (BadPicture, Busy, Crashed, TooSlow, OSError) as error:
            log.info("cannot look for faces", why=str(error))
            return None


def _count(path: str) -> int:
    return len(detect(Path(path).read_bytes()))
