from datetime import timedelta
from typing import Any

import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import MagicTiger, Script
from tests.sandbox.upstreams.customers import MagicTigerCustomer, paint, pixel

PICTURE_FIELDS = [
    "inputurl", "inpathwidth", "inpathsize", "inpathheight", "inpathext",
    "outpathwidth", "outpathsize", "outpathheight", "outpathext", "outputurl",
]  # fmt: skip


async def test_a_task_is_created_asked_for_and_downloaded(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    created = await enhancer.create()
    await magictiger.idle()
    answer = await enhancer.get(created.json["data"]["taskid"])

    assert (created.json["code"], created.json["msg"]) == (0, "")
    assert set(created.json["data"]) == {"taskid", "status", "queuenum"}
    data = answer.json["data"]
    assert (data["status"], data["errorcode"], data["errormsg"]) == (2, 0, "")
    picture = await enhancer.download(data["outputurl"])
    assert (pixel(picture, 10), pixel(picture, 85)) == ((4, 4, 4), (4, 0, 0))
    assert magictiger.violations == []


async def test_the_task_object_has_all_documented_fields_in_order(enhancer: MagicTigerCustomer) -> None:
    data = await enhancer.enhance(enhancer.order(chtaskid="own-1"))

    assert list(data) == [
        "taskid", "status", "queuenum", "errorcode", "errormsg", *PICTURE_FIELDS, "facenum", "chtaskid", "facelist",
    ]  # fmt: skip
    assert list(data["facelist"][0]) == PICTURE_FIELDS
    assert data["chtaskid"] == "own-1"


async def test_the_task_object_tells_what_both_pictures_are(enhancer: MagicTigerCustomer) -> None:
    picture = paint(size=(80, 70), form="PNG")

    data = await enhancer.enhance(enhancer.order(picture))

    assert [data[f"inpath{field}"] for field in ("width", "height", "size", "ext")] == [80, 70, len(picture), "png"]
    output = await enhancer.download(data["outputurl"])
    assert [data[f"outpath{field}"] for field in ("width", "height", "size", "ext")] == [80, 70, len(output), "jpg"]


async def test_a_face_of_the_list_is_a_picture_of_its_own(enhancer: MagicTigerCustomer) -> None:
    data = await enhancer.enhance()

    assert data["facenum"] == 1
    face = data["facelist"][0]
    assert face["outputurl"] != data["outputurl"]
    assert len(await enhancer.download(face["outputurl"])) == face["outpathsize"]


async def test_a_running_task_has_fillers_and_no_faces(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    magictiger.scripts.append(Script.NEVER_FINISH)

    data = await enhancer.enhance()

    assert (data["status"], data["outputurl"], data["outpathwidth"], data["facelist"]) == (1, "", 0, [])
    assert data["chtaskid"] == ""


async def test_a_script_can_leave_out_the_faces(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    magictiger.scripts.append(Script.NO_FACES)

    data = await enhancer.enhance()

    assert (data["facenum"], data["facelist"]) == (0, [])
    assert data["outputurl"]


async def test_a_task_that_fails_later_carries_its_own_code_and_is_billed(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    magictiger.scripts.append(Script.FAIL_LATER)

    taskid = await enhancer.create_id()
    await magictiger.idle()
    answer = (await enhancer.get(taskid)).json

    assert answer["code"] == 0
    assert (answer["data"]["status"], answer["data"]["errorcode"]) == (3, 9000003)
    assert answer["data"]["errormsg"] == "the task failed as its script says"
    assert len(magictiger.paid_tasks) == 1


async def test_a_body_that_breaks_off_after_a_good_header_fails_later(enhancer: MagicTigerCustomer) -> None:
    picture = paint(size=(400, 400))

    data = await enhancer.enhance(enhancer.order(picture[: len(picture) // 2]))

    assert (data["errorcode"], data["errormsg"]) == (9000003, "the picture cannot be read")


@pytest.mark.parametrize("body", [{"chtaskid": "own-1"}, {"chtaskid": None}, {}])
async def test_a_created_task_is_billed_once_under_the_customers_id(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, body: dict[str, Any]
) -> None:
    magictiger.credits = 5

    taskid = await enhancer.create_id(enhancer.order(**body))

    assert [(task.own_id, task.platform_id) for task in magictiger.paid_tasks] == [(body.get("chtaskid"), taskid)]
    assert magictiger.credits == 4


async def test_a_repeated_own_id_bills_a_second_task(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    ids = {await enhancer.create_id(enhancer.order(chtaskid="own-1")) for _ in range(2)}

    assert len(ids) == len(magictiger.paid_tasks) == 2


async def test_a_result_is_gone_once_its_time_is_over(clock: ShiftedClock, enhancer: MagicTigerCustomer) -> None:
    url = (await enhancer.enhance())["outputurl"]
    before = await enhancer.status_of(url)

    clock.shift(timedelta(seconds=3600))

    assert (before, await enhancer.status_of(url)) == (200, 404)


async def test_a_task_is_forgotten_after_its_time(clock: ShiftedClock, enhancer: MagicTigerCustomer) -> None:
    taskid = await enhancer.create_id()
    clock.shift(timedelta(seconds=86400))

    assert (await enhancer.get(taskid)).json["code"] == 1002001


async def test_a_deleted_task_is_known_as_deleted_and_its_results_are_gone(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    data = await enhancer.enhance()

    deleted = await enhancer.delete(data["taskid"])

    assert deleted.json == {"code": 0, "msg": "", "data": {"success": True}}
    assert (await enhancer.get(data["taskid"])).json["code"] == 1002002
    assert (await enhancer.delete(data["taskid"])).json["code"] == 1002002
    urls = (data["outputurl"], data["facelist"][0]["outputurl"])
    assert [await enhancer.status_of(url) for url in urls] == [404, 404]
    assert magictiger.violations == []


async def test_deleting_a_task_that_has_not_finished_stops_it(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    taskid = await enhancer.create_id()

    await enhancer.delete(taskid)
    await magictiger.idle()

    assert (await enhancer.get(taskid)).json["code"] == 1002002


async def test_the_calls_are_remembered_in_order(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    data = await enhancer.enhance()
    await enhancer.download(data["outputurl"])
    await enhancer.delete(data["taskid"])

    assert [call.endpoint for call in magictiger.calls] == ["createtask", "gettask", "result", "deletetask"]
    assert magictiger.calls[1].body == {"taskid": data["taskid"], "type": 1}
