"""The real thing: classical image processing in worker processes."""

from collections.abc import Callable

from bot.pool import Busy, Crashed, Pool, TooSlow
from bot.sandbox.upstreams.failures import ImagingFailed
from bot.upstreams.local import work
from bot.upstreams.local.errors import BadPicture, NoFace


class ClassicalImaging:
    """Imaging with the bot's own local tools. The pool is the caller's to open and close."""

    def __init__(self, pool: Pool, *, timeout_s: float = 120) -> None:
        self._pool = pool
        self._timeout_s = timeout_s

    async def enhance(self, picture: bytes) -> bytes:
        """The picture cleaned, enlarged and sharpened."""
        return await self._run(work.enhance, picture, None)

    async def swap(self, source: bytes, target: bytes, fidelity: float | None) -> bytes:
        """The target with the source's face; fails where either has none."""
        return await self._run(work.swap, source, target, fidelity)

    async def _run(self, fn: Callable[..., bytes], *args: object) -> bytes:
        try:
            return await self._pool.run(fn, *args, timeout_s=self._timeout_s)
        except (BadPicture, NoFace, Busy, Crashed, TooSlow) as error:
            raise ImagingFailed(str(error)) from error
