"""The rooms of the gallery, one for each family of tools."""

from collections.abc import Callable, Collection, Iterator, Mapping

from bot.domain.tools import Family
from tests.docs.gallery.drawings import arts, drawings, words
from tests.docs.gallery.edits import edits
from tests.docs.gallery.exhibits import Exhibit
from tests.docs.gallery.portraits import portraits

LEFT_OUT: Mapping[str, str] = {"train": "makes a model, not a picture"}

_ROOMS: Mapping[Family, Callable[[], Iterator[Exhibit]]] = {
    Family.EDIT: edits,
    Family.PORTRAIT: portraits,
    Family.ART: arts,
    Family.GENERATE: drawings,
    Family.UNDERSTAND: words,
}


def rooms(*, only: Collection[str] = ()) -> dict[Family, list[Exhibit]]:
    """What hangs in each; `only` these tools, if any are named."""
    return {family: [each for each in room() if not only or each.tool in only] for family, room in _ROOMS.items()}
