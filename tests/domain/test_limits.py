import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.offers import Limits, Shape
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
    assert LIMITS.refusal("photo", fits) is None


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
    assert LIMITS.refusal("photo", misfit) == said


def test_without_formats_and_pixels_any_of_them_will_do() -> None:
    limits = Limits(max_bytes=1, max_side=10_000)
    assert limits.refusal("photo", shape(10_000, 10_000, size_bytes=1, kind="TIFF")) is None


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
    refusal = LIMITS.refusal("photo", shape(width, height, size_bytes=size_bytes, kind=kind))
    assert (refusal is None) == fits
