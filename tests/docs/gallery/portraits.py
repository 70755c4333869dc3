"""Faces and the people who wear them."""

from collections.abc import Iterator

from bot.sandbox import pictures
from tests.docs.gallery.exhibits import Exhibit, Part
from tests.docs.gallery.inputs import shirt, small, soft

_FACE: Part = (0.2, 0.02, 0.8, 0.62)


def portraits() -> Iterator[Exhibit]:
    """In the order of the toolbox."""
    woman, admiral, both = pictures.portrait_target(), pictures.portrait_source(), pictures.group()
    yield Exhibit(tool="faceswap", pictures={"target": woman, "source": admiral}, options={"provider": "local"})
    yield Exhibit(tool="faces", pictures={"image": both}, options={"provider": "local"})
    yield Exhibit(tool="portrait", pictures={"image": woman}, options={"prompt": "a garden at night, red lanterns"})
    yield Exhibit(tool="hairstyle", pictures={"image": woman}, options={"style": "BobCut", "color": "blonde"})
    yield Exhibit(tool="haircolor", pictures={"image": woman}, options={"color": "copper"})
    yield Exhibit(tool="beard", pictures={"image": woman}, options={"style": "Goatee"})
    yield Exhibit(tool="age", pictures={"image": woman}, options={"age": 80})
    yield Exhibit(tool="gender", pictures={"image": woman}, options={"to": "male"})
    yield Exhibit(tool="expression", pictures={"image": admiral}, options={"expression": "big grin"}, part=_FACE)
    yield Exhibit(tool="restore", pictures={"image": soft(small(woman, 1 / 2))}, part=_FACE)
    yield Exhibit(tool="retouch", pictures={"image": admiral}, options={"fix": "wrinkles"}, part=_FACE)
    yield Exhibit(tool="effect", pictures={"image": woman}, options={"effect": "big_head"})
    yield Exhibit(tool="halloween", pictures={"image": woman}, options={"mask": 7})
    yield Exhibit(tool="filter", pictures={"image": woman}, options={"number": 12})
    yield Exhibit(tool="blurfaces", pictures={"image": both}, options={"provider": "local"})
    yield Exhibit(tool="tryon", pictures={"person": admiral, "clothes": shirt()}, options={"clothes_type": "full_body"})
