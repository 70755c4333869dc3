"""What an answer means that looks as the vendor's pages show it."""

from typing import Any

import pytest

from bot.domain.errors import Garbled
from bot.domain.listings import Entry
from bot.domain.outcomes import Outcome, Pending
from bot.upstreams.imgopen.listing import MODELS
from bot.upstreams.imgopen.provider import ImgOpen
from tests.upstreams.imgopen.catalogue import code, found, outcome
from tests.upstreams.imgopen.scripted import success

DRAWN = "https://aigcoss.dobestai.com/api/outputs/txt2img-images/2023-06-13/05470-3247563571.png"
DRAWN_LATER = "https://aigcoss.zhiqiteai.cn/Output-Img2/bbbb/selfapi/8883/text2image/2023-10-11/1e682ad6-0.png"
CODEFORMER = "https://aigcoss.zhiqiteai.cn/Output-Img2/codeformer/pro1704677500319557818419.png"
A_FACE = "https://aigcoss.zhiqiteai.cn/Output-Img2/tool/faceDetection/pre1717727539423845581626-0.png"
MODEL = "photon_v1_84728.safetensors"


def finished(key: str, **data: Any) -> tuple[Outcome, list[tuple[str | None, int | None, tuple[str, ...]]]]:
    got = outcome(key, success(**data))
    return got, [(each.url, each.seed, each.flags) for each in found(got)]


def an_image(url: str, seed: int) -> dict[str, Any]:
    clean = [{"confidence": None, "label": "nonLabel"}]
    return {"img_audit": clean, "img_audit_status": True, "image_status": 1, "image_url": url, "seed": seed}


def test_the_archives_example_is_a_picture_with_a_seed_beyond_31_bits() -> None:
    images = [an_image(DRAWN, 3247563571)]
    got, pictures = finished(
        "text2image", task_id="20000051", status=2, desc="success", differentialImageRspList=images
    )
    assert pictures == [(DRAWN, 3247563571, ())]
    assert getattr(got, "upstream_id", None) == "20000051"


@pytest.mark.parametrize("desc", ["Success", "任务成功"])
@pytest.mark.parametrize("key", ["text2image", "image2image", "controlnet"])
def test_the_live_querys_example_is_a_picture_in_any_language(key: str, desc: str) -> None:
    got, pictures = finished(
        key,
        id_task="test10086555513",
        status=2,
        desc=desc,
        temporaryImageDto=None,
        differentialImageRspList=[an_image(DRAWN_LATER, 1063029203)],
    )
    assert pictures == [(DRAWN_LATER, 1063029203, ())]
    assert getattr(got, "upstream_id", None) == "test10086555513"


def test_the_answer_to_a_drawing_is_its_id() -> None:
    got = outcome("text2image", success(task_id="20000051"))
    assert isinstance(got, Pending)
    assert got.upstream_id == "20000051"


def test_fluxs_example_is_a_picture() -> None:
    _, pictures = finished("flux", taskId="11895411", status=1, outputImageUrl=CODEFORMER)
    assert pictures == [(CODEFORMER, None, ())]


def test_instantids_table_is_a_picture() -> None:
    _, pictures = finished(
        "instantid",
        taskId="pre1717727539423845581626",
        businessTaskId="10086111",
        status=1,
        outputImageUrl="https://example.com/out.png",
    )
    assert pictures == [("https://example.com/out.png", None, ())]


def test_the_example_of_a_description_is_a_text() -> None:
    caption = "a close up of a doll with long hair and blue eyes"
    data = {
        "businessTaskId": "1008464122",
        "caption": caption,
        "status": 1,
        "taskId": "test1705047542608738174022",
    }
    got = outcome("interrogate", {"code": "200", "data": data, "msg": "success"})
    assert [each.text for each in found(got)] == [caption]
    assert getattr(got, "upstream_id", None) == "test1705047542608738174022"


def test_the_example_of_a_detection_is_one_face() -> None:
    _, pictures = finished(
        "face-detection",
        businessTaskId="10086996",
        toolTask="faceDetection",
        faceUrls=[A_FACE],
        status=2,
        taskId="pre1717727539423845581626",
    )
    assert pictures == [(A_FACE, None, ())]


def test_the_example_of_an_expansion_is_a_text_although_its_status_is_0() -> None:
    words = "masterpiece, best quality, beautiful lighting, 1 girl, solo"
    got = outcome("prompts-expand", success(status=0, prompts=[words], businessTaskId="1008699601"))
    assert [each.text for each in found(got)] == [words]


@pytest.mark.parametrize("key", ["identify-style", "outpaint", "cnt-preview"])
def test_the_answer_to_a_submission_is_its_id(key: str) -> None:
    got = outcome(key, success(task_id="pre1718697515338445992201"))
    assert isinstance(got, Pending)
    assert got.upstream_id == "pre1718697515338445992201"


@pytest.mark.parametrize(("key", "filler"), [("outpaint", "80"), ("cnt-preview", "96")])
def test_an_example_that_is_only_filler_is_no_success(key: str, filler: str) -> None:
    with pytest.raises(Garbled):
        outcome(key, {"code": filler, "msg": "Lorem ipsum", "data": {"task_id": "64"}})


@pytest.mark.parametrize("key", ["text2image", "roop", "interrogate"])
def test_the_code_for_failure_is_a_failure(key: str) -> None:
    assert code(outcome(key, {"code": "400", "msg": "no"})) == "400"


A_MODEL = {
    "id": 39,
    "sdModelCheckpoint": MODEL,
    "sdModelName": "Photon",
    "modelBaseModel": "SD 1.5",
    "modelHash": "EC41BD2A8271ACDE4AE81CAC004D9F3300E7FB0870EAE8CBFE0BBC4EF8E27F91",
    "modelType": "Checkpoint",
    "modelVersion": "v1",
    "modelStatus": 1,
    "modelUploadStatus": 2,
    "modelImgUrl2": "https://aigcoss.dobestai.com/api-model-file/99f2494c430a9d7f4e6ff7b5a997e678.jpeg?Expires=1",
}


def test_the_example_of_the_model_list_is_one_model() -> None:
    page = MODELS.read({"rows": [A_MODEL], "total": 1, "pageSize": 10, "pageNum": 1})
    assert (page.entries, page.total) == ((Entry(value=MODEL, label="Photon (SD 1.5)"),), 1)


def test_the_receipt_is_the_pages_own() -> None:
    assert ImgOpen.receipt == {"code": "200"}
