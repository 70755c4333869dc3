from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.domain.errors import Garbled
from bot.domain.outcomes import Broke, Finished, Outcome, Pending
from bot.domain.sentences import Reason
from bot.upstreams.lenient import read
from bot.upstreams.magictiger.outcome import read_outcome
from bot.upstreams.magictiger.settings import MagicTigerSettings, Meaning
from bot.upstreams.magictiger.wire import TaskObject
from tests.upstreams.json_values import VALUES, objects

URL = "https://results.test/out.jpg"
FACE = "https://results.test/face-{}.jpg"
PLAIN, MULTI = 1, 2
NOW = datetime(2026, 9, 1, tzinfo=UTC)

EXAMPLE: dict[str, Any] = {
    "taskid": "",
    "status": 0,
    "queuenum": 0,
    "errorcode": 0,
    "errormsg": "",
    "inputurl": "",
    "inpathwidth": 1,
    "inpathsize": 1,
    "inpathheight": 1,
    "inpathext": "jpg",
    "outpathwidth": 1,
    "outpathsize": 1,
    "outpathheight": 1,
    "outpathext": "jpg",
    "outputurl": "",
    "facenum": 1,
    "chtaskid": "",
    "facelist": [{"inputurl": "", "inpathwidth": 1, "inpathext": "jpg", "outputurl": ""}],
}
"""The document's own, with its filler values; `facelist` is shortened."""


def outcome(data: dict[str, Any], *, type_code: int = PLAIN, **given: Any) -> Outcome:
    settings = MagicTigerSettings.model_validate({"multi_output_types": [MULTI], **given})
    task = read(TaskObject, data, title="Magic Tiger")
    return read_outcome(task, type_code=type_code, settings=settings, now=NOW, quote=lambda words: words)


def urls(got: Outcome) -> list[str | None]:
    assert isinstance(got, Finished)
    return [found.url for found in got.found]


def faces(count: int) -> list[dict[str, str]]:
    return [{"outputurl": FACE.format(number)} for number in range(count)]


def test_the_documents_example_is_pending() -> None:
    assert outcome(EXAMPLE) == Pending()


@pytest.mark.parametrize("status", [-1, 0, 1, 2, 3, 99, None, "2", "done"])
def test_without_a_map_a_result_is_a_success_whatever_the_status(status: Any) -> None:
    assert urls(outcome({**EXAMPLE, "status": status, "outputurl": URL})) == [URL]


@pytest.mark.parametrize("code", [9000003, "9000003", -1])
def test_without_a_map_a_task_error_is_a_failure_that_names_it(code: Any) -> None:
    got = outcome({**EXAMPLE, "errorcode": code, "errormsg": "no luck", "outputurl": URL})
    assert isinstance(got, Broke)
    assert got.sentence.values["code"] == str(code)
    assert "no luck" in got.detail


@pytest.mark.parametrize("nothing", [0, "0", "", None, False])
def test_an_empty_task_error_is_none(nothing: Any) -> None:
    assert urls(outcome({**EXAMPLE, "errorcode": nothing, "outputurl": URL})) == [URL]


def test_faces_are_no_results_of_an_ordinary_type() -> None:
    assert urls(outcome({"outputurl": URL, "facelist": faces(2)})) == [URL]


def test_part_results_stand_in_where_there_is_no_main_one() -> None:
    assert urls(outcome({"outputurl": "", "facelist": faces(2)})) == [FACE.format(0), FACE.format(1)]


def test_a_type_with_several_outputs_gives_them_all_and_none_twice() -> None:
    data = {"outputurl": FACE.format(0), "facenum": 7, "facelist": faces(3)}
    assert urls(outcome(data, type_code=MULTI)) == [FACE.format(number) for number in range(3)]


def test_part_results_wait_until_every_one_is_there() -> None:
    data = {"facelist": [*faces(2), {"outputurl": ""}, {}]}
    assert isinstance(outcome(data, type_code=MULTI), Pending)


def test_parts_that_are_missing_do_not_hold_a_main_result_back() -> None:
    data = {"outputurl": URL, "facelist": [*faces(2), {"outputurl": ""}]}
    assert urls(outcome(data, type_code=MULTI)) == [URL, FACE.format(0), FACE.format(1)]


def test_a_mapped_success_brings_the_parts_that_are_there() -> None:
    data = {"status": 2, "facelist": [*faces(2), {"outputurl": None}]}
    assert urls(outcome(data, type_code=MULTI, status_map={2: "succeeded"})) == [FACE.format(0), FACE.format(1)]


