import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage, Limits, Offer, Shape, Travel
from bot.domain.sentences import Reason, Sentence

LIMITS = Limits(formats=frozenset({"PNG", "JPEG"}), max_bytes=1000, min_side=16, max_side=64, max_pixels=2048)


def shape(width: int = 32, height: int = 32, *, size_bytes: int = 500, kind: str = "PNG") -> Shape:
    return Shape(format=kind, size_bytes=size_bytes, width=width, height=height)


def sides(width: int, height: int, reason: Reason, **limit: int) -> Sentence:
    return Sentence.of(reason, slot="photo", width=width, height=height, **limit)


@pytest.mark.parametrize(
    "fits",
    [
        shape(size_bytes=1000),
        shape(16, 16),
        shape(16, 64),
        shape(64, 16),
        shape(64, 32),
        shape(kind="JPEG"),
    ],
    ids=str,
)
def test_both_ends_of_every_limit_are_accepted(fits: Shape) -> None:
    assert LIMITS.objection("photo", fits) is None


@pytest.mark.parametrize(
    ("misfit", "said"),
    [
        (
            shape(kind="GIF"),
            Sentence.of(Reason.WRONG_FORMAT, slot="photo", format="GIF", accepted="JPEG, PNG"),
        ),
        (
            shape(size_bytes=1001),
            Sentence.of(Reason.FILE_TOO_LARGE, slot="photo", size_bytes=1001, max_bytes=1000),
        ),
        (shape(15, 32), sides(15, 32, Reason.SIDE_TOO_SMALL, min_side=16)),
        (shape(32, 15), sides(32, 15, Reason.SIDE_TOO_SMALL, min_side=16)),
        (shape(65, 16), sides(65, 16, Reason.SIDE_TOO_LARGE, max_side=64)),
        (shape(16, 65), sides(16, 65, Reason.SIDE_TOO_LARGE, max_side=64)),
        (shape(64, 33), sides(64, 33, Reason.TOO_MANY_PIXELS, max_pixels=2048)),
    ],
    ids=lambda value: value.reason if isinstance(value, Sentence) else "",
)
def test_the_first_step_outside_is_refused_with_both_figures(misfit: Shape, said: Sentence) -> None:
    objection = LIMITS.objection("photo", misfit)
    assert objection is not None
    assert objection.sentence == said
    assert objection.miss > 1


def test_without_formats_and_pixels_any_of_them_will_do() -> None:
    limits = Limits(max_bytes=1, max_side=10_000)
    assert limits.objection("photo", shape(10_000, 10_000, size_bytes=1, kind="TIFF")) is None


@given(
    width=st.integers(1, 80),
    height=st.integers(1, 80),
    size_bytes=st.integers(0, 1200),
    kind=st.sampled_from(["PNG", "JPEG", "GIF"]),
)
@settings(deadline=None)
def test_a_picture_is_refused_exactly_when_it_breaks_a_limit(
    width: int, height: int, size_bytes: int, kind: str
) -> None:
    fits = (
        kind in LIMITS.formats
        and size_bytes <= 1000
        and 16 <= width <= 64
        and 16 <= height <= 64
        and width * height <= 2048
    )
    objection = LIMITS.objection("photo", shape(width, height, size_bytes=size_bytes, kind=kind))
    assert (objection is None) == fits


LOW = Limits(max_bytes=1000, max_side=64, max_height=32, max_ratio=4)


@pytest.mark.parametrize(("width", "height"), [(64, 32), (32, 32), (64, 16), (8, 32)])
def test_both_ends_of_a_height_and_a_ratio_are_accepted(width: int, height: int) -> None:
    assert LOW.objection("photo", shape(width, height)) is None


@pytest.mark.parametrize(
    ("misfit", "said"),
    [
        (shape(33, 33), sides(33, 33, Reason.TOO_HIGH, max_height=32)),
        (shape(64, 15), sides(64, 15, Reason.TOO_LONG_AND_THIN, max_ratio=4)),
        (shape(7, 32), sides(7, 32, Reason.TOO_LONG_AND_THIN, max_ratio=4)),
    ],
    ids=lambda value: value.reason if isinstance(value, Sentence) else "",
)
def test_a_picture_may_be_too_high_or_too_long(misfit: Shape, said: Sentence) -> None:
    objection = LOW.objection("photo", misfit)
    assert objection is not None
    assert objection.sentence == said


def test_a_slot_may_have_limits_of_its_own() -> None:
    offer = Offer(
        key="a.b",
        tool="faceswap",
        provider=ProviderId("a"),
        endpoint="/b",
        price=1,
        limits=LOW,
        limits_of={"source": LIMITS},
        travel=Travel.BYTES,
        coverage=Coverage.DOCUMENTED,
        usual_s=1,
        payload=lambda _: {},
    )
    assert offer.objection({"source": shape(32, 64), "target": shape(64, 32)}) is None
    objection = offer.objection({"source": shape(32, 64), "target": shape(32, 64)})
    assert objection is not None
    assert objection.sentence == sides(32, 64, Reason.TOO_HIGH, max_height=32).model_copy(
        update={"values": {"slot": "target", "width": 32, "height": 64, "max_height": 32}}
    )
