"""All sheets at once."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.domain.tools import Family
from tests.docs.gallery.exhibits import Exhibit
from tests.docs.gallery.sheet import compose
from tests.docs.gallery.visit import Shown, visit

FOLDER = Path(__file__).parents[3] / ".github"


def open_gallery(rooms: Mapping[Family, Sequence[Exhibit]], out: Path = FOLDER) -> Sequence[str]:
    """Write `gallery-….jpg` for each room that is not empty; a sentence for each tool that made nothing."""
    shown = iter(asyncio.run(visit([exhibit for exhibits in rooms.values() for exhibit in exhibits])))
    failures: list[str] = []
    for family, exhibits in rooms.items():
        hung = [next(shown) for _ in exhibits]
        failures += [f"/{each.exhibit.tool} made nothing: {each.text}" for each in hung if not _is_there(each)]
        if hung:
            (out / f"gallery-{family}.jpg").write_bytes(compose(hung))
    return failures


def _is_there(shown: Shown) -> bool:
    return shown.provider is not None and bool(shown.pictures or shown.words)
