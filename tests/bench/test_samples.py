import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.samples import Sample, percentile, slope, standard_error

some = st.lists(st.floats(-1e9, 1e9), min_size=1)


def test_the_99th_percentile_of_a_hundred_is_the_second_largest() -> None:
    assert percentile(range(1, 101), 0.99) == 99


def test_the_99th_percentile_of_a_few_is_the_largest() -> None:
    assert percentile([3, 1, 2], 0.99) == 3


@given(some, st.floats(0, 1))
def test_a_percentile_is_one_of_the_values_and_at_least_its_share_is_no_larger(
    values: list[float], share: float
) -> None:
    found = percentile(values, share)

    assert found in values
    assert sum(value <= found for value in values) >= share * len(values)


def test_the_spread_is_a_share_of_the_median() -> None:
    assert Sample((8.0, 10.0, 13.0)).spread == 0.5


def test_the_standard_error_shrinks_with_the_root_of_the_number() -> None:
    assert standard_error([1, 3]) == pytest.approx(1)
    assert standard_error([1, 3] * 50) == pytest.approx(0.1, rel=0.01)


def test_nothing_has_no_median() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        Sample.of([])


def test_a_straight_line_has_its_slope_and_no_error() -> None:
    growth, error = slope([5, 7, 9, 11])

    assert growth == pytest.approx(2)
    assert error == pytest.approx(0, abs=1e-9)


def test_what_only_wavers_has_a_slope_within_its_error() -> None:
    growth, error = slope([1, -1, 1, -1, 1, -1, 1])

    assert abs(growth) < error


def test_two_values_have_no_error_to_tell() -> None:
    with pytest.raises(ValueError, match="three"):
        slope([1, 2])
