"""The real thing: classical image processing and procedural painting in worker processes."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.domain.errors import Refused
from bot.domain.modes import EnhanceMode
from bot.pool import Busy, Crashed, Pool, TooSlow
from bot.sandbox.upstreams.crafts.commission import Commission, Piece
from bot.sandbox.upstreams.crafts.trade import carry_out
from bot.sandbox.upstreams.failures import ImagingFailed
from bot.sandbox.upstreams.painting import outlines, painter, people, restyle, words
from bot.sandbox.upstreams.painting import outpaint as surroundings
from bot.sandbox.upstreams.painting.brief import Brief
from bot.upstreams.local import work
from bot.upstreams.local.errors import BadPicture, NoFace

T = TypeVar("T")


class ClassicalImaging:
    """Imaging with the bot's own local tools and the painter. The pool is the caller's to open and close."""

    def __init__(self, pool: Pool, *, timeout_s: float = 120) -> None:
        self._pool = pool
        self._timeout_s = timeout_s

    async def enhance(self, picture: bytes) -> bytes:
        """The picture cleaned, enlarged and sharpened."""
        return await self._do("enhance", picture=picture, mode=EnhanceMode.PHOTO)

    async def swap(self, source: bytes, target: bytes, fidelity: float | None) -> bytes:
        """The target with the source's face; fails where either has none."""
        return await self._do("faceswap", sources={"source": source}, target=target, fidelity=fidelity)

    async def find_faces(self, picture: bytes) -> list[bytes]:
        """The faces and a little around them."""
        return await self._run(people.crop_faces, picture)

    async def swap_faces(self, sources: Mapping[int, bytes], target: bytes) -> bytes:
        """Each in a cut-out of the target; fails where there is no face to give or to take."""
        return await self._run(people.swap_faces, dict(sources), target)

    async def portray(self, picture: bytes, brief: Brief) -> bytes:
        """The largest face, toned, in front of a painting; fails without one."""
        return await self._run(people.portray, picture, brief)

    async def draw(self, brief: Brief) -> bytes:
        """A painting."""
        return await self._run(painter.paint, brief)

    async def redraw(self, picture: bytes, brief: Brief, *, mask: bytes | None, strength: float) -> bytes:
        """The picture in a painting's colours."""
        return await self._run(restyle.restyle, picture, brief, mask, strength)

    async def follow(self, picture: bytes, brief: Brief, *, preprocessor: str) -> bytes:
        """The picture's lines on a painting's washes."""
        return await self._run(outlines.follow, picture, brief, preprocessor)

    async def trace(self, picture: bytes, preprocessor: str) -> bytes:
        """Lines, edges or the like."""
        return await self._run(outlines.trace, picture, preprocessor)

    async def outpaint(self, picture: bytes, brief: Brief, *, vertical: float, horizontal: float) -> bytes:
        """The picture, mirrored and dissolved around itself."""
        return await self._run(surroundings.outpaint, picture, brief, vertical, horizontal)

    async def caption(self, picture: bytes, *, as_tags: bool) -> str:
        """Format, people, colours, size."""
        return await self._run(words.caption, picture, as_tags)

    async def name_style(self, picture: bytes) -> str:
        """By its statistics."""
        return await self._run(words.name_style, picture)

    async def work(self, commission: Commission) -> list[Piece]:
        """By this machine's own tools, or by quick drawing where they cannot."""
        return await self._run(carry_out, commission)

    async def _do(self, tool: str, **arguments: object) -> bytes:
        made = await self._run(work.do, tool, arguments)
        return made[0]

    async def _run(self, fn: Callable[..., T], *args: object) -> T:
        try:
            return await self._pool.run(fn, *args, timeout_s=self._timeout_s)
        except (BadPicture, NoFace, Refused, Busy, Crashed, TooSlow) as error:
            raise ImagingFailed(str(error)) from error