def test_colourising_makes_several_pictures_without_being_told_so() -> None:
    data = {"outputurl": URL, "facenum": 1, "facelist": faces(3)}
    assert len(urls(outcome(data, type_code=7, types={"colorize": 7}))) == 4
    assert len(urls(outcome(data, type_code=8, types={"colorize": 7, "restore": 8}))) == 1


@pytest.mark.parametrize(("facenum", "parts"), [(0, 3), (99, 3), (-1, 1), ("3", 2), (None, 2), ("many", 1)])
def test_the_number_of_parts_is_that_of_the_list(facenum: Any, parts: int) -> None:
    data = {"facenum": facenum, "facelist": faces(parts)}
    assert len(urls(outcome(data, type_code=MULTI))) == parts


def test_how_long_a_result_lives_is_only_known_if_the_operator_knows_it() -> None:
    unknown, known = (outcome({"outputurl": URL}, **given) for given in ({}, {"result_ttl_s": 60}))
    assert isinstance(unknown, Finished)
    assert isinstance(known, Finished)
    assert [got.found[0].expires_at for got in (unknown, known)] == [None, NOW + timedelta(seconds=60)]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (1001003, Reason.PICTURE_REFUSED),
        (1001004, Reason.PICTURE_REFUSED),
        (1001002, Reason.UPSTREAM_FAILED),
        (9000003, Reason.UPSTREAM_FAILED),
    ],
)
def test_a_task_that_fails_for_its_picture_says_so(code: int, reason: Reason) -> None:
    got = outcome({"errorcode": code})
    assert isinstance(got, Broke)
    assert (got.sentence.reason, got.sentence.values["code"]) == (reason, str(code))


@pytest.mark.parametrize("facelist", [None, [], {}, "", 0])
def test_an_empty_face_list_is_no_obstacle(facelist: Any) -> None:
    assert urls(outcome({"outputurl": URL, "facelist": facelist}, type_code=MULTI)) == [URL]


@pytest.mark.parametrize("queuenum", [3, "3"])
def test_the_place_in_the_queue_is_told(queuenum: Any) -> None:
    assert outcome({**EXAMPLE, "queuenum": queuenum}) == Pending(position=3)


MAPS = st.dictionaries(st.integers(0, 9), st.sampled_from(Meaning), min_size=1)


@given(MAPS, st.integers(0, 9), st.booleans())
def test_any_map_decides_alone(status_map: dict[int, Meaning], status: int, has_error: bool) -> None:  # noqa: FBT001 (drawn)
    data = {"status": status, "outputurl": URL, "errorcode": 5 if has_error else 0}
    kinds = {Meaning.PENDING: Pending, Meaning.SUCCEEDED: Finished, Meaning.FAILED: Broke}
    got = outcome(data, status_map=status_map)
    assert isinstance(got, kinds[status_map.get(status, Meaning.PENDING)])


def test_a_status_that_is_not_in_the_map_is_warned_of() -> None:
    with capture_logs() as lines:
        outcome({"status": 8, "outputurl": URL}, status_map={2: "succeeded"})
    assert [(line["event"], line["status"]) for line in lines] == [("status is not in the map", 8)]


def test_a_mapped_success_without_a_result_is_garbled() -> None:
    with pytest.raises(Garbled):
        outcome(EXAMPLE, status_map={0: "succeeded"})


def test_a_mapped_failure_without_a_code_names_its_status() -> None:
    got = outcome({"status": 3}, status_map={3: "failed"})
    assert isinstance(got, Broke)
    assert got.sentence.values["code"] == "status 3"


@pytest.mark.parametrize("url", [7, "javascript:alert(1)", {"a": 1}])
def test_a_result_that_is_no_address_is_garbled(url: Any) -> None:
    with pytest.raises(Garbled):
        outcome({"outputurl": url})


@given(
    objects(*EXAMPLE) | objects("facelist", of=st.lists(objects("outputurl"), max_size=3)),
    st.sampled_from([PLAIN, MULTI]),
    st.sampled_from([{}, {"0": "succeeded", "1": "failed"}]),
    VALUES,
)
def test_no_json_object_raises_anything_but_garbled(
    data: dict[str, Any], type_code: int, status_map: dict[str, str], status: Any
) -> None:
    try:
        got = outcome({"status": status, **data}, type_code=type_code, status_map=status_map)
    except Garbled:
        return
    assert isinstance(got, Pending | Finished | Broke)
