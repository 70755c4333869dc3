from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Garbled
from bot.domain.outcomes import Broke, Finished, Outcome, Pending
from bot.upstreams.imgopen.offers import make_offers
from bot.upstreams.imgopen.settings import ImgOpenSettings
from tests.upstreams.imgopen.catalogue import code, found, outcome
from tests.upstreams.imgopen.scripted import success
from tests.upstreams.json_values import VALUES, objects

URL = "https://aigcoss.zhiqiteai.cn/Output-Img2/1.png"
OTHER = "https://aigcoss.zhiqiteai.cn/Output-Img2/2.png"
KEYS = [offer.key.removeprefix("imgopen.") for offer, _ in make_offers(ImgOpenSettings())]
UNSEEN = ["roop", "v2-roop", "face-fusion", "outpaint", "cnt-preview"]
DRAWINGS = ["text2image", "image2image", "controlnet"]
NOT_YET: list[Any] = [{"image_url": None}, {"image_url": ""}, {}, None]
SILENT = {"taskId": "pre17", "businessTaskId": "own", "toolTask": "x", "status": 1, "desc": "ok"}


def drawn(*images: Any, **settings: Any) -> list[Any]:
    return found(outcome("text2image", success(status=2, differentialImageRspList=list(images)), **settings))


def partly(status: Any = 1, *, missing: Any = None, memo: dict[str, str | int] | None = None) -> Outcome:
    """Of an answer with one picture that is there and one that is not."""
    images = [{"image_url": URL, "seed": 1}, missing]
    return outcome("text2image", success(status=status, differentialImageRspList=images), memo=memo, empty_answers=3)


@pytest.mark.parametrize("key", UNSEEN)
def test_a_picture_whose_field_no_page_shows_is_found_under_any_name(key: str) -> None:
    got = found(outcome(key, success(**SILENT, unheardOf=[URL, OTHER])))
    assert [each.url for each in got] == [URL, OTHER]


@pytest.mark.parametrize("key", UNSEEN)
@pytest.mark.parametrize("echo", ["sourceUrl", "targetUrl", "sourceImage", "image", "callbackUrl"])
def test_what_repeats_the_request_is_no_result(key: str, echo: str) -> None:
    assert isinstance(outcome(key, success(**SILENT, **{echo: URL})), Pending)


@pytest.mark.parametrize("key", UNSEEN)
def test_two_fields_that_could_be_the_result_are_garbled_and_named(key: str) -> None:
    with pytest.raises(Garbled, match=r"swapped: .*, original: "):
        outcome(key, success(swapped=URL, original=OTHER))


@pytest.mark.parametrize("key", UNSEEN)
def test_a_configured_field_decides(key: str) -> None:
    got = found(outcome(key, success(swapped=URL, original=OTHER), result_fields=["swapped"]))
    assert [each.url for each in got] == [URL]


def test_a_style_is_found_under_any_name_and_is_no_address() -> None:
    got = found(outcome("identify-style", success(**SILENT, sourceImage=URL, preview=OTHER, artStyle=" anime\0 ")))
    assert [each.text for each in got] == ["anime"]


def test_a_style_may_be_several() -> None:
    assert [each.text for each in found(outcome("identify-style", success(tags=["anime", "", "ink"])))] == [
        "anime",
        "ink",
    ]


def test_a_style_is_found_where_it_is_configured() -> None:
    got = outcome("identify-style", success(made="2026-01-01", name="anime"), result_fields=["name"])
    assert [each.text for each in found(got)] == ["anime"]
    with pytest.raises(Garbled):
        outcome("identify-style", success(made="2026-01-01", name="anime"))


@pytest.mark.parametrize("data", [{"caption": ""}, {"caption": None}, {"caption": "  "}, {}])
def test_a_description_that_is_not_there_yet_is_pending(data: dict[str, Any]) -> None:
    assert isinstance(outcome("interrogate", success(**data)), Pending)


@pytest.mark.parametrize("caption", [7, {"text": "a"}, ["a", 7], ["a"] * 101])
def test_a_description_that_is_no_text_is_garbled(caption: Any) -> None:
    with pytest.raises(Garbled):
        outcome("interrogate", success(caption=caption))


@pytest.mark.parametrize(
    ("seed", "number"), [(2**64 - 1, 2**64 - 1), ("3247563571", 3247563571), (-1, None), ("x", None)]
)
def test_a_seed_may_be_text_and_as_long_as_64_bits(seed: Any, number: int | None) -> None:
    (picture,) = drawn({"image_url": URL, "seed": seed})
    assert picture.seed == number


