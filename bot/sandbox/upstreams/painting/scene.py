"""What the words of a brief mean to a painter."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.colours import NAMED, Colour


class Motif(StrEnum):
    """What can be painted."""

    SEA = "sea"
    MOUNTAINS = "mountains"
    HILLS = "hills"
    DESERT = "desert"
    FOREST = "forest"
    CITY = "city"
    FLOWERS = "flowers"
    SUN = "sun"
    MOON = "moon"
    STARS = "stars"
    CLOUDS = "clouds"
    RAIN = "rain"
    SNOW = "snow"
    BIRDS = "birds"
    BOAT = "boat"
    FIGURE = "figure"
    CAT = "cat"


class Hour(StrEnum):
    """The light."""

    DAY = "day"
    DAWN = "dawn"
    DUSK = "dusk"
    NIGHT = "night"


_MOTIFS = {
    Motif.SEA: "sea ocean lake beach coast water river wave waves island harbor harbour",
    Motif.MOUNTAINS: "mountain mountains alps peak peaks volcano cliff",
    Motif.HILLS: "hill hills field fields landscape countryside valley farm",
    Motif.DESERT: "desert dune dunes sand sahara mars",
    Motif.FOREST: "forest forests tree trees wood woods pine pines jungle",
    Motif.CITY: "city skyline town street tokyo building buildings skyscraper skyscrapers cyberpunk",
    Motif.FLOWERS: "flower flowers meadow garden poppy poppies tulip tulips spring blossom blossoms",
    Motif.SUN: "sun sunset sunrise sunny sunlight",
    Motif.MOON: "moon moonlight moonlit",
    Motif.STARS: "star stars starry galaxy space milky",
    Motif.CLOUDS: "cloud clouds cloudy storm stormy",
    Motif.RAIN: "rain rainy storm stormy",
    Motif.SNOW: "snow snowy winter snowfall",
    Motif.BIRDS: "bird birds seagull seagulls crow crows",
    Motif.BOAT: "boat boats ship sail sailboat",
    Motif.FIGURE: "girl boy woman man person portrait doll face lady princess knight astronaut people coat dress hair",
    Motif.CAT: "cat cats kitten kittens",
}
_HOURS = {
    Hour.DAY: "day noon morning sunny",
    Hour.DAWN: "dawn sunrise misty",
    Hour.DUSK: "dusk sunset evening golden autumn mars",
    Hour.NIGHT: "night midnight dark moon moonlight moonlit star stars starry galaxy space neon cyberpunk",
}
_GROUNDS = (Motif.SEA, Motif.MOUNTAINS, Motif.HILLS, Motif.DESERT, Motif.FOREST, Motif.CITY, Motif.FLOWERS)
_REACH = 2
"""A colour belongs to a motif so few words later, or to everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Motifs, their light, and colours that were asked for: of one motif, or of all."""

    motifs: frozenset[Motif]
    hour: Hour
    colours: dict[Motif, Colour] = field(default_factory=dict)
    tint: Colour | None = None

    @property
    def is_abstract(self) -> bool:
        """The words name nothing that could be painted."""
        return not self.motifs


def read_scene(brief: Brief) -> Scene:
    """The words understood; what they leave open is chosen by them and the seed."""
    words, unwanted = _split(brief.prompt), set(_split(brief.negative))
    motifs = {motif for motif in Motif if _names(_MOTIFS[motif], words) and not _names(_MOTIFS[motif], unwanted)}
    if motifs and motifs.isdisjoint({*_GROUNDS, Motif.FIGURE, Motif.CAT}):
        motifs.add(_GROUNDS[brief.number("ground") % len(_GROUNDS)])
    hour = next((hour for hour in Hour if _names(_HOURS[hour], words)), None)
    hour = Hour.NIGHT if _names(_HOURS[Hour.NIGHT], words) else hour or list(Hour)[brief.number("hour") % 3]
    colours, tint = _colours(words)
    return Scene(motifs=frozenset(motifs), hour=hour, colours=colours, tint=tint)


def _split(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _names(vocabulary: str, words: list[str] | set[str]) -> bool:
    return not set(vocabulary.split()).isdisjoint(words)


def _colours(words: list[str]) -> tuple[dict[Motif, Colour], Colour | None]:
    colours: dict[Motif, Colour] = {}
    tint: Colour | None = None
    for place, word in enumerate(words):
        if word not in NAMED:
            continue
        near = words[place + 1 : place + 1 + _REACH]
        owner = next((each for each in near if any(_names(_MOTIFS[motif], [each]) for motif in Motif)), "")
        owners = [motif for motif in Motif if _names(_MOTIFS[motif], [owner])]
        if owners:
            colours |= dict.fromkeys(owners, NAMED[word])
        else:
            tint = NAMED[word]
    return colours, tint
