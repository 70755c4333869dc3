"""Cheap stand-ins for every craft: of the size, shape and number that the real thing has, in a colour of its own."""

from collections.abc import Callable, Mapping

from PIL import Image, ImageChops, ImageFilter

from bot.sandbox.upstreams.crafts.commission import Commission, Craft, Piece, sides
from bot.sandbox.upstreams.painting.brief import digest
from bot.sandbox.upstreams.tints import Colour, as_picture, as_png

_SHARE = 0.35
_MIDDLE = 0.25
_STRETCH = 1.25
_WALLPAPER = (256, 256)


def stain(commission: Commission, heads: int) -> list[Piece]:
    """What the craft comes to; `heads` is how many every picture has. Raises ImagingFailed for what is no picture."""
    if commission.craft is Craft.CUT_OUT and commission.text("subject") == "head":
        return [_head(commission, number, heads) for number in range(heads)]
    make = _STAINS.get(commission.craft, _wash)
    return [Piece(picture=as_png(make(commission)), box=_box(commission))]


def _colour(commission: Commission) -> Colour:
    """Depends on the craft and everything that was asked for, and on the pictures beside the main one."""
    options = [f"{name}={value}" for name, value in sorted(commission.options.items())]
    others = [picture.hex() for role, picture in sorted(commission.pictures.items()) if role not in {"image", "mask"}]
    red, green, blue, *_ = digest(commission.craft, *options, *others).to_bytes(8)
    return red, green, blue


def _wash(commission: Commission) -> Image.Image:
    """The picture under the colour."""
    picture = as_picture(commission.picture)
    return ImageChops.blend(picture, Image.new("RGB", picture.size, _colour(commission)), _SHARE)


def _cut_out(commission: Commission) -> Image.Image:
    """The middle of the picture, in the form that was asked for."""
    picture = as_picture(commission.picture)
    box = _middle(picture.size)
    mask = Image.new("L", picture.size, 0)
    mask.paste(255, box)
    return _in_form(picture, mask, commission.text("form"))


def _in_form(picture: Image.Image, mask: Image.Image, form: str) -> Image.Image:
    if form == "mask":
        return mask
    if form == "white":
        return Image.composite(picture, Image.new("RGB", picture.size, "white"), mask)
    picture.putalpha(mask)
    return picture.crop(mask.getbbox()) if form == "trimmed" else picture


def _head(commission: Commission, number: int, heads: int) -> Piece:
    """An upright slice."""
    picture = as_picture(commission.picture)
    left, right = picture.width * number // heads, picture.width * (number + 1) // heads
    part = picture.crop((left, 0, max(right, left + 1), picture.height))
    mask = Image.new("L", part.size, 255)
    return Piece(picture=as_png(_in_form(part, mask, commission.text("form"))), box=(left, 0, part.width, part.height))


def _enlarge(commission: Commission) -> Image.Image:
    picture, factor = as_picture(commission.picture), commission.number("factor", 2)
    grown = picture.resize((round(picture.width * factor), round(picture.height * factor)))
    return grown.filter(ImageFilter.SHARPEN) if commission.number("sharpen") else grown


def _unstretch(commission: Commission) -> Image.Image:
    picture = as_picture(commission.picture)
    return picture.resize((round(picture.width * _STRETCH), picture.height))


def _crop(commission: Commission) -> Image.Image:
    left, top, width, height = crop_box(commission, as_picture(commission.picture).size)
    return as_picture(commission.picture).crop((left, top, left + width, top + height))


def crop_box(commission: Commission, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Left, top, width and height of the middle, no larger than the picture."""
    width, height = (
        min(side, round(commission.number(name, side))) for side, name in zip(size, ("width", "height"), strict=True)
    )
    return (size[0] - width) // 2, (size[1] - height) // 2, width, height


def _box(commission: Commission) -> tuple[int, int, int, int] | None:
    if commission.craft is not Craft.CROP:
        return None
    return crop_box(commission, as_picture(commission.picture).size)


def _masked(commission: Commission) -> Image.Image:
    """The colour, where the mask is white."""
    picture = as_picture(commission.picture)
    mask = as_picture(commission.pictures["mask"]).convert("L").resize(picture.size)
    return Image.composite(Image.new("RGB", picture.size, _colour(commission)), picture, mask)


def _outpaint(commission: Commission) -> Image.Image:
    picture = as_picture(commission.picture)
    left, right = (round(commission.number(side) * picture.width) for side in ("left", "right"))
    top, bottom = (round(commission.number(side) * picture.height) for side in ("top", "bottom"))
    canvas = Image.new("RGB", (picture.width + left + right, picture.height + top + bottom), _colour(commission))
    canvas.paste(picture, (left, top))
    return canvas


def _swap(commission: Commission) -> Image.Image:
    target = as_picture(commission.pictures["target"])
    source = as_picture(commission.pictures["source"]).resize(target.size)
    return ImageChops.blend(target, source, 0.25 + commission.number("fidelity", 0.5) / 2)


def _reshape(commission: Commission) -> Image.Image:
    """The picture under the colour, in other proportions."""
    washed = _wash(commission)
    return washed.resize(sides(commission.text("ratio", "auto"), washed.size))


def _plain(commission: Commission) -> Image.Image:
    return Image.new("RGB", sides(commission.text("ratio", "auto"), _WALLPAPER), _colour(commission))


def _middle(size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top = round(size[0] * _MIDDLE), round(size[1] * _MIDDLE)
    return left, top, max(size[0] - left, left + 1), max(size[1] - top, top + 1)


_STAINS: Mapping[Craft, Callable[[Commission], Image.Image]] = {
    Craft.CROP: _crop,
    Craft.CUT_OUT: _cut_out,
    Craft.ENLARGE: _enlarge,
    Craft.ERASE: _masked,
    Craft.FACE_SWAP: _swap,
    Craft.HALLOWEEN: _reshape,
    Craft.LINE_ART: _reshape,
    Craft.OUTPAINT: _outpaint,
    Craft.PHOTOSHOOT: _reshape,
    Craft.REPLACE: _masked,
    Craft.UNSTRETCH: _unstretch,
    Craft.WALLPAPER: _plain,
}
