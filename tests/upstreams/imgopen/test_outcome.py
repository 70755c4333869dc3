from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Garbled
from bot.domain.outcomes import Broke, Finished, Outcome, Pending
from bot.domain.sentences import Reason
from bot.upstreams.imgopen.outcome import read_outcome
from bot.upstreams.imgopen.readings import undocumented_pictures
from bot.upstreams.imgopen.route import Route
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.statuses import Meaning, StatusMap, failure_by
from bot.upstreams.imgopen.wire import Envelope
from bot.upstreams.lenient import read
from tests.upstreams.json_values import VALUES, objects

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URL = "https://aigcoss.zhiqiteai.cn/Output-Img2/1.png"
DEFAULTS = ImgOpenSettings()


def outcome(
    answer: dict[str, Any], *, status_map: StatusMap | None = None, settings: ImgOpenSettings = DEFAULTS
) -> Outcome:
    envelope = read(Envelope, answer, title="Img Open")
    reading = undocumented_pictures(settings.result_fields)
    route = Route(path="/", read=reading, failure=failure_by(status_map or {}))
    return read_outcome(envelope, route=route, settings=settings, now=NOW)


def urls(got: Outcome) -> list[str | None]:
    assert isinstance(got, Finished)
    return [found.url for found in got.found]


def succeeded(**data: Any) -> dict[str, Any]:
    return {"code": "200", "msg": "success", "data": data}


@pytest.mark.parametrize("field", ["task_id", "taskId", "id_task"])
def test_a_bare_id_is_pending_however_it_is_spelt(field: str) -> None:
    assert outcome(succeeded(**{field: "pre1718697515338445992201"})) == Pending(
        upstream_id="pre1718697515338445992201"  # type: ignore[arg-type]  # the id's type is only a name
    )


@pytest.mark.parametrize("status", [0, 1, 2, 3, "1", "2", None, -1, "done"])
def test_a_result_is_a_result_whatever_the_status_says(status: Any) -> None:
    every_status_fails = dict.fromkeys(range(-1, 4), Meaning.FAILED)
    assert urls(outcome(succeeded(status=status, outputImageUrl=URL), status_map=every_status_fails)) == [URL]


@pytest.mark.parametrize("status", [0, 1, 2, "2", None, "done"])
@pytest.mark.parametrize("empty", ["", None, []])
def test_without_a_result_and_without_a_map_every_status_is_pending(status: Any, empty: Any) -> None:
    assert isinstance(outcome(succeeded(status=status, outputImageUrl=empty)), Pending)


@given(st.dictionaries(st.integers(0, 9), st.sampled_from(Meaning)), st.integers(0, 9), st.booleans())
def test_any_map_is_followed(status_map: StatusMap, status: int, as_text: bool) -> None:  # noqa: FBT001 (drawn)
    got = outcome(succeeded(status=str(status) if as_text else status), status_map=status_map)
    assert isinstance(got, Broke) is (status_map.get(status) is Meaning.FAILED)


@pytest.mark.parametrize("code", ["400", 400])
@pytest.mark.parametrize("data", [{}, {"data": None}, {"data": {}}, {"data": []}])
def test_the_code_for_failure_is_a_failure_that_names_it(code: str | int, data: dict[str, Any]) -> None:
    got = outcome({"code": code, "msg": "no", **data})
    assert isinstance(got, Broke)
    assert got.sentence.reason is Reason.UPSTREAM_FAILED
    assert got.sentence.values["code"] == "400"


@pytest.mark.parametrize("code", ["402", "80", "96", "401", "429", "500", 503, "0", ""])
@pytest.mark.parametrize("data", [{}, {"data": None}, {"data": {"outputImageUrl": URL}}])
def test_any_other_code_says_nothing_about_the_task(code: str | int, data: dict[str, Any]) -> None:
    with pytest.raises(Garbled, match=f"code {code}: busy"):
        outcome({"code": code, "msg": "busy", **data})


def test_the_number_200_is_success_too() -> None:
    assert urls(outcome({"code": 200, "data": {"outputImageUrl": URL}})) == [URL]


@pytest.mark.parametrize("answer", [{}, {"code": None}, {"code": True}, {"status": 200}])
def test_an_answer_without_a_code_is_garbled(answer: dict[str, Any]) -> None:
    with pytest.raises(Garbled):
        outcome(answer)


def test_several_pictures_keep_their_order() -> None:
    assert urls(outcome(succeeded(outputImageUrls=[URL, URL + "2"]))) == [URL, URL + "2"]


def test_the_first_configured_field_with_a_result_counts() -> None:
    settings = ImgOpenSettings(result_fields=("swapped", "picture"))
    answer = succeeded(swapped="", picture=URL, outputImageUrl=URL + "2")
    assert urls(outcome(answer, settings=settings)) == [URL]


def test_a_result_that_is_no_address_is_garbled() -> None:
    with pytest.raises(Garbled):
        outcome(succeeded(outputImageUrl=42))


def test_a_result_expires_as_configured() -> None:
    got = outcome(succeeded(outputImageUrl=URL), settings=ImgOpenSettings(result_ttl_s=60))
    assert isinstance(got, Finished)
    assert got.found[0].expires_at == NOW + timedelta(minutes=1)


def test_a_result_of_unknown_lifetime_has_no_expiry() -> None:
    got = outcome(succeeded(outputImageUrl=URL))
    assert isinstance(got, Finished)
    assert got.found[0].expires_at is None


PAGES: Iterable[dict[str, Any]] = [
    succeeded(taskId="pre1717727539423845581626", status=1, outputImageUrl=URL),
    succeeded(taskId="11895411", status=0, outputImageUrl=URL),
    succeeded(task_id="20000051", status=2, desc="success", imageUrls=[URL]),
    succeeded(id_task="test10086555513", status=2, desc="Success", temporaryImageDto=None, imageUrl=URL),
]


@pytest.mark.parametrize("page", PAGES)
def test_finished_answers_as_the_pages_show_them_are_finished(page: dict[str, Any]) -> None:
    got = outcome(page)
    assert isinstance(got, Finished)
    assert got.upstream_id


@given(
    objects("code", "msg", "data")
    | st.builds(succeeded)
    | objects("task_id", "taskId", "status", "outputImageUrl", "imageUrls").map(lambda data: succeeded(**data))
    | st.builds(lambda value: {"code": "200", "data": value}, VALUES)
)
def test_no_json_object_raises_anything_but_garbled(answer: dict[str, Any]) -> None:
    try:
        got = outcome(answer)
    except Garbled:
        return
    assert isinstance(got, Pending | Finished | Broke)
