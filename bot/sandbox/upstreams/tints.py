"""Cheap changes of pictures. All raise ImagingFailed for bytes that are no picture."""

from collections.abc import Mapping
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter, ImageOps

from bot.sandbox.upstreams.failures import ImagingFailed
from bot.sandbox.upstreams.painting.brief import Brief, digest
from bot.sandbox.upstreams.pictures import EXTENSIONS

Colour = tuple[int, int, int]


def colour_of(brief: Brief) -> Colour:
    """What stands for a picture here: it depends on the words, the model, the steps and the seed."""
    number = digest(brief.prompt, brief.negative, brief.model, str((brief.steps, brief.guidance, brief.seed)))
    red, green, blue, *_ = number.to_bytes(8)
    return red, green, blue


def mirror(picture: bytes) -> bytes:
    """The picture, mirrored."""
    return _encode(ImageOps.mirror(_decode(picture)))


def blend(source: bytes, target: bytes, share: float) -> bytes:
    """So much of the source on the target."""
    scene = _decode(target)
    face = _decode(source).resize(scene.size)
    return _encode(ImageChops.blend(scene, face, share))


def slices(picture: bytes, count: int) -> list[bytes]:
    """So many upright slices, as PNGs."""
    image = _decode(picture)
    return [_encode(image.crop(_slice(image, number, count)), "PNG") for number in range(1, count + 1)]


def _slice(image: Image.Image, number: int, count: int) -> tuple[int, int, int, int]:
    left, right = image.width * (number - 1) // count, image.width * number // count
    return left, 0, max(right, left + 1), image.height


def paste_into_slices(sources: Mapping[int, bytes], target: bytes, count: int) -> bytes:
    """Sources squeezed into the slices of these numbers, from 1."""
    scene = _decode(target)
    for number, source in sources.items():
        box = _slice(scene, number, count)
        scene.paste(_decode(source).resize((box[2] - box[0], box[3])), box)
    return _encode(scene)


def _plain(brief: Brief) -> Image.Image:
    return Image.new("RGB", (brief.width, brief.height), colour_of(brief))


def draw(brief: Brief) -> bytes:
    """The brief's colour."""
    return _encode(_plain(brief), "PNG")


def wash(picture: bytes, brief: Brief, mask: bytes | None, strength: float) -> bytes:
    """The picture under the brief's colour, where the mask is white."""
    plain = _plain(brief)
    before = _decode(picture).resize(plain.size)
    after = ImageChops.blend(before, plain, strength)
    if mask is not None:
        after = Image.composite(after, before, _decode(mask).convert("L").resize(plain.size))
    return _encode(after, "PNG")


def _outline(image: Image.Image) -> Image.Image:
    return image.convert("L").filter(ImageFilter.FIND_EDGES)


def engrave(picture: bytes, brief: Brief, shade: int) -> bytes:
    """The brief's colour, lighter at the picture's edges."""
    plain = _plain(brief)
    edges = _outline(_decode(picture).resize(plain.size))
    return _encode(Image.composite(Image.new("RGB", plain.size, (255, 255, 128 + shade)), plain, edges), "PNG")


def edges(picture: bytes, shade: int) -> bytes:
    """The picture's edges, on a shade of grey."""
    image = _outline(_decode(picture))
    return _encode(ImageChops.add(image, Image.new("L", image.size, shade)), "PNG")


def frame(picture: bytes, brief: Brief, vertical: float, horizontal: float) -> bytes:
    """The picture in the middle of the brief's colour."""
    image = _decode(picture)
    canvas = Image.new("RGB", (round(image.width * horizontal), round(image.height * vertical)), colour_of(brief))
    canvas.paste(image, ((canvas.width - image.width) // 2, (canvas.height - image.height) // 2))
    return _encode(canvas, "PNG")


def tell(picture: bytes, sentence: str) -> str:
    """A sentence with the sides filled in."""
    return sentence.format(*_decode(picture).size)


def _decode(picture: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(picture), formats=tuple(EXTENSIONS)) as image:
            return image.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ImagingFailed("the picture cannot be read") from error


def _encode(image: Image.Image, form: str = "JPEG") -> bytes:
    target = BytesIO()
    image.save(target, form, quality=90)
    return target.getvalue()
