from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import TaskId
from bot.domain.offers import InputPicture, Order
from bot.domain.tools import NoOptions


def picture(name: str) -> InputPicture:
    return InputPicture(url=f"https://cdn.example/{name}", filename=name)


def order(names: Iterable[str] = (), *, round_: int = 1) -> Order:
    return Order(
        task_id=TaskId("a-task"),
        options=NoOptions(),
        pictures={name: picture(name) for name in names},
        round=round_,
    )


def test_the_first_submission_goes_by_the_tasks_own_id() -> None:
    assert order().own_id == "a-task"


def test_every_further_submission_goes_by_an_id_of_its_own() -> None:
    assert [order(round_=number).own_id for number in (2, 3)] == ["a-task-2", "a-task-3"]


@given(st.permutations([f"pictures-{number}" for number in range(1, 13)]))
@settings(deadline=None)
def test_a_series_comes_in_the_order_of_its_numbers_however_it_is_kept(names: list[str]) -> None:
    assert [given.filename for given in order(names).series("pictures")] == [
        f"pictures-{number}" for number in range(1, 13)
    ]


def test_other_pictures_are_not_of_the_series() -> None:
    assert [given.filename for given in order(["mask", "pictures-1", "pictures", "picture-2"]).series("pictures")] == [
        "pictures-1"
    ]


def test_a_series_that_was_not_given_is_empty() -> None:
    assert order(["image"]).series("pictures") == []
