"""What is offered, at the documented price, and how well it is known."""

import pytest

from bot.domain.offers import Coverage
from bot.upstreams.ailab.settings import AilabSettings
from tests.upstreams.ailab.bench import offer_for
from tests.upstreams.ailab.scripted import Scripted, offer

CREDITS = {
    1: "image-defogging image-contrast-enhancement blurred-faces universal-background-removal "
    "portrait-background-removal avatar-extraction face-filter",
    2: "image-colorization image-sharpness-enhancement stretch-image-recovery hd-portrait-background-removal "
    "hd-universal-background-removal",
    3: "photo-retouching image-cropping",
    4: "image-hd-color-migration",
    5: "ai-face-swap image-lossless-enlargement remove-objects image-color-enhancement smart-skin",
    7: "image-style-conversion",
    8: "ai-big-head-effect ai-square-face-filter face-fusion face-attribute-editing smart-beauty",
    10: "ai-anime-generator hairstyle-editor-pro try-on-clothes",
    12: "emotion-editor",
    15: "hairstyle-editor-premium ai-hair-color emotion-editor-advanced photo-to-line-art photo-to-emoji-grid "
    "ai-photography ai-flower-wallpaper ai-bald ai-beard-removal ai-beard-styling ai-halloween-mask "
    "smart-skin-advanced enhance-face face-beauty-pro",
    20: "portrait-animation remove-objects-advanced",
    25: "ai-object-replacer ai-image-extender",
    35: "remove-objects-pro",
}
PRICES = [(name, price) for price, names in CREDITS.items() for name in names.split()]
MASKED = {"remove-objects", "remove-objects-advanced", "remove-objects-pro", "ai-object-replacer"}
PARTIAL = {"photo-to-line-art", "photo-to-emoji-grid", "ai-photography"}
RETIRED = {"image-hd-color-migration", "image-color-migration", "ai-anime-generator-v1"}


@pytest.mark.parametrize(("name", "price"), PRICES)
def test_it_costs_what_the_documents_say(vendor: Scripted, name: str, price: int) -> None:
    assert offer_for(vendor.upstream(prices={}), name).price == price


def test_no_documented_price_is_left_out(vendor: Scripted) -> None:
    priced = {each.endpoint for each in vendor.upstream().offers} - {"image-color-migration"}
    assert {name for name, _ in PRICES} == priced


def test_what_is_not_wholly_documented_says_so(vendor: Scripted) -> None:
    known = {each.key.removeprefix("ailab."): each.coverage for each in vendor.upstream().offers}
    assert {key for key, coverage in known.items() if coverage is Coverage.PARTIAL} == PARTIAL
    assert {key for key, coverage in known.items() if coverage is Coverage.RETIRED} == RETIRED


def test_nobodys_body_is_reshaped(vendor: Scripted) -> None:
    offered = {each.endpoint for each in vendor.upstream().offers}
    assert not offered & {"ai-fat-filter", "smart-face-slimming"}


def test_with_nothing_set_all_is_on_but_masks_and_what_is_retired(vendor: Scripted) -> None:
    unset = AilabSettings()
    upstream = vendor.upstream(mask_marks=unset.mask_marks, retired=unset.retired, prices=unset.prices)
    assert {each.key.removeprefix("ailab.") for each in upstream.offers if each.off is not None} == MASKED | RETIRED


def test_the_styles_are_suggested_by_their_names(vendor: Scripted) -> None:
    assert offer(vendor.upstream(), "ai-anime-generator").choices["style"][0] == "Vintage Comic"
