from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock import ShiftedClock
from bot.domain.ids import ProviderId, TaskId, new_media_name
from bot.domain.signing import Signer
from bot.engine.links import PublicLinks
from tests.storage.requests import MINUTE, SECOND

SITE = "https://pictures.example.test"
NAME = new_media_name()
VENDOR, TASK = ProviderId("vendor"), TaskId("0123456789abcdef0123")
SEGMENTS = st.text(max_size=50)


def make_links(*keys: bytes, clock: ShiftedClock | None = None) -> PublicLinks:
    return PublicLinks(SITE, Signer(keys or [b"key"]), clock or ShiftedClock())


def segments(address: str) -> list[str]:
    """What comes after the first part of the path."""
    assert address.startswith(f"{SITE}/")
    return address.removeprefix(f"{SITE}/").split("/")[1:]


def media_segments(links: PublicLinks, clock: ShiftedClock, lasts: timedelta = MINUTE) -> list[str]:
    return segments(links.media(NAME, until=clock.now() + lasts))


def test_a_picture_has_an_address_below_the_public_one() -> None:
    clock = ShiftedClock()
    address = make_links(clock=clock).media(NAME, until=clock.now() + MINUTE)
    assert address.startswith(f"{SITE}/media/{NAME}/")


def test_a_task_has_an_address_for_its_provider() -> None:
    assert make_links().callback(VENDOR, TASK).startswith(f"{SITE}/callbacks/vendor/{TASK}/")


def test_a_media_address_opens_until_its_time_is_over() -> None:
    clock = ShiftedClock()
    links = make_links(clock=clock)
    name, expiry, signature = media_segments(links, clock)
    clock.shift(MINUTE - 5 * SECOND)
    assert links.opens(name, expiry, signature)
    clock.shift(10 * SECOND)
    assert not links.opens(name, expiry, signature)


@pytest.mark.parametrize("changed", [0, 1, 2], ids=["name", "expiry", "signature"])
def test_every_part_of_a_media_address_is_signed(changed: int) -> None:
    clock = ShiftedClock()
    links = make_links(clock=clock)
    parts, others = media_segments(links, clock), media_segments(make_links(b"another key"), clock, 2 * MINUTE)
    others[0] = new_media_name()
    parts[changed] = others[changed]
    assert not links.opens(*parts)


@pytest.mark.parametrize("changed", [0, 1, 2], ids=["provider", "task", "capability"])
def test_every_part_of_a_callback_address_is_signed(changed: int) -> None:
    links = make_links()
    parts = segments(links.callback(VENDOR, TASK))
    parts[changed] = ["spare", "f" * 20, "A" * 43][changed]
    assert not links.capable(*parts)


def test_a_callback_address_is_recognised() -> None:
    links = make_links()
    assert links.capable(*segments(links.callback(VENDOR, TASK)))


def test_an_address_that_an_older_key_signed_is_still_ours() -> None:
    before, after = make_links(b"old"), make_links(b"new", b"old")
    assert after.capable(*segments(before.callback(VENDOR, TASK)))


def test_a_callback_capability_opens_no_picture() -> None:
    links = make_links()
    _, _, capability = segments(links.callback(ProviderId(NAME), TaskId("9999999999")))
    assert not links.opens(NAME, "9999999999", capability)


@given(st.lists(SEGMENTS, min_size=3, max_size=3))
def test_no_made_up_address_is_ours(parts: list[str]) -> None:
    links = make_links()
    assert not links.opens(*parts)
    assert not links.capable(*parts)
