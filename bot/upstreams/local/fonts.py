"""Fonts to write with."""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress

from PIL import ImageFont

Font = ImageFont.FreeTypeFont

OF_THE_SYSTEM = (  # where Pillow looks for them, if they are there: its own font has little more than ASCII
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "Arial.ttf",
    "arial.ttf",
    "NotoSansCJK-Regular.ttc",
    "Arial Unicode.ttf",
    "msyh.ttc",
)
_PROBE_SIZE = 20
_NOBODYS = "\uffff"  # no font has it
_MARKS = {"Mn", "Cf", "Cc"}  # accents, what is not seen, control characters


class Unwritable(ValueError):
    """No font here has these characters."""


def font_for(text: str, names: Sequence[str] = OF_THE_SYSTEM) -> tuple[str, Font]:
    """What to write and the font that has all of it: Pillow's own, else the first of the system's that has.

    Where none has, accents are dropped. Raises Unwritable with the characters that are missing even then.
    """
    for wording in (text, _plain(text)):
        for font in _fonts(names):
            if wording and not missing(wording, font):
                return wording, font
    raise Unwritable(missing(_plain(text), next(_fonts(()))) or text)


def missing(text: str, font: Font) -> str:
    """The characters of `text` that the font has no picture of, each once."""
    nothing = bytes(font.getmask(_NOBODYS))
    return "".join(
        letter for letter in sorted(set(text)) if not letter.isspace() and bytes(font.getmask(letter)) == nothing
    )


def _plain(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in parted if unicodedata.category(letter) not in _MARKS)


def _fonts(names: Sequence[str]) -> Iterator[Font]:
    own = ImageFont.load_default(_PROBE_SIZE)
    if isinstance(own, ImageFont.FreeTypeFont):  # else Pillow was built without FreeType
        yield own
    for name in names:
        with suppress(OSError):
            yield ImageFont.truetype(name, _PROBE_SIZE)
