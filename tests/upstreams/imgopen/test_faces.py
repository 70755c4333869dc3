from typing import Any

import pytest

from bot.domain.outcomes import Broke, Pending
from bot.domain.sentences import Reason
from bot.domain.toolbox import FaceswapOptions
from bot.domain.toolbox.portrait import Asking, PortraitOptions
from bot.domain.tools import NoOptions
from tests.upstreams.imgopen.catalogue import OWN_ID, PICTURE, body, found, offered, outcome, refusal
from tests.upstreams.imgopen.scripted import success

SOURCE, SECOND, TARGET = (PICTURE.format(name) for name in ("source", "source_2", "target"))
PAIRS: dict[str, Any] = {"pair_order": "left_to_right"}


@pytest.mark.parametrize("key", ["roop", "v2-roop"])
def test_a_single_swap_sends_the_three_documented_fields(key: str) -> None:
    assert body(key, FaceswapOptions(), "source", "target") == {
        "sourceUrl": SOURCE,
        "targetUrl": TARGET,
        "businessTaskId": OWN_ID,
    }


@pytest.mark.parametrize(
    ("fidelity", "text"), [(0.5, "0.5"), (0.0, "0.0"), (1.0, "1.0"), (0.00001, "0.0"), (2 / 3, "0.667")]
)
def test_version_2_sends_the_fidelity_as_text(fidelity: float, text: str) -> None:
    sent = body("v2-roop", FaceswapOptions(fidelity=fidelity), "source", "target")
    assert sent["fidelityWeight"] == text


@pytest.mark.parametrize("key", ["roop", "face-fusion"])
def test_the_others_refuse_a_fidelity(key: str) -> None:
    assert refusal(key, FaceswapOptions(fidelity=0.0)) == (Reason.OPTION_UNUSED, "fidelity")


@pytest.mark.parametrize("key", ["roop", "v2-roop"])
@pytest.mark.parametrize("options", [{"face": Asking.ALWAYS}, {"faces": {"source": 1}}])
def test_a_single_swap_refuses_to_be_told_which_face(key: str, options: dict[str, Any]) -> None:
    assert refusal(key, FaceswapOptions(**options)) == (Reason.OPTION_UNUSED, "face")


@pytest.mark.parametrize("key", ["roop", "v2-roop"])
@pytest.mark.parametrize("face", [None, Asking.LARGEST, Asking.WHEN_SEVERAL])
def test_a_single_swap_takes_a_target_with_one_face(key: str, face: Asking | None) -> None:
    assert refusal(key, FaceswapOptions(face=face)) is None


def test_the_multiple_swap_does_not_look_for_the_largest_face() -> None:
    assert refusal("face-fusion", FaceswapOptions(face=Asking.LARGEST)) == (Reason.OPTION_UNUSED, "face")


@pytest.mark.parametrize("options", [{}, {"face": Asking.ALWAYS}, {"faces": {"source": 2}}])
def test_the_multiple_swap_takes_a_choice_and_the_question_before_it(options: dict[str, Any]) -> None:
    assert refusal("face-fusion", FaceswapOptions(**options)) is None


def test_the_multiple_swap_asks_by_the_detection_and_its_price_has_both() -> None:
    offer, _ = offered("face-fusion", prices={"face_fusion": 7, "face_detection": 4})
    assert (offer.asks, offer.price) == ("imgopen.face-detection", 11)
    assert offered("face-detection")[0].tool == "faces"


def test_one_source_goes_to_the_chosen_face_counted_from_one() -> None:
    options = FaceswapOptions(faces={"source": 2})
    assert body("face-fusion", options, "source", "target", number=2, callback_url="https://bot.test/x") == {
        "sourceUrl": [SOURCE],
        "targetUrl": TARGET,
        "faceIdx": 2,
        "businessTaskId": f"{OWN_ID}-2",
        "callbackUrl": "https://bot.test/x",
    }


@pytest.mark.parametrize(
    ("faces", "urls"),
    [({"source": 1, "source_2": 2}, [SOURCE, SECOND]), ({"source": 3, "source_2": 1}, [SECOND, SOURCE])],
)
def test_two_sources_go_in_the_order_of_their_faces(faces: dict[str, int], urls: list[str]) -> None:
    sent = body("face-fusion", FaceswapOptions(faces=faces), "source", "target", "source_2", settings=PAIRS)
    assert sent == {"sourceUrl": urls, "targetUrl": TARGET, "businessTaskId": OWN_ID}


def test_a_second_source_is_taken_only_where_its_order_is_known() -> None:
    second = frozenset({"source_2"})
    assert [offered(key)[0].ignores for key in ("roop", "v2-roop", "face-fusion")] == [second] * 3
    assert offered("face-fusion", **PAIRS)[0].ignores == frozenset()


def test_the_detection_sends_the_picture() -> None:
    assert body("face-detection", NoOptions(), "image", callback_url="https://bot.test/x") == {
        "imageUrl": PICTURE.format("image"),
        "businessTaskId": OWN_ID,
        "callbackUrl": "https://bot.test/x",
    }


def test_faces_keep_their_order() -> None:
    urls = [f"https://a.test/pre17-{number}.png" for number in (2, 0, 1)]
    assert [face.url for face in found(outcome("face-detection", success(faceUrls=urls)))] == urls


def test_an_empty_list_of_faces_is_believed_when_it_comes_again_and_again() -> None:
    memo: dict[str, str | int] = {}
    for number in (1, 2):
        got = outcome("face-detection", success(faceUrls=[]), memo=memo)
        assert isinstance(got, Pending)
        memo |= got.memo
        assert memo == {"empty": number}
    last = outcome("face-detection", success(faceUrls=[]), memo=memo)
    assert isinstance(last, Broke)
    assert (last.sentence.reason, last.sentence.values) == (Reason.NO_FACE, {"slot": "image"})


@pytest.mark.parametrize("data", [{}, {"faceUrls": None}, {"faceUrls": ""}])
def test_any_other_answer_begins_the_count_anew(data: dict[str, Any]) -> None:
    got = outcome("face-detection", success(**data), memo={"empty": 2})
    assert isinstance(got, Pending)
    assert got.memo == {"empty": 0}


def test_how_often_it_must_come_is_the_operators_to_say() -> None:
    assert isinstance(outcome("face-detection", success(faceUrls=[]), empty_answers=1), Broke)


def test_a_portrait_is_as_large_as_the_page_offers() -> None:
    assert body("instantid", PortraitOptions(prompt="ceramic doll"), "image") == {
        "image": PICTURE.format("image"),
        "prompt": "ceramic doll",
        "height": 960,
        "width": 960,
        "businessTaskId": OWN_ID,
    }
