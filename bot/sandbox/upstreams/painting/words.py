"""Words for what was seen."""

from bot.sandbox.upstreams.painting.looks import Looks, look

_PEOPLE = ("no one", "one person", "two people", "three people")


def caption(picture: bytes, as_tags: bool) -> str:  # noqa: FBT001 (a worker process takes no keywords)
    """A sentence like those of an image captioner, or tags with commas between them. Raises BadPicture."""
    looks = look(picture)
    return ", ".join(_tags(looks)) if as_tags else _sentence(looks)


def name_style(picture: bytes) -> str:
    """A few words. Raises BadPicture."""
    looks = look(picture)
    if looks.saturation < 18:  # noqa: PLR2004 (as good as no colour)
        return "line drawing" if looks.light > 200 else "black and white photograph"  # noqa: PLR2004 (mostly paper)
    if looks.tones < 90:  # noqa: PLR2004 (so few tones come from flat areas)
        return "flat illustration"
    if looks.detail < 0.03:  # noqa: PLR2004 (hardly an edge)
        return "watercolor" if looks.light > 140 else "oil painting"  # noqa: PLR2004 (lighter than the middle)
    return "portrait photograph" if looks.faces else "photograph"


def _sentence(looks: Looks) -> str:
    brightness = "dark" if looks.light < 85 else "bright" if looks.light > 170 else ""  # noqa: PLR2004 (thirds of 255)
    words = [word for word in (brightness, _shape(looks)) if word]
    people = f" of {_people(looks)}" if looks.faces else ""
    colours = " and ".join(
        [", ".join(looks.colours[:-1]), looks.colours[-1]] if len(looks.colours) > 1 else looks.colours
    )
    return f"a {' '.join(words)} picture{people} in {colours}, {looks.width} by {looks.height} pixels"


def _tags(looks: Looks) -> list[str]:
    count = [] if not looks.faces else ["solo", "1person"] if looks.faces == 1 else [f"{looks.faces}people"]
    texture = "highres" if looks.detail > 0.1 else "simple background"  # noqa: PLR2004 (many edges)
    return [*count, *(f"{colour.replace(' ', '_')} theme" for colour in looks.colours), _shape(looks), texture]


def _people(looks: Looks) -> str:
    return _PEOPLE[looks.faces] if looks.faces < len(_PEOPLE) else f"{looks.faces} people"


def _shape(looks: Looks) -> str:
    if looks.width > 1.1 * looks.height:
        return "wide"
    return "tall" if looks.height > 1.1 * looks.width else "square"
