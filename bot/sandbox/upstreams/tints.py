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
    return _encode(ImageOps.mirror(as_picture(picture)))


def blend(source: bytes, target: bytes, share: float) -> bytes:
    """So much of the source on the target."""
    scene = as_picture(target)
    face = as_picture(source).resize(scene.size)
    return _encode(ImageChops.blend(scene, face, share))


def slices(picture: bytes, count: int) -> list[bytes]:
    """So many upright slices, as PNGs."""
    image = as_picture(picture)
    return [as_png(image.crop(_slice(image, number, count))) for number in range(1, count + 1)]


def _slice(image: Image.Image, number: int, count: int) -> tuple[int, int, int, int]:
    left, right = image.width * (number - 1) // count, image.width * number // count
    return left, 0, max(right, left + 1), image.height


def paste_into_slices(sources: Mapping[int, bytes], target: bytes, count: int) -> bytes:
    """Sources squeezed into the slices of these numbers, from 1."""
    scene = as_picture(target)
    for number, source in sources.items():
        box = _slice(scene, number, count)
        scene.paste(as_picture(source).resize((box[2] - box[0], box[3])), box)
    return _encode(scene)


def _plain(brief: Brief) -> Image.Image:
    return Image.new("RGB", (brief.width, brief.height), colour_of(brief))


def draw(brief: Brief) -> bytes:
    """The brief's colour."""
    return as_png(_plain(brief))


def wash(picture: bytes, brief: Brief, mask: bytes | None, strength: float) -> bytes:
    """The picture under the brief's colour, where the mask is white."""
    plain = _plain(brief)
    before = as_picture(picture).resize(plain.size)
    after = ImageChops.blend(before, plain, strength)
    if mask is not None:
        after = Image.composite(after, before, as_picture(mask).convert("L").resize(plain.size))
    return as_png(after)


def _outline(image: Image.Image) -> Image.Image:
    return image.convert("L").filter(ImageFilter.FIND_EDGES)


def engrave(picture: bytes, brief: Brief, shade: int) -> bytes:
    """The brief's colour, lighter at the picture's edges."""
    plain = _plain(brief)
    edges = _outline(as_picture(picture).resize(plain.size))
    return _encode(Image.composite(Image.new("RGB", plain.size, (255, 255, 128 + shade)), plain, edges), "PNG")


def edges(picture: bytes, shade: int) -> bytes:
    """The picture's edges, on a shade of grey."""
    image = _outline(as_picture(picture))
    return _encode(ImageChops.add(image, Image.new("L", image.size, shade)), "PNG")


def frame(picture: bytes, brief: Brief, vertical: float, horizontal: float) -> bytes:
    """The picture in the middle of the brief's colour."""
    image = as_picture(picture)
    canvas = Image.new("RGB", (round(image.width * horizontal), round(image.height * vertical)), colour_of(brief))
    canvas.paste(image, ((canvas.width - image.width) // 2, (canvas.height - image.height) // 2))
    return as_png(canvas)


def tell(picture: bytes, sentence: str) -> str:
    """A sentence with the sides filled in."""
    return sentence.format(*as_picture(picture).size)


def as_picture(picture: bytes) -> Image.Image:
    """Its pixels."""
    try:
        with Image.open(BytesIO(picture), formats=tuple(EXTENSIONS)) as image:
            return image.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ImagingFailed("the picture cannot be read") from error


def as_png(image: Image.Image) -> bytes:
    """Its bytes."""
    return _encode(image, "PNG")


def _encode(image: Image.Image, form: str = "JPEG") -> bytes:
    target = BytesIO()
    image.save(target, form, quality=90)
    return target.getvalue()
