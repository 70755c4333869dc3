from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.upstreams import ImgOpen, InventedEndpoint, Script
from bot.sandbox.upstreams.imgopen.tools import TRAINING
from tests.sandbox.upstreams.customers import Answer, ImgOpenCustomer
from tests.sandbox.upstreams.imgopen.orders import OWN_ID, training_body

QUERY = "/AIGCImgOpenServ/saas/modelTraining/whereIsIt"


@pytest.fixture(autouse=True)
def at_once(imgopen: ImgOpen) -> None:
    imgopen.config = replace(imgopen.config, training_s=0)


async def train(customer: ImgOpenCustomer, **more: Any) -> Answer:
    return await customer.send(TRAINING.code, training_body(customer, **more))


def result_of_training() -> InventedEndpoint:
    return InventedEndpoint(
        of=TRAINING.code, query_path=QUERY, query_id="job", result="data.model.name", progress="data.percent"
    )


async def test_a_training_looks_at_every_picture_and_makes_a_model(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    answer = await train(swapper, pictures=12, learningRate="0.0001", networkModule="networks.lora", networkDim=128)
    await imgopen.idle()

    assert answer.json["code"] == "200"
    assert swapper.host.requested == ["in.png"] * 12
    assert list(imgopen.trained) == [OWN_ID]
    assert imgopen.violations == []


async def test_the_model_list_does_not_grow_by_training(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    before = imgopen.config.models
    await train(swapper)
    await imgopen.idle()

    assert imgopen.config.models == before


async def test_the_examples_spelling_is_taken_too(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    table = training_body(swapper)
    example = {"file_url_list": table["fileUrlList"], "max_epochs": 20, "batch_size": 1, "random_crop": 0}

    answer = await swapper.send(TRAINING.code, {"taskId": OWN_ID, "learning_rate": "0.0001", **example})

    assert answer.json["code"] == "200"
    assert imgopen.violations == []


async def test_an_id_that_was_used_before_is_refused(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    await train(swapper)

    answer = await train(swapper)

    assert answer.json == {"code": "400", "msg": "taskId was used before"}
    assert len(imgopen.paid_tasks) == 1


async def test_a_picture_that_is_none_fails_the_training(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    body = training_body(swapper)
    swapper.host.put("in.png", b"text")
    await swapper.send(TRAINING.code, body)
    await imgopen.idle()

    assert (imgopen.trained, len(imgopen.paid_tasks)) == ({}, 1)


async def test_no_documented_query_knows_a_training(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    await train(swapper)
    await imgopen.idle()

    assert (await swapper.send("sd/v2/queryTaskInfo", {"businessTaskId": OWN_ID})).json["code"] == "402"


async def test_an_invented_query_tells_the_models_name(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(result_of_training())
    await train(swapper)
    await imgopen.idle()

    answer = await swapper.post(QUERY, {"job": OWN_ID})

    assert answer.json["data"]["model"] == {"name": imgopen.trained[OWN_ID]}
    assert answer.json["data"]["percent"] == 100


async def test_an_invented_query_tells_of_a_training_that_still_runs(
    imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    imgopen.invent(result_of_training())
    imgopen.scripts.append(Script.NEVER_FINISH)
    await train(swapper)
    await imgopen.idle()

    data = (await swapper.post(QUERY, {"job": OWN_ID})).json["data"]

    assert data["percent"] == 50
    assert "model" not in data
