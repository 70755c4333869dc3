import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.sizes import STEP, Ratio

RATIOS = st.sampled_from(Ratio)
LONGEST = st.integers(256, 2048)


def parts(ratio: Ratio) -> tuple[int, int]:
    across, down = ratio.split(":")
    return int(across), int(down)


@given(RATIOS, LONGEST)
@settings(deadline=None)
def test_both_sides_are_whole_blocks(ratio: Ratio, longest: int) -> None:
    assert [side % STEP for side in ratio.sides(longest)] == [0, 0]


@given(RATIOS, LONGEST)
@settings(deadline=None)
def test_the_longer_side_is_the_last_whole_block_that_is_not_too_long(ratio: Ratio, longest: int) -> None:
    assert max(ratio.sides(longest)) == longest - longest % STEP


@given(RATIOS, LONGEST)
@settings(deadline=None)
def test_each_side_is_less_than_a_block_short_of_the_exact_ratio(ratio: Ratio, longest: int) -> None:
    for side, part in zip(ratio.sides(longest), parts(ratio), strict=True):
        exact = longest * part / max(parts(ratio))
        assert exact - STEP < side <= exact


@given(RATIOS, st.integers(1, 255))
@settings(deadline=None)
def test_no_side_vanishes(ratio: Ratio, longest: int) -> None:
    assert min(ratio.sides(longest)) >= STEP


@pytest.mark.parametrize(
    ("ratio", "sides"),
    [
        (Ratio.SQUARE, (768, 768)),
        (Ratio.LANDSCAPE, (768, 512)),
        (Ratio.PORTRAIT, (512, 768)),
        (Ratio.WIDE, (768, 432)),
        (Ratio.TALL, (432, 768)),
    ],
)
def test_the_first_part_of_a_ratio_is_the_width(ratio: Ratio, sides: tuple[int, int]) -> None:
    assert ratio.sides(768) == sides