@pytest.mark.parametrize(
    ("marks", "flags"),
    [
        ({}, ()),
        ({"img_audit": None, "img_audit_status": None, "image_status": None}, ()),
        ({"img_audit": [{"label": "nonLabel"}], "img_audit_status": True, "image_status": 1}, ()),
        ({"image_status": "1", "img_audit_status": "true"}, ()),
        ({"img_audit": [{"label": "porn", "confidence": 0.9}, {"label": "nonLabel"}]}, ("porn",)),
        ({"img_audit": [{"label": "ad"}, {"label": "ad"}, {"label": "血"}]}, ("ad", "血")),
        ({"img_audit_status": False}, ("img_audit_status",)),
        ({"img_audit_status": 0}, ("img_audit_status",)),
        ({"image_status": 2}, ("image_status 2",)),
        ({"image_status": "blocked"}, ("image_status blocked",)),
        ({"img_audit": [{"label": "x"}], "img_audit_status": False}, ("x", "img_audit_status")),
        ({"img_audit": "none", "img_audit_status": "?"}, ()),
    ],
)
def test_a_picture_is_flagged_by_what_is_there_and_not_clean(marks: dict[str, Any], flags: tuple[str, ...]) -> None:
    (picture,) = drawn({"image_url": URL, **marks})
    assert picture.flags == flags


def test_what_is_clean_is_the_operators_to_say() -> None:
    audit = {"clean_labels": ["ok"], "clean_image_statuses": [7]}
    (picture,) = drawn({"image_url": URL, "img_audit": [{"label": "ok"}], "image_status": 7}, audit=audit)
    assert picture.flags == ()


def test_each_picture_has_its_own_seed_and_flags() -> None:
    got = drawn({"image_url": URL, "seed": 1}, {"image_url": "", "seed": 2}, {"image_url": OTHER, "image_status": 2})
    assert [(each.url, each.seed, each.flags) for each in got] == [(URL, 1, ()), (OTHER, None, ("image_status 2",))]


@pytest.mark.parametrize("status", [0, 1, 3, "1", None, 4])
@pytest.mark.parametrize("images", [[], None, [{"image_url": None}]])
def test_a_drawing_without_pictures_is_under_way(status: Any, images: Any) -> None:
    assert isinstance(outcome("text2image", success(status=status, differentialImageRspList=images)), Pending)


@pytest.mark.parametrize("status", [0, 1, 3, "1", None])
@pytest.mark.parametrize("missing", NOT_YET, ids=str)
def test_a_drawing_of_which_a_picture_is_missing_is_waited_for(status: Any, missing: Any) -> None:
    assert isinstance(partly(status, missing=missing), Pending)


@pytest.mark.parametrize("status", [2, "2"])
@pytest.mark.parametrize("missing", NOT_YET, ids=str)
def test_a_drawing_that_is_done_has_the_pictures_that_are_there(status: Any, missing: Any) -> None:
    assert [each.url for each in found(partly(status, missing=missing))] == [URL]


def test_a_drawing_of_which_a_picture_stays_missing_is_taken_as_it_is_in_the_end() -> None:
    first = partly()
    assert isinstance(first, Pending)
    second = partly(memo=dict(first.memo))
    assert isinstance(second, Pending)
    assert [each.url for each in found(partly(memo=dict(second.memo)))] == [URL]


@pytest.mark.parametrize("status", [2, "2"])
@pytest.mark.parametrize("key", DRAWINGS)
def test_a_drawing_that_is_done_without_pictures_has_failed(key: str, status: Any) -> None:
    assert code(outcome(key, success(status=status, differentialImageRspList=[]))) == "status 2"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("text2image", "sd"),
        ("flux", "flux"),
        ("roop", "roop"),
        ("v2-roop", "v2_roop"),
        ("instantid", "instantid"),
        ("interrogate", "interrogate"),
        ("face-fusion", "face_fusion"),
        ("face-detection", "face_detection"),
        ("prompts-expand", "prompts_expand"),
        ("identify-style", "identify_style"),
        ("outpaint", "outpaint"),
        ("cnt-preview", "cnt_preview"),
    ],
)
def test_every_endpoint_has_a_map_of_its_own(key: str, name: str) -> None:
    assert code(outcome(key, success(status=9), status_maps={name: {"9": "failed"}})) == "status 9"
    assert isinstance(outcome(key, success(status=9)), Pending)


_IMAGES = objects("image_url", "seed", "img_audit", "img_audit_status", "image_status")
_FIELDS = objects(
    "differentialImageRspList",
    "outputImageUrl",
    "caption",
    "faceUrls",
    "prompts",
    "status",
    "task_id",
    "taskId",
    "businessTaskId",
    "unheardOf",
    of=VALUES | _IMAGES | st.lists(_IMAGES),
)


@pytest.mark.parametrize("key", KEYS)
@given(data=VALUES | _FIELDS)
def test_whatever_data_says_becomes_an_outcome_or_is_garbled(key: str, data: Any) -> None:
    try:
        got = outcome(key, {"code": "200", "data": data})
    except Garbled:
        return
    assert isinstance(got, Pending | Finished | Broke)
    repr(got).encode()
