"""Colours of hair, by name."""

from bot.sandbox.upstreams.painting.brief import digest

Bgr = tuple[int, int, int]

_DYES: dict[str, Bgr] = {
    "blonde": (110, 180, 220),
    "platinumblonde": (190, 220, 235),
    "brown": (30, 50, 85),
    "lightbrown": (60, 95, 140),
    "blue": (190, 80, 40),
    "lightblue": (230, 180, 120),
    "purple": (140, 40, 110),
    "lightpurple": (220, 160, 190),
    "pink": (180, 120, 235),
    "black": (22, 20, 20),
    "white": (240, 240, 240),
    "grey": (130, 130, 130),
    "silver": (200, 195, 190),
    "red": (40, 40, 180),
    "orange": (40, 120, 230),
    "green": (70, 140, 60),
    "darkblue": (90, 30, 10),
    "burgundy": (40, 20, 100),
    "darkgreen": (35, 70, 25),
    "copper": (50, 100, 190),
}


def dye(name: str) -> Bgr:
    """A colour for any name: the known one, or one that it always has."""
    known = _DYES.get(name.replace(" ", "").lower())
    if known:
        return known
    blue, green, red, *_ = digest("dye", name).to_bytes(8)
    return blue, green, red
