"""Orders to work on pictures, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Value = str | int | float | None


class Craft(StrEnum):
    """What can be done. Beside `image`, what a commission needs is said for each."""

    AGE = "age"
    """`years`."""
    BEARD = "beard"
    """`style`, or the picture `reference`."""
    BLUR_FACES = "blur faces"
    CARTOON = "cartoon"
    """`style`."""
    COLORIZE = "colorize"
    CONTRAST = "contrast"
    CROP = "crop"
    """`width`, `height`; the piece has a box."""
    CUT_OUT = "cut out"
    """`subject` anything, person or head (a piece with a box for each); `form` transparent, trimmed, white or mask."""
    DEHAZE = "dehaze"
    EFFECT = "effect"
    """`effect` big_head, square_face, bald or clean_shaven."""
    EMOJI = "emoji"
    """`expression`, `style`, `scene`, perhaps `filler`."""
    ENLARGE = "enlarge"
    """`factor`; `sharpen` 0 or 1."""
    ERASE = "erase"
    """The picture `mask`: white is what has to go."""
    EXPRESSION = "expression"
    """`expression`."""
    FACE_SWAP = "face swap"
    """The pictures `source` and `target` instead; perhaps `fidelity`."""
    FILTER = "filter"
    """`number`, `strength`."""
    GENDER = "gender"
    """`to` female or male."""
    GRADE = "grade"
    """`footage`."""
    HAIR_COLOUR = "hair colour"
    """`colour`, perhaps `description`."""
    HAIRSTYLE = "hairstyle"
    """`style` or the picture `reference`; `colour`."""
    HALLOWEEN = "halloween"
    """`number` or the picture `reference`; perhaps `ratio`."""
    LINE_ART = "line art"
    """Perhaps `ratio`, `prompt`."""
    OUTPAINT = "outpaint"
    """`left`, `top`, `right`, `bottom` as shares of the picture's sides; perhaps `prompt`, `seed`."""
    PAINT = "paint"
    """`style`."""
    PHOTOSHOOT = "photoshoot"
    """`title`, `description`, perhaps `ratio`."""
    RECOLOUR = "recolour"
    """The picture `reference`, or `palette` (RRGGBB with commas between); `strength`; `number` tells versions apart."""
    REPLACE = "replace"
    """The picture `mask`: white is where; `prompt`, perhaps `seed`."""
    RESTORE = "restore"
    RETOUCH = "retouch"
    """`smoothing`, `whitening` from 0 to 1; `filter` as a number, perhaps."""
    SHARPEN = "sharpen"
    TRY_ON = "try on"
    """The pictures `person` and `clothes` instead; `kind` upper_body, lower_body or full_body."""
    UNSTRETCH = "unstretch"
    WALLPAPER = "wallpaper"
    """No picture; `prompt`, perhaps `ratio`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """One piece of work."""

    craft: Craft
    pictures: Mapping[str, bytes] = field(repr=False)
    options: Mapping[str, Value]

    @property
    def picture(self) -> bytes:
        """The one that it is about: `image`, or the target, or the person."""
        return next(self.pictures[role] for role in ("image", "target", "person") if role in self.pictures)

    def text(self, name: str, default: str = "") -> str:
        """An option as text."""
        value = self.options.get(name)
        return default if value is None else str(value)

    def number(self, name: str, default: float = 0.0) -> float:
        """An option as a number; the default for what is none."""
        value = self.options.get(name)
        return value if isinstance(value, int | float) else default


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One picture that was made; `box` is left, top, width and height of it in the picture that it was cut from."""

    picture: bytes = field(repr=False)
    box: tuple[int, int, int, int] | None = None


def sides(ratio: str, size: tuple[int, int]) -> tuple[int, int]:
    """Width and height of about as many pixels as `size` has, as wide to high as the ratio says; `auto` keeps it."""
    wide, _, high = {"A4": "210:297"}.get(ratio, ratio).partition(":")
    if not (wide.isdigit() and high.isdigit()):
        return size
    area = size[0] * size[1]
    width = max(1, round((area * int(wide) / int(high)) ** 0.5))
    return width, max(1, round(width * int(high) / int(wide)))
