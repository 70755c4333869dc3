"""How the vendors' books show in which way the bot learnt of a picture."""

from datetime import datetime

import pytest

from bot.domain.ids import UpstreamId
from bot.domain.tasks import Task
from bot.sandbox.demo.ways import Books, Way
from bot.sandbox.upstreams import Call, CallbackTry
from tests.sandbox.demo.parts import after, heard, question, task

ROW = task()
OTHER = task(upstream_id=UpstreamId("tiger-2"))


def books(*entries: Call | CallbackTry) -> Books:
    """Both books, from entries of either."""
    return Books(
        calls=[each for each in entries if isinstance(each, Call)],
        callbacks=[each for each in entries if isinstance(each, CallbackTry)],
        settled_at={},
    )


@pytest.mark.parametrize(
    ("entries", "way"),
    [
        ([], None),
        ([heard(ROW, after(1))], None),
        ([question(ROW, after(1))], Way.POLL),
        ([heard(ROW, after(1)), question(ROW, after(2))], Way.CALLBACK),
        ([question(ROW, after(1)), heard(ROW, after(2)), question(ROW, after(3))], Way.CALLBACK),
        ([question(ROW, after(1)), heard(ROW, after(2))], Way.POLL),
        ([heard(ROW, after(1), delivered=False), question(ROW, after(2))], Way.POLL),
        ([heard(OTHER, after(1)), question(ROW, after(2))], Way.POLL),
        ([heard(ROW, after(1)), question(OTHER, after(2))], None),
    ],
    ids=[
        "nobody spoke",
        "called, but never asked",
        "asked",
        "called, then asked",
        "asked in vain, called, asked again",
        "called too late",
        "called, but not heard",
        "called about another task",
        "asked about another task",
    ],
)
def test_a_callback_counts_if_it_was_heard_before_the_last_question(
    entries: list[Call | CallbackTry], way: Way | None
) -> None:
    assert books(*entries).way(ROW) is way


@pytest.mark.parametrize(
    "body", [{"businessTaskId": ROW.id}, {"taskid": ROW.upstream_id, "type": 1}, {"task_id": ROW.upstream_id}]
)
def test_a_question_names_the_task_by_our_id_or_by_the_vendor_s(body: dict[str, object]) -> None:
    call = Call(endpoint="queryTask", body=body, at=after(1))

    assert books(call).questions(ROW) == [call]


@pytest.mark.parametrize("body", [None, "text", [ROW.id], {"ids": [ROW.id]}, {"taskid": None}])
def test_what_names_no_task_is_no_question_about_one(body: object) -> None:
    assert books(Call(endpoint="gettask", body=body, at=after(1))).questions(ROW) == []


def test_a_task_without_a_vendor_s_id_is_not_meant_by_an_empty_name() -> None:
    unsent = task(upstream_id=None)

    assert books(Call(endpoint="gettask", body={"taskid": None}, at=after(1))).questions(unsent) == []


def test_a_submission_is_no_question() -> None:
    assert books(submission(ROW, after(1))).questions(ROW) == []


def submission(about: Task, at: datetime) -> Call:
    """It names the task, too."""
    return Call(endpoint="createtask", body={"chtaskid": about.id}, at=at)
