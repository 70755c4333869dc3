"""Pictures as parts of a form: named and typed after what the bytes are, since some endpoints judge by the name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain.errors import Rejected
from bot.domain.offers import InputPicture
from bot.domain.sentences import Reason
from bot.domain.toolbox.marking import MASK
from bot.upstreams.ailab.pixels import opaque, plain_mask
from bot.upstreams.calls import Upload

_SIGNATURES = (
    (0, b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (8, b"WEBP", "webp", "image/webp"),
    (0, b"BM", "bmp", "image/bmp"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploader:
    """Makes uploads of slots. `mask_marks`: what marks in a mask (ours: white). `is_opaque`: nothing shows through."""

    pictures: Mapping[str, InputPicture]
    mask_marks: Literal["white", "black"] | None
    is_opaque: bool

    def make(self, slot: str) -> Upload:
        """Slow where the picture must be written anew. Raises Rejected for what is no picture."""
        data = self._prepared(slot, self.pictures[slot].data)
        for offset, signature, extension, content_type in _SIGNATURES:
            if data.startswith(signature, offset):
                return Upload(filename=f"{slot}.{extension}", content=data, content_type=content_type)
        raise Rejected(Reason.NOT_AN_IMAGE, slot=slot)

    def _prepared(self, slot: str, data: bytes) -> bytes:
        if slot == MASK:
            return plain_mask(data, inverted=self.mask_marks == "black")
        return opaque(data, slot=slot) if self.is_opaque else data
