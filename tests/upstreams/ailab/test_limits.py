"""Each documented limit at, below and above its boundary."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.domain.offers import Limits, Shape
from bot.domain.sentences import Reason
from bot.upstreams.ailab.endpoints import ENDPOINTS
from tests.upstreams.ailab.bench import offer_for
from tests.upstreams.ailab.scripted import Scripted

WITHOUT_PICTURE = {"ai-flower-wallpaper"}


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page says, both ends included. `slot` where it is one picture of several."""

    name: str
    largest_bytes: int
    least: int
    width: int
    height: int
    webp: bool = False
    ratio: float | None = None
    slot: str = "image"


def page(name: str, megabytes: float, least: int, width: int, height: int | None = None, **rest: Any) -> Page:
    """`height` is the width's where the page has a square."""
    size = int(megabytes * 1_000_000)
    return Page(name=name, largest_bytes=size, least=least, width=width, height=height or width, **rest)


PAGES = [
    page("ai-anime-generator", 10, 256, 5760, 3240, webp=True),
    page("ai-face-swap", 5, 1, 4095),
    page("hairstyle-editor-pro", 5, 201, 4089),
    page("hairstyle-editor-premium", 5, 201, 4089),
    page("ai-hair-color", 10, 1, 4095, webp=True),
    page("hd-universal-background-removal", 40, 33, 9999),
    page("emotion-editor-advanced", 10, 1, 4095, webp=True),
    page("photo-to-line-art", 10, 1, 4095, webp=True),
    page("photo-to-emoji-grid", 10, 1, 4095, webp=True),
    page("ai-photography", 10, 1, 4095, webp=True),
    page("ai-big-head-effect", 5, 1, 4095),
    page("ai-square-face-filter", 5, 1, 4095),
    page("ai-bald", 10, 1, 4095, webp=True),
    page("ai-beard-removal", 10, 1, 4095, webp=True),
    page("ai-beard-styling", 10, 1, 4095, webp=True),
    page("ai-halloween-mask", 10, 1, 4095, webp=True),
    page("smart-skin-advanced", 10, 1, 4095, webp=True),
    page("try-on-clothes", 3, 1, 4095, slot="person"),
    page("try-on-clothes", 3, 1, 4095, slot="clothes"),
    page("image-colorization", 8, 11, 4999, ratio=4),
    page("image-defogging", 8, 11, 4999, ratio=4),
    page("image-contrast-enhancement", 8, 11, 4999, ratio=4),
    page("image-sharpness-enhancement", 8, 11, 4999, ratio=4),
    page("stretch-image-recovery", 8, 11, 4999, ratio=4),
    page("enhance-face", 3, 33, 2047),
    page("blurred-faces", 3, 33, 4999),
    page("hd-portrait-background-removal", 40, 33, 5999, webp=True),
    page("image-lossless-enlargement", 3, 33, 1919, 1079),
    page("universal-background-removal", 3, 33, 1999, webp=True),
    page("portrait-background-removal", 3, 1, 1999, webp=True),
    page("avatar-extraction", 3, 33, 1999),
    page("portrait-animation", 3, 101, 1999),
    page("image-style-conversion", 8, 11, 4999, ratio=4),
    page("face-fusion", 4, 129, 4095, slot="source"),
    page("face-fusion", 4, 201, 4095, slot="target"),
    page("face-attribute-editing", 4, 257, 4095),
    page("emotion-editor", 5, 1, 4095),
    page("remove-objects", 5, 1, 4095, webp=True),
    page("remove-objects-pro", 5, 1, 4095, webp=True),
    page("remove-objects-advanced", 5, 65, 4095),
    page("ai-object-replacer", 5, 65, 4095),
    page("ai-image-extender", 5, 65, 4095),
    page("image-color-enhancement", 3, 65, 3839, 2159),
    page("photo-retouching", 3, 33, 2999),
    page("image-cropping", 3.5, 1, 1999, webp=True),
    page("smart-skin", 6, 129, 4999),
    page("face-filter", 3, 11, 1999),
    page("smart-beauty", 5, 1, 4095),
    page("face-beauty-pro", 2, 49, 4095),
    page("image-hd-color-migration", 3, 65, 9999),
    page("image-color-migration", 3, 65, 1199),
]
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=[f"{page.name} {page.slot}" for page in PAGES])


def usual(page: Page) -> Shape:
    """Well inside."""
    side = min(page.height, max(page.least, 400))
    return Shape(format="PNG", size_bytes=1000, width=side, height=side)


def inside(page: Page) -> Iterator[Shape]:
    middle = usual(page)
    yield middle
    yield replace(middle, format="JPEG")
    yield replace(middle, size_bytes=page.largest_bytes)
    short = page.height if page.ratio is None else page.height - 1
    yield replace(middle, width=page.width, height=min(short, page.height))
    yield replace(middle, width=page.least, height=page.least)
    if page.webp:
        yield replace(middle, format="WEBP")
    if page.ratio is not None:
        yield replace(middle, width=400, height=100)


def outside(page: Page) -> Iterator[tuple[Shape, Reason]]:
    middle = usual(page)
    yield replace(middle, format="GIF"), Reason.WRONG_FORMAT
    yield replace(middle, size_bytes=page.largest_bytes + 1), Reason.FILE_TOO_LARGE
    yield replace(middle, width=page.width + 1, height=page.height), Reason.SIDE_TOO_LARGE
    if page.width != page.height:
        yield replace(middle, height=page.height + 1), Reason.TOO_HIGH
    if page.least > 1:
        yield replace(middle, width=page.least - 1), Reason.SIDE_TOO_SMALL
        yield replace(middle, height=page.least - 1), Reason.SIDE_TOO_SMALL
    if not page.webp:
        yield replace(middle, format="WEBP"), Reason.WRONG_FORMAT
    if page.ratio is not None:
        yield replace(middle, width=401, height=100), Reason.TOO_LONG_AND_THIN
        yield replace(middle, width=100, height=401), Reason.TOO_LONG_AND_THIN


@EACH_PAGE
def test_what_a_page_allows_is_accepted(vendor: Scripted, page: Page) -> None:
    offer = offer_for(vendor.upstream(), page.name)
    for shape in inside(page):
        assert offer.objection({page.slot: shape}) is None, shape


@EACH_PAGE
def test_what_a_page_does_not_allow_is_refused(vendor: Scripted, page: Page) -> None:
    offer = offer_for(vendor.upstream(), page.name)
    for shape, reason in outside(page):
        objection = offer.objection({page.slot: shape})
        assert objection is not None, shape
        assert objection.sentence.reason is reason


def test_no_page_with_limits_is_left_out() -> None:
    assert {page.name for page in PAGES} == set(ENDPOINTS) - WITHOUT_PICTURE


def test_the_older_cartoons_have_no_limit_of_height(vendor: Scripted) -> None:
    (offer,) = (each for each in vendor.upstream().offers if each.key == "ailab.ai-anime-generator-v1")
    assert offer.limits == Limits(formats=frozenset({"JPEG", "PNG", "WEBP"}), max_bytes=10_000_000, max_side=5760)
