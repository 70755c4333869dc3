import pytest

from bot.domain.offers import Offer
from bot.domain.sentences import Reason
from bot.domain.toolbox.edit import Cutout, OutpaintOptions, RemovebgOptions, Subject
from bot.domain.toolbox.marking import MarkingOptions
from bot.domain.toolbox.portrait import Asking, FaceswapOptions
from bot.domain.tools import NoOptions
from bot.upstreams.local.offers import make_offers
from bot.upstreams.local.settings import LocalSettings
from tests.upstreams import orders


def offer(key: str) -> Offer:
    return next(offer for offer in make_offers(LocalSettings()) if offer.key == key)


def test_the_swap_that_lets_choose_asks_our_own_faces() -> None:
    assert offer("local.faceswap").asks == offer("local.faces").key
    assert offer("local.faceswap").ignores == frozenset()


def test_the_swap_of_the_largest_face_asks_nothing_and_has_one_source() -> None:
    assert offer("local.faceswap_largest").asks is None
    assert offer("local.faceswap_largest").ignores == {"source_2"}


@pytest.mark.parametrize(
    ("key", "options"),
    [
        ("local.faceswap", FaceswapOptions(face=Asking.LARGEST)),
        ("local.faceswap_largest", FaceswapOptions(face=Asking.ALWAYS)),
        ("local.faceswap_largest", FaceswapOptions(faces={"source": 1})),
    ],
)
def test_each_swap_leaves_the_others_wishes_to_it(key: str, options: FaceswapOptions) -> None:
    refusal = offer(key).refuses(options)
    assert refusal is not None
    assert refusal.values["option"] == "face"


@pytest.mark.parametrize(
    ("key", "options"),
    [
        ("local.faceswap", FaceswapOptions(face=Asking.ALWAYS, faces={"source": 1}, fidelity=0.3)),
        ("local.faceswap_largest", FaceswapOptions(face=Asking.LARGEST, fidelity=0.3)),
        ("local.faceswap_largest", FaceswapOptions()),
    ],
)
def test_what_a_swap_is_for_is_not_refused(key: str, options: FaceswapOptions) -> None:
    assert offer(key).refuses(options) is None


def test_a_swap_takes_all_sources_and_their_faces() -> None:
    options = FaceswapOptions(faces={"source": 2, "source_2": 1}, fidelity=0.3)
    order = orders.made(options, "source", "target", "source_2", data=b"x")
    assert offer("local.faceswap").payload(order) == {
        "target": b"x",
        "sources": {"source": b"x", "source_2": b"x"},
        "faces": {"source": 2, "source_2": 1},
        "fidelity": 0.3,
    }


@pytest.mark.parametrize("key", ["local.faces", "local.blurfaces"])
def test_looking_for_faces_takes_the_picture(key: str) -> None:
    assert offer(key).payload(orders.made(NoOptions(), "image", data=b"x")) == {"picture": b"x"}


def test_a_cutout_is_of_anything_and_transparent_unless_said() -> None:
    payload = offer("local.removebg").payload
    assert payload(orders.made(RemovebgOptions(), "image", data=b"x")) == {
        "picture": b"x",
        "subject": Subject.ANYTHING,
        "form": Cutout.TRANSPARENT,
    }
    said = RemovebgOptions(subject=Subject.HEAD, form=Cutout.WHITE)
    assert payload(orders.made(said, "image"))["subject"] is Subject.HEAD
    assert payload(orders.made(said, "image"))["form"] is Cutout.WHITE


def test_an_erasure_takes_the_picture_and_the_mask() -> None:
    order = orders.made(MarkingOptions(), "image", "mask", data=b"x")
    assert offer("local.erase").payload(order) == {"picture": b"x", "mask": b"x"}


def test_an_extension_takes_factors_and_a_seed() -> None:
    order = orders.made(OutpaintOptions(vertical=2, horizontal=1, seed=7), "image", data=b"x")
    assert offer("local.outpaint").payload(order) == {"picture": b"x", "vertical": 2, "horizontal": 1, "seed": 7}


@pytest.mark.parametrize(
    ("name", "value"),
    [("prompt", "sea"), ("negative", "sky"), ("steps", 5), ("guidance", 5), ("sampler", "a"), ("count", 2)],
)
def test_what_only_a_model_could_use_is_refused(name: str, value: object) -> None:
    refusal = offer("local.outpaint").refuses(OutpaintOptions.model_validate({name: value}))
    assert refusal is not None
    assert (refusal.reason, refusal.values["option"]) == (Reason.OPTION_UNUSED, name)


def test_factors_of_one_are_refused() -> None:
    refusal = offer("local.outpaint").refuses(OutpaintOptions(vertical=1, horizontal=1))
    assert refusal is not None
    assert refusal.reason is Reason.NOTHING_TO_EXTEND
    assert offer("local.outpaint").refuses(OutpaintOptions(vertical=1, seed=3)) is None
