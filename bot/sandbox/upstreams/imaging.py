"""What really happens to the pictures: the part of a vendor that is not protocol."""

from collections.abc import Mapping
from typing import Protocol

from bot.sandbox.upstreams.crafts.commission import Commission, Piece
from bot.sandbox.upstreams.painting.brief import Brief

PREPROCESSORS = frozenset({"canny", "lineart", "softedge", "scribble", "depth"})
"""What `trace` and `follow` know."""


class Imaging(Protocol):
    """Bytes of pictures in, bytes of a picture or words out. All raise ImagingFailed for what cannot be done.

    A brief's sides are the result's, where there is a brief, if nothing else is said.
    """

    async def enhance(self, picture: bytes) -> bytes:
        """The same scene, better."""

    async def swap(self, source: bytes, target: bytes, fidelity: float | None) -> bytes:
        """The target with the source's face. `fidelity`, 0 to 1, trades likeness against quality."""

    async def find_faces(self, picture: bytes) -> list[bytes]:
        """A PNG of each face, left to right."""

    async def swap_faces(self, sources: Mapping[int, bytes], target: bytes) -> bytes:
        """The target with these faces, by its own faces' numbers from 1, left to right. Raises NoSuchFace."""

    async def portray(self, picture: bytes, brief: Brief) -> bytes:
        """The person, restyled."""

    async def draw(self, brief: Brief) -> bytes:
        """A picture from words alone."""

    async def redraw(self, picture: bytes, brief: Brief, *, mask: bytes | None, strength: float) -> bytes:
        """The picture restyled: not at all for 0, wholly for 1, and only where the mask is white."""

    async def follow(self, picture: bytes, brief: Brief, *, preprocessor: str) -> bytes:
        """A new picture along what the preprocessor takes from this one."""

    async def trace(self, picture: bytes, preprocessor: str) -> bytes:
        """What the preprocessor takes from the picture, in its size."""

    async def outpaint(self, picture: bytes, brief: Brief, *, vertical: float, horizontal: float) -> bytes:
        """The picture in the middle of one that is so many times as high and wide; the brief's sides do not count."""

    async def caption(self, picture: bytes, *, as_tags: bool) -> str:
        """What is to be seen: a sentence, or tags with commas between them."""

    async def name_style(self, picture: bytes) -> str:
        """One or a few words."""

    async def work(self, commission: Commission) -> list[Piece]:
        """What was commissioned: one piece, but for heads, of which there may be none."""
