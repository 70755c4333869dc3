"""Results under names, until they expire by the clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One stored picture and the moment from which it is gone."""

    picture: bytes
    media_type: str
    expires_at: datetime


class Shelf:
    """The vendor's object store."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._items: dict[str, Item] = {}

    def put(self, name: str, picture: bytes, *, media_type: str, ttl_s: float) -> None:
        """Keep the picture for so many seconds of the clock; what has expired makes room."""
        now = self._clock.now()
        self._items = {kept: item for kept, item in self._items.items() if now < item.expires_at}
        expires_at = now + timedelta(seconds=ttl_s)
        self._items[name] = Item(picture=picture, media_type=media_type, expires_at=expires_at)

    def get(self, name: str) -> Item | None:
        """The picture of that name, None when it never was, was removed or has expired."""
        item = self._items.get(name)
        return item if item and self._clock.now() < item.expires_at else None

    def remove(self, name: str) -> None:
        """Forget a picture; an unknown name is no error."""
        self._items.pop(name, None)
