"""Changing a picture."""

from collections.abc import Iterator

from bot.sandbox import pictures
from tests.docs.gallery.exhibits import Exhibit, Part
from tests.docs.gallery.inputs import dull, flat, hazy, landscape, small, soft, stretched

_EYES: Part = (0.2, 0.2, 0.8, 0.85)
_HEAD: Part = (0.2, 0.1, 0.8, 0.6)
_LOCAL: dict[str, str | float] = {"provider": "local"}


def edits() -> Iterator[Exhibit]:
    """In the order of the toolbox."""
    cat, woman, admiral = pictures.cat(), pictures.portrait_target(), pictures.portrait_source()
    yield Exhibit(tool="enhance", pictures={"image": pictures.photo()}, options=_LOCAL, part=_EYES)
    yield Exhibit(tool="enlarge", pictures={"image": small(admiral)}, options=_LOCAL | {"factor": 3}, part=_HEAD)
    yield Exhibit(tool="sharpen", pictures={"image": soft(cat)}, options=_LOCAL, part=_EYES)
    yield Exhibit(tool="dehaze", pictures={"image": hazy(landscape())}, options=_LOCAL)
    yield Exhibit(tool="contrast", pictures={"image": dull(cat)}, options=_LOCAL)
    yield Exhibit(tool="unstretch", pictures={"image": stretched(woman)})
    yield Exhibit(tool="crop", pictures={"image": cat}, options=_LOCAL | {"width": 240, "height": 240})
    yield Exhibit(tool="outpaint", pictures={"image": cat}, options=_LOCAL | {"horizontal": 1.5, "vertical": 1.3})
    yield Exhibit(
        tool="erase", pictures={"image": pictures.stamped(admiral)}, options=_LOCAL | {"find": "corner_watermark"}
    )
    yield Exhibit(
        tool="replace",
        pictures={"image": landscape()},
        options={"prompt": "red flowers", "left": 0, "top": 52, "width": 100, "height": 48},
    )
    yield Exhibit(tool="removebg", pictures={"image": woman}, options=_LOCAL | {"subject": "person"})
    yield Exhibit(tool="watermark", pictures={"image": cat}, options=_LOCAL | {"text": "© Mia's album"})
    yield from _colours()


def _colours() -> Iterator[Exhibit]:
    cat, admiral = pictures.cat(), pictures.portrait_source()
    yield Exhibit(tool="colorize", pictures={"image": pictures.grey(admiral)}, options={"provider": "magictiger"})
    yield Exhibit(tool="recolor", pictures={"image": cat, "reference": landscape()}, options=_LOCAL)
    yield Exhibit(tool="grade", pictures={"image": flat(admiral)}, options=_LOCAL | {"footage": "log_c"})
