from dataclasses import replace
from typing import Any
from zlib import crc32

import pytest

from bot.sandbox.upstreams import MagicTiger, Script
from tests.sandbox.upstreams.customers import Answer, MagicTigerCustomer, paint


def refused(answer: Answer, code: int, msg: str) -> bool:
    return (answer.status, answer.json) == (200, {"code": code, "msg": msg, "data": {}})


async def test_a_task_that_fails_at_create_answers_1001001_and_is_not_billed(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    magictiger.scripts.append(Script.FAIL_AT_CREATE)

    assert refused(await enhancer.create(), 1001001, "Create task failed")
    assert magictiger.paid_tasks == []


async def test_an_unknown_type_answers_1001001(enhancer: MagicTigerCustomer) -> None:
    assert refused(await enhancer.create(enhancer.order() | {"type": 99}), 1001001, "Create task failed")


@pytest.mark.parametrize(
    "picurl",
    [
        "ftp://127.0.0.1/a.jpg",
        "not a url",
        "http://[::1",
        "http://127.0.0.1:1/closed",
        "http://10.0.0.1/private",
        "http://localhost.example/a.jpg",
        "http://127.0.0.1@10.0.0.1/a.jpg",
    ],
)
async def test_a_url_that_cannot_be_fetched_answers_1001002(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, picurl: str
) -> None:
    assert refused(await enhancer.create({"picurl": picurl, "type": 1}), 1001002, "Validate picurl fail")
    assert magictiger.paid_tasks == []


async def test_a_missing_picture_answers_1001002(enhancer: MagicTigerCustomer) -> None:
    answer = await enhancer.create({"picurl": f"{enhancer.host.origin}/nothing", "type": 1})

    assert refused(answer, 1001002, "Validate picurl fail")


async def test_a_redirect_is_not_followed_and_answers_1001002(enhancer: MagicTigerCustomer) -> None:
    enhancer.host.put("input.jpg", paint())

    answer = await enhancer.create({"picurl": f"{enhancer.host.origin}/moved/input.jpg", "type": 1})

    assert refused(answer, 1001002, "Validate picurl fail")
    assert enhancer.host.requested == []


async def test_too_many_bytes_answer_1001003(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    magictiger.config = replace(magictiger.config, max_bytes=len(paint()) - 1)

    assert refused(await enhancer.create(), 1001003, "Image too large")


async def test_as_many_bytes_as_allowed_are_taken(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    magictiger.config = replace(magictiger.config, max_bytes=len(paint()))

    assert (await enhancer.create()).json["code"] == 0


@pytest.mark.parametrize(
    ("size", "code"),
    [
        ((64, 64), 0),
        ((63, 64), 1001002),
        ((64, 63), 1001002),
        ((9216, 64), 0),
        ((9217, 64), 1001003),
        ((64, 9217), 1001003),
        ((30000, 10000), 1001003),
    ],
)
async def test_a_side_has_64_to_9216_pixels(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, size: tuple[int, int], code: int
) -> None:
    answer = await enhancer.create(enhancer.order(announce(size)))

    assert answer.json["code"] == code
    assert len(magictiger.paid_tasks) == (code == 0)


def announce(size: tuple[int, int]) -> bytes:
    """A small PNG whose header claims the size; only who decodes it would notice."""
    picture = paint(form="PNG")
    header = b"IHDR" + size[0].to_bytes(4) + size[1].to_bytes(4) + picture[24:29]
    return picture[:12] + header + crc32(header).to_bytes(4) + picture[33:]


@pytest.mark.parametrize("picture", [b"", b"text", paint(form="WEBP"), paint(form="GIF")])
async def test_what_is_neither_jpeg_nor_png_answers_1001004(enhancer: MagicTigerCustomer, picture: bytes) -> None:
    assert refused(await enhancer.create(enhancer.order(picture)), 1001004, "Unsupport file types")


async def test_an_empty_account_answers_1003002_and_bills_nothing(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    magictiger.credits = 0

    assert refused(await enhancer.create(), 1003002, "Insufficient balance")
    assert magictiger.paid_tasks == []


async def test_a_task_that_never_was_answers_1002001(enhancer: MagicTigerCustomer) -> None:
    assert refused(await enhancer.get("nobody"), 1002001, "Task not exist")
    assert refused(await enhancer.delete("nobody"), 1002001, "Task not exist")


async def test_a_deleted_task_answers_1002002(enhancer: MagicTigerCustomer) -> None:
    taskid = await enhancer.create_id()
    await enhancer.delete(taskid)

    assert refused(await enhancer.get(taskid), 1002002, "Task was deleted")
    assert refused(await enhancer.delete(taskid), 1002002, "Task was deleted")


@pytest.mark.parametrize("token", ["", "wrong"])
async def test_a_wrong_token_answers_401_and_is_no_violation(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, token: str
) -> None:
    answer = await replace(enhancer, headers={"token": token}).create()

    assert (answer.status, answer.json["code"]) == (401, 9000001)
    assert magictiger.violations == []
    assert magictiger.paid_tasks == []


async def test_a_missing_token_is_a_violation(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    answer = await replace(enhancer, headers={}).get("nobody")

    assert (answer.status, answer.json["code"]) == (401, 9000001)
    assert magictiger.violations[0].sentence == "header token is missing"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("createtask", {"type": 1}, "picurl"),
        ("createtask", {"picurl": "", "type": 1}, "picurl"),
        ("createtask", {"picurl": "http://127.0.0.1/a", "type": "1"}, "type"),
        ("createtask", {"picurl": "http://127.0.0.1/a", "type": True}, "type"),
        ("createtask", {"picurl": "http://127.0.0.1/a", "type": 1, "chtaskid": 7}, "chtaskid"),
        ("createtask", {"picurl": "http://127.0.0.1/a", "type": 1, "callback": "x"}, "callback"),
        ("gettask", {"taskid": "a"}, "type"),
        ("gettask", {"taskid": 1, "type": 1}, "taskid"),
        ("deletetask", {}, "taskid"),
        ("deletetask", {"taskid": "a", "type": 1}, "type"),
    ],
)
async def test_a_wrong_or_unknown_field_answers_9000002_and_is_recorded(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, path: str, body: dict[str, Any], field: str
) -> None:
    answer = await enhancer.post(f"/{path}", body)

    assert (answer.status, answer.json["code"]) == (200, 9000002)
    assert answer.json["msg"].startswith(f"{field}: ")
    assert [violation.endpoint for violation in magictiger.violations] == [path]


@pytest.mark.parametrize(("body", "media_type"), [(b"{", "application/json"), (b"a=b", "text/plain")])
async def test_what_is_no_json_answers_400_and_is_a_violation(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, body: bytes, media_type: str
) -> None:
    headers = {**enhancer.headers, "Content-Type": media_type}
    url = f"{magictiger.base_url}/gettask"
    async with enhancer.session.post(url, data=body, headers=headers) as response:
        status, answer = response.status, await response.json()

    assert (status, answer["code"]) == (400, 9000002)
    assert len(magictiger.violations) == 1


@pytest.mark.parametrize(("method", "path"), [("POST", "/listtasks"), ("GET", "/gettask"), ("POST", "/CreateTask")])
async def test_an_undocumented_path_answers_404_and_is_a_violation(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, method: str, path: str
) -> None:
    async with enhancer.session.request(method, magictiger.base_url + path) as response:
        status = response.status

    assert status == 404
    assert [violation.endpoint for violation in magictiger.violations] == ["unknown"]
