"""No offer is without a journey."""

from collections import Counter
from collections.abc import Iterable
from importlib import import_module

import pytest

from tests.journeys.catalogue.ailab import AILAB, BYGONE, RETIRED, SHADOWED
from tests.journeys.catalogue.local import LOCAL, PICKED
from tests.journeys.errands import _ERRANDS
from tests.upstreams.everything import everything

ELSEWHERE = {
    "test_picker": ("imgopen.face-fusion",),
    "test_training": ("imgopen.training",),
    "test_supplied": (
        "imgopen.hairstyle",
        "imgopen.face-restoration",
        "imgopen.super-resolution",
        "imgopen.object-removal",
        "imgopen.background-remove",
        "imgopen.image-enlarge",
        "imgopen.image-watermark",
        "imgopen.pixelate",
        "imgopen.title",
    ),
    "test_magictiger_types": (
        "magictiger.enhance",
        "magictiger.colorize",
        "magictiger.restore",
        "magictiger.sharpen",
        "magictiger.cartoon",
    ),
}
"""Offers with journeys of their own, by the module that tells them."""


def shown() -> set[str]:
    """The offers that the tables order."""
    return {PICKED, *(exhibit.offer for exhibit in (*LOCAL, *AILAB, *RETIRED, *SHADOWED))}


def errands() -> set[str]:
    """The offers of Img Open that other journeys order by the vendor's names."""
    return {offer.key for offer in everything().offers if offer.endpoint in _ERRANDS and offer.provider == "imgopen"}


def test_every_offer_has_a_journey() -> None:
    told = {*shown(), *errands(), *(key for keys in ELSEWHERE.values() for key in keys)}

    assert told == {offer.key for offer in everything().offers}


@pytest.mark.parametrize("module", ELSEWHERE)
def test_what_is_told_elsewhere_is_told_there(module: str) -> None:
    assert import_module(f"tests.journeys.{module}")


def test_no_exhibit_is_there_twice() -> None:
    assert _twice(exhibit.name for exhibit in (*LOCAL, *AILAB, *RETIRED, *SHADOWED, *BYGONE)) == []


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
