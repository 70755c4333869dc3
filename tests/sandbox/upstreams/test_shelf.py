from datetime import timedelta

import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams.shelf import Shelf


@pytest.fixture
def shelf(clock: ShiftedClock) -> Shelf:
    return Shelf(clock)


def test_a_picture_is_kept_until_its_time_is_over(clock: ShiftedClock, shelf: Shelf) -> None:
    shelf.put("a", b"picture", media_type="image/png", ttl_s=60)
    clock.shift(timedelta(seconds=59))
    kept = shelf.get("a")
    clock.shift(timedelta(seconds=1))

    assert kept is not None
    assert (kept.picture, kept.media_type) == (b"picture", "image/png")
    assert shelf.get("a") is None


def test_expired_pictures_make_room_for_new_ones(clock: ShiftedClock, shelf: Shelf) -> None:
    shelf.put("a", b"old", media_type="image/png", ttl_s=60)
    clock.shift(timedelta(seconds=60))
    shelf.put("b", b"new", media_type="image/png", ttl_s=60)

    assert list(shelf._items) == ["b"]


def test_what_was_removed_or_never_was_is_not_there(shelf: Shelf) -> None:
    shelf.put("a", b"picture", media_type="image/png", ttl_s=60)
    shelf.remove("a")
    shelf.remove("never")

    assert (shelf.get("a"), shelf.get("never")) == (None, None)
