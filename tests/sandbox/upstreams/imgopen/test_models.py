from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.upstreams import ImgOpen, model_row
from bot.sandbox.upstreams.imgopen import MODELS
from tests.sandbox.upstreams.customers import ImgOpenCustomer

DOCUMENTED = {
    "id",
    "sdModelCheckpoint",
    "sdModelName",
    "modelBaseModel",
    "modelHash",
    "modelType",
    "modelVersion",
    "modelStatus",
    "modelUploadStatus",
    "modelImgUrl2",
}


async def ask(customer: ImgOpenCustomer, **more: Any) -> Any:
    answer = await customer.send("sd/v2/queryModelList", {"pageSize": 50, "pageNum": 1, **more})
    return answer.json["data"]


def names(data: Any) -> list[str]:
    return [row["sdModelName"] for row in data["rows"]]


async def test_a_row_has_twelve_fields_ten_of_which_are_documented(swapper: ImgOpenCustomer) -> None:
    row = (await ask(swapper))["rows"][0]

    assert len(row) == 12
    assert row.keys() > DOCUMENTED


async def test_pages_are_counted_from_one_and_end_with_an_empty_one(swapper: ImgOpenCustomer) -> None:
    pages = [await ask(swapper, pageSize=3, pageNum=number) for number in (1, 2, 3, 4)]

    assert [len(page["rows"]) for page in pages] == [3, 3, 2, 0]
    assert {(page["total"], page["pageSize"]) for page in pages} == {(len(MODELS), 3)}
    assert [name for page in pages for name in names(page)] == [row["sdModelName"] for row in MODELS]


@pytest.mark.parametrize(
    ("filters", "found"),
    [({"sdModelName": "Photon"}, ["Photon"]), ({"sdModelCheckpoint": "gouache"}, ["Gouache XL"])],
)
async def test_rows_are_filtered(swapper: ImgOpenCustomer, filters: dict[str, str], found: list[str]) -> None:
    assert names(await ask(swapper, **filters)) == found


async def test_the_list_changes_while_the_vendor_runs(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, models=(model_row(7, "New", "new.safetensors", "SDXL 1.0"),))

    (row,) = (await ask(swapper))["rows"]

    assert (row["id"], row["sdModelCheckpoint"], row["modelBaseModel"]) == (7, "new.safetensors", "SDXL 1.0")


async def test_a_page_can_be_shorter_than_was_asked_for(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, most_rows=2)

    data = await ask(swapper)

    assert (len(data["rows"]), data["pageSize"]) == (2, 2)


@pytest.mark.parametrize("change", [{"pageSize": 0}, {"pageNum": 0}, {"pageSize": "10"}, {"query": "x"}])
async def test_a_wrong_question_is_a_violation(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, change: dict[str, Any]
) -> None:
    answer = await swapper.send("sd/v2/queryModelList", {"pageSize": 10, "pageNum": 1, **change})

    assert answer.json["code"] == "400"
    assert [violation.endpoint for violation in imgopen.violations] == ["sd/v2/queryModelList"]


async def test_asking_costs_nothing(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    await ask(swapper)

    assert (imgopen.credits, imgopen.paid_tasks) == (1000, [])
