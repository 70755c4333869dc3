from typing import Any

import pytest
from hypothesis import given

from bot.domain.errors import Garbled, Misconfigured
from bot.domain.listings import Entry, ListKind
from bot.upstreams.imgopen.listing import MODELS
from tests.upstreams.imgopen.scripted import KEY, Scripted, success
from tests.upstreams.json_values import VALUES, objects

PATH = "sd/v2/queryModelList"


def row(number: int) -> dict[str, Any]:
    return {"id": number, "sdModelCheckpoint": f"{number}.ckpt", "sdModelName": f"Model {number}"}


def page(*rows: Any, total: Any = None) -> dict[str, Any]:
    return success(rows=list(rows), total=total, pageSize=50, pageNum=1)


async def models(vendor: Scripted) -> list[str]:
    return [entry.value for entry in await vendor.upstream().listing(ListKind.MODEL, KEY)]


async def test_every_page_is_read_until_all_rows_were_there(vendor: Scripted) -> None:
    vendor.answer(PATH, page(row(1), row(2), total=3), page(row(3), total="3"))
    assert await models(vendor) == ["1.ckpt", "2.ckpt", "3.ckpt"]
    assert [body for _, body in vendor.asked] == [{"pageSize": 50, "pageNum": number} for number in (1, 2)]


async def test_without_a_total_an_empty_page_is_the_last(vendor: Scripted) -> None:
    vendor.answer(PATH, page(row(1)), page(row(2)), page())
    assert await models(vendor) == ["1.ckpt", "2.ckpt"]


async def test_a_vendor_that_sends_the_same_page_again_is_not_asked_for_ever(vendor: Scripted) -> None:
    vendor.answer(PATH, page(row(1), row(2)))
    assert await models(vendor) == ["1.ckpt", "2.ckpt"]
    assert len(vendor.asked) == 2


async def test_forty_pages_are_enough(vendor: Scripted) -> None:
    vendor.answer(PATH, *(page(row(number), total=10**6) for number in range(60)))
    assert len(await models(vendor)) == len(vendor.asked) == 40


async def test_a_broken_row_is_passed_over_and_counts(vendor: Scripted) -> None:
    vendor.answer(PATH, page(None, {"sdModelName": "nameless"}, "x", row(1), total=4))
    assert await models(vendor) == ["1.ckpt"]
    assert len(vendor.asked) == 1


async def test_a_page_of_broken_rows_is_not_the_last(vendor: Scripted) -> None:
    vendor.answer(PATH, page({}, {}), page(row(1), total=3))
    assert await models(vendor) == ["1.ckpt"]


async def test_a_model_that_is_there_twice_is_listed_once(vendor: Scripted) -> None:
    vendor.answer(PATH, page(row(1), row(1), row(2), total=3))
    assert await models(vendor) == ["1.ckpt", "2.ckpt"]


def test_a_model_is_shown_by_its_name_or_else_by_its_file() -> None:
    rows = [
        {"sdModelCheckpoint": "a.ckpt", "modelBaseModel": "SDXL"},
        {"sdModelCheckpoint": "b.ckpt", "sdModelName": "B"},
    ]
    labels = [entry.label for entry in MODELS.read({"rows": rows}).entries]
    assert labels == ["a.ckpt (SDXL)", "B"]


def test_a_models_long_name_is_never_cut() -> None:
    name = "x" * 90 + ".safetensors"
    assert [entry.value for entry in MODELS.read({"rows": [{"sdModelCheckpoint": name}]}).entries] == [name]


async def test_the_key_goes_in_both_headers(vendor: Scripted) -> None:
    vendor.answer(PATH, page(row(1), total=1))
    await models(vendor)
    (headers,) = vendor.headers
    assert headers["X-Request-req-accessKeyId"] == KEY["access_key_id"].get_secret_value()
    assert headers["X-Request-req-accessKeySecret"] == KEY["access_key_secret"].get_secret_value()


@pytest.mark.parametrize("code", ["400", "402", "500"])
async def test_a_refused_list_is_garbled(vendor: Scripted, code: str) -> None:
    vendor.answer(PATH, {"code": code, "msg": "no"})
    with pytest.raises(Garbled, match=f"code {code}"):
        await models(vendor)


async def test_without_a_key_nothing_is_asked(vendor: Scripted) -> None:
    with pytest.raises(Misconfigured):
        await vendor.upstream().listing(ListKind.MODEL, None)
    assert vendor.asked == []


async def test_a_list_that_no_document_describes_is_not_offered(vendor: Scripted) -> None:
    upstream = vendor.upstream()
    assert upstream.lists == {ListKind.MODEL}
    assert await upstream.listing(ListKind.VAE, KEY) == ()
    assert vendor.asked == []


async def test_a_list_that_the_operator_describes_is(vendor: Scripted) -> None:
    table = {"path": "/loras", "rows": "data.items", "value": "key", "label": "title"}
    upstream = vendor.upstream(endpoints={"lora_list": table})
    vendor.answers["/loras"].append(success(items=[{"key": "grain", "title": "Film grain"}]))
    assert upstream.lists == {ListKind.MODEL, ListKind.LORA}
    assert await upstream.listing(ListKind.LORA, KEY) == (Entry(value="grain", label="Film grain"),)


@pytest.mark.parametrize(("listed", "personal"), [(True, {ListKind.LORA}), (False, set())])
def test_the_list_that_names_what_was_trained_is_the_one_the_operator_says(
    vendor: Scripted, *, listed: bool, personal: set[ListKind]
) -> None:
    trained = {"query": "/t", "result": "data.name", "makes": "lora", "listed": listed}
    assert vendor.upstream().personal_lists == set()
    assert vendor.upstream(endpoints={"training_result": trained}).personal_lists == personal


@given(VALUES | objects("rows", "total", of=VALUES))
def test_no_page_raises_anything(data: Any) -> None:
    assert all(entry.value for entry in MODELS.read(data).entries)
