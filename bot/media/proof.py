"""A proof: the picture with the part that would be worked on standing out, to be looked at before it is done."""

from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageFilter

from bot.media.decoding import Undecodable, opened
from bot.media.encoding import plain

LONGEST_SIDE = 1600
"""A proof's longer side in pixels: larger pictures are shown smaller."""
SHORTEST_LONGEST_SIDE = 512
"""Smaller pictures are shown larger, or nobody could see the line around a part of them."""
_DIMMED = 0.65
_TINT = (255, 0, 110)
_TINTED = 0.4
_LINES = ((255, 255, 255), (0, 0, 0))
"""From the part outwards: one of them is seen on any ground."""
_LINES_ALONG = 320
"""A line is as thick as the longer side divided by this."""
_QUALITY = 88
_EMPTY = (78, 80, 88)
_HALF = 128


def draw_proof(picture: Path, mask: Path, target: Path, *, max_pixels: int) -> int:
    """Make `target` a JPEG of the picture, dimmed but where the mask is white; its size in bytes. For worker processes.

    A picture that is larger than `max_pixels` or cannot be decoded is shown as a grey ground, such a mask as one that
    marks nothing. Raises OSError.
    """
    ground = _ground(picture, max_pixels)
    part = _part(mask, ground.size, max_pixels)
    tinted = Image.blend(ground, Image.new("RGB", ground.size, _TINT), _TINTED)
    proof = Image.composite(tinted, ground.point(lambda value: value * _DIMMED), part)
    _outline(proof, part)
    proof.save(target, "JPEG", quality=_QUALITY)
    return target.stat().st_size


def _ground(path: Path, max_pixels: int) -> Image.Image:
    image = _read(path, max_pixels)
    ground = Image.new("RGB", _fitted((LONGEST_SIDE, LONGEST_SIDE) if image is None else image.size), _EMPTY)
    if image is not None:
        shown = image.resize(ground.size, Image.Resampling.LANCZOS)
        ground.paste(shown, mask=shown if shown.mode == "RGBA" else None)
    return ground


def _part(path: Path, size: tuple[int, int], max_pixels: int) -> Image.Image:
    """White where anything of the mask's white falls, be it one pixel of many."""
    mask = _read(path, max_pixels, by_draft=False)
    if mask is None:
        return Image.new("L", size)
    seen = Image.new("L", mask.size)
    seen.paste(mask.convert("L"), mask=mask.getchannel("A") if mask.mode == "RGBA" else None)
    return _anything(seen.point(lambda value: 255 * (value >= _HALF)).resize(size, Image.Resampling.BOX))


def _read(path: Path, max_pixels: int, *, by_draft: bool = True) -> Image.Image | None:
    with path.open("rb") as file, suppress(Undecodable), opened(file) as image:
        if image.width * image.height <= max_pixels:
            if by_draft:
                image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            return plain(image)
    return None


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    longest = max(size)
    scale = min(max(longest, SHORTEST_LONGEST_SIDE), LONGEST_SIDE) / longest
    width, height = (max(1, round(side * scale)) for side in size)
    return width, height


def _outline(proof: Image.Image, part: Image.Image) -> None:
    thickness = max(2, max(proof.size) // _LINES_ALONG)
    inner = part
    for colour in _LINES:
        outer = _anything(inner.filter(ImageFilter.BoxBlur(thickness)))
        line = Image.composite(Image.new("L", part.size), outer, inner)
        proof.paste(colour, mask=line)
        inner = outer


def _anything(image: Image.Image) -> Image.Image:
    return image.point(lambda value: 255 * (value > 0))
