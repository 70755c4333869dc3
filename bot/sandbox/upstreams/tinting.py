"""Cheap stand-ins for the pictures of a vendor."""

import asyncio
from collections.abc import Mapping

from bot.sandbox.upstreams import tints
from bot.sandbox.upstreams.crafts.commission import Commission, Piece
from bot.sandbox.upstreams.crafts.stains import stain
from bot.sandbox.upstreams.failures import NoSuchFace
from bot.sandbox.upstreams.painting.brief import Brief, digest


class TintImaging:
    """For fast tests: a real change of the real input, visibly different from it, of the size that it should have.

    It looks for no faces: every picture has `tint_faces`, upright slices of equal width.
    """

    def __init__(self, *, tint_faces: int = 2) -> None:
        self.tint_faces = tint_faces

    async def enhance(self, picture: bytes) -> bytes:
        """The picture mirrored."""
        return await asyncio.to_thread(tints.mirror, picture)

    async def swap(self, source: bytes, target: bytes, fidelity: float | None) -> bytes:
        """The target tinted with the source; a higher fidelity lets more of the source through."""
        return await asyncio.to_thread(tints.blend, source, target, 0.5 if fidelity is None else 0.25 + fidelity / 2)

    async def find_faces(self, picture: bytes) -> list[bytes]:
        """The slices."""
        return await asyncio.to_thread(tints.slices, picture, self.tint_faces)

    async def swap_faces(self, sources: Mapping[int, bytes], target: bytes) -> bytes:
        """The target whose slices of these numbers are the sources, squeezed."""
        for number in sources:
            if number > self.tint_faces:
                raise NoSuchFace(number, self.tint_faces)
        return await asyncio.to_thread(tints.paste_into_slices, sources, target, self.tint_faces)

    async def portray(self, picture: bytes, brief: Brief) -> bytes:
        """The picture half under the brief's colour."""
        return await self.redraw(picture, brief, mask=None, strength=0.5)

    async def draw(self, brief: Brief) -> bytes:
        """The brief's colour."""
        return await asyncio.to_thread(tints.draw, brief)

    async def redraw(self, picture: bytes, brief: Brief, *, mask: bytes | None, strength: float) -> bytes:
        """The picture under the brief's colour, which is as thick as the strength says."""
        return await asyncio.to_thread(tints.wash, picture, brief, mask, min(max(strength, 0.0), 1.0))

    async def follow(self, picture: bytes, brief: Brief, *, preprocessor: str) -> bytes:
        """The brief's colour, lighter at the edges of the picture."""
        return await asyncio.to_thread(tints.engrave, picture, brief, digest(preprocessor) % 128)

    async def trace(self, picture: bytes, preprocessor: str) -> bytes:
        """Edges, in a grey that depends on the preprocessor."""
        return await asyncio.to_thread(tints.edges, picture, digest(preprocessor) % 64)

    async def outpaint(self, picture: bytes, brief: Brief, *, vertical: float, horizontal: float) -> bytes:
        """The picture framed in the brief's colour."""
        return await asyncio.to_thread(tints.frame, picture, brief, vertical, horizontal)

    async def caption(self, picture: bytes, *, as_tags: bool) -> str:
        """The size."""
        sentence = "picture, {}, {}" if as_tags else "a picture of {} by {}"
        return await asyncio.to_thread(tints.tell, picture, sentence)

    async def name_style(self, picture: bytes) -> str:
        """Always the same."""
        return await asyncio.to_thread(tints.tell, picture, "tint")

    async def work(self, commission: Commission) -> list[Piece]:
        """The right size and shape, under a colour that depends on all that was asked for."""
        return await asyncio.to_thread(stain, commission, self.tint_faces)
