from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.sandbox.upstreams import ImgOpen, Script, TintImaging
from tests.sandbox.upstreams.customers import ImgOpenCustomer, paint, pixel
from tests.sandbox.upstreams.imgopen.orders import tool_body

DETECTION, FUSION = "face/detection", "face/fusion"


def plain(colour: str) -> bytes:
    target = BytesIO()
    Image.new("RGB", (40, 40), colour).save(target, "PNG")
    return target.getvalue()


async def detect(customer: ImgOpenCustomer) -> Any:
    await customer.submit(tool_body(customer, DETECTION), tool=DETECTION)
    await customer.vendor.idle()
    return (await customer.query(tool=DETECTION)).json


async def fuse(customer: ImgOpenCustomer, *colours: str, **more: Any) -> Any:
    """Put a face of each colour into a target that is black on the left and white on the right."""
    sources = [customer.host.put(colour, plain(colour)) for colour in colours]
    target = customer.host.put("target", paint("black", size=(96, 80), form="PNG"))
    order = {"businessTaskId": "own-1", "sourceUrl": sources, "targetUrl": target, **more}
    await customer.submit(order, tool=FUSION)
    await customer.vendor.idle()
    return (await customer.query(tool=FUSION)).json


async def test_face_files_are_named_after_the_task_and_counted_from_zero(
    imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    urls = (await detect(swapper))["data"]["faceUrls"]

    platform_id = imgopen.paid_tasks[0].platform_id
    assert [url.rpartition("/")[2] for url in urls] == [f"{platform_id}-0.png", f"{platform_id}-1.png"]


async def test_faces_come_left_to_right(swapper: ImgOpenCustomer) -> None:
    left, right = [await swapper.download(url) for url in (await detect(swapper))["data"]["faceUrls"]]

    assert (pixel(left, 10), pixel(right, 10)) == ((4, 0, 0), (4, 4, 4))


async def test_no_faces_are_an_empty_list(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.scripts.append(Script.NO_FACES)

    data = (await detect(swapper))["data"]

    assert (data["status"], data["faceUrls"]) == (2, [])


async def test_no_faces_can_be_a_failure(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, no_face_answer="failed")
    imgopen.scripts.append(Script.NO_FACES)

    assert await detect(swapper) == {"code": "400", "msg": "no face was found"}


async def test_one_face_goes_where_its_number_says(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    data = (await fuse(swapper, "blue", faceIdx=2))["data"]

    picture = await swapper.download(data["fusionPictureUrl"])
    assert (pixel(picture, 10), pixel(picture, 60)) == ((0, 0, 0), (0, 0, 4))
    assert imgopen.violations == []


async def test_of_two_faces_the_first_goes_to_the_left(swapper: ImgOpenCustomer) -> None:
    data = (await fuse(swapper, "blue", "red"))["data"]

    picture = await swapper.download(data["fusionPictureUrl"])
    assert (pixel(picture, 10), pixel(picture, 60)) == ((0, 0, 4), (4, 0, 0))


async def test_a_face_that_the_target_does_not_have_fails_and_is_a_violation(
    imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    answer = await fuse(swapper, "blue", faceIdx=3)

    assert answer == {"code": "400", "msg": "face 3 was asked for and the picture has 2"}
    assert [violation.endpoint for violation in imgopen.violations] == [FUSION]


async def test_two_faces_for_a_target_with_one_fail(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.imaging = TintImaging(tint_faces=1)

    assert (await fuse(swapper, "blue", "red"))["code"] == "400"


@pytest.mark.parametrize("code", ["roop", FUSION, "instantID"])
async def test_what_needs_a_face_fails_without_one(imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str) -> None:
    imgopen.scripts.append(Script.NO_FACES)
    await swapper.submit(tool_body(swapper, code), tool=code)
    await imgopen.idle()

    assert (await swapper.query(tool=code)).json == {"code": "400", "msg": "no face was found"}


async def test_the_same_seed_makes_the_same_portrait(swapper: ImgOpenCustomer) -> None:
    order = tool_body(swapper, "instantID") | {"seed": 5}
    pictures = []
    for own_id in ("a", "b"):
        await swapper.submit(order | {"businessTaskId": own_id}, tool="instantID")
        await swapper.vendor.idle()
        data = (await swapper.query(own_id, tool="instantID")).json["data"]
        pictures.append(await swapper.download(data["outputImageUrl"]))

    assert pictures[0] == pictures[1]
