import gzip
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ids import new_task_id
from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from storage.database import Database
from tests.engine.bench import open_bench
from tests.media.runners import OneProcess
from tests.web.site import IMGOPEN, TIGER, TIGERS, Answer, Site, open_site, signed

LIMIT = 64 * 1024
NO_JSON = b"<html>not for us</html>"


def report(**data: Any) -> bytes:
    return json.dumps({"code": 0, "msg": "", "data": data}).encode()


async def chunked(body: bytes) -> AsyncIterator[bytes]:
    yield body


async def tiger_calls(site: Site, body: bytes) -> Answer:
    return await site.call(TIGERS, body, **signed(body))


async def only_rung(site: Site, before: Task) -> bool:
    """Whether the row is as it was, but that it is due now."""
    after = await site.bench.look(before)
    unchanged = replace(after, called_at=None, due_at=before.due_at) == before
    return unchanged and after.due_at == after.called_at is not None


async def test_img_open_is_told_in_its_own_words_that_its_call_was_heard(site: Site) -> None:
    task = await site.running()
    answer = await site.call(site.address(task), report(businessTaskId=task.id, taskId="u-1"))
    assert (answer.status, json.loads(answer.body)) == (200, {"code": "200"})
    assert await only_rung(site, task)
    assert await site.counted() == {(IMGOPEN, "taken"): 1}


async def test_magic_tiger_is_told_in_its_own_words_that_its_call_was_heard(site: Site) -> None:
    task = await site.running(TIGER)
    answer = await tiger_calls(site, report(chtaskid=task.id, taskid="u-1"))
    assert (answer.status, json.loads(answer.body)) == (200, {"code": 0, "msg": "", "data": {"success": True}})
    assert await only_rung(site, task)
    assert await site.counted() == {(TIGER, "taken"): 1}


async def test_the_names_of_headers_may_be_written_in_any_way(site: Site) -> None:
    task = await site.running(TIGER)
    body = report(chtaskid=task.id)
    headers = {name.upper(): value for name, value in signed(body).items()}
    assert (await site.call(TIGERS, body, **headers)).status == 200


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "", "nonsense"])
async def test_any_content_type_will_do(site: Site, kind: str) -> None:
    task = await site.running()
    answer = await site.call(site.address(task), report(), **{"Content-Type": kind})
    assert answer.status == 200


async def test_a_replayed_call_is_heard_and_changes_nothing_more(site: Site) -> None:
    task = await site.running(TIGER)
    answers = [await tiger_calls(site, report(chtaskid=task.id, taskid="u-1")) for _ in range(3)]
    assert [answer.status for answer in answers] == [200] * 3
    assert await only_rung(site, task)
    assert await site.counted() == {(TIGER, "taken"): 1, (TIGER, "repeated"): 2}


@pytest.mark.parametrize("state", [State.FINISHED, State.DELIVERED, State.REFUNDED])
async def test_a_late_call_is_heard_and_changes_nothing(site: Site, state: State) -> None:
    task = await site.running()
    await site.bench.books.overwrite(task.id, state=state)
    before = await site.bench.look(task)
    assert (await site.call(site.address(task), report())).status == 200
    assert await site.bench.look(task) == before
    assert await site.counted() == {(IMGOPEN, "late"): 1}


async def test_a_report_of_progress_that_comes_after_the_end_changes_nothing(site: Site) -> None:
    task = await site.running()
    await site.bench.books.overwrite(task.id, provider=site.bench.vendor.id)
    await site.bench.later(60)
    await site.bench.books.overwrite(task.id, provider=IMGOPEN)
    delivered = await site.bench.look(task)
    assert (await site.call(site.address(task), report(status=1))).status == 200
    assert await site.bench.look(task) == delivered
    assert delivered.state is State.DELIVERED


async def test_what_a_call_says_of_results_is_not_believed(site: Site) -> None:
    task = await site.running(TIGER)
    await tiger_calls(site, report(chtaskid=task.id, taskid="x", status=2, outputurl="https://evil.example.test/1.png"))
    assert await only_rung(site, task)


async def test_a_call_about_a_task_that_is_not_ours_is_heard_so_that_it_ends(site: Site) -> None:
    assert (await tiger_calls(site, report(chtaskid=new_task_id()))).status == 200
    assert await site.counted() == {(TIGER, "unknown"): 1}


async def test_a_probe_is_answered(site: Site) -> None:
    assert (await tiger_calls(site, b"")).status == 200
    assert await site.counted() == {(TIGER, "probe"): 1}


async def test_a_forged_address_is_answered_like_one_that_there_is_not(site: Site) -> None:
    task = await site.running()
    forged = site.address(task).rpartition("/")[0] + "/" + "A" * 43
    nowhere = await site.call("/nowhere")
    assert (await site.call(forged, report()))[::2] == nowhere[::2] == (404, b"404: Not Found")
    assert await site.bench.look(task) == task
    assert await site.counted() == {(IMGOPEN, "forged"): 1}


@pytest.mark.parametrize("headers", [{}, {"token": "forged"}, {"md5": "0" * 32}], ids=["nothing", "token", "md5"])
async def test_a_call_without_the_right_proof_is_refused_without_a_word(site: Site, headers: dict[str, str]) -> None:
    task = await site.running(TIGER)
    body = report(chtaskid=task.id)
    proof = signed(body) | headers if headers else {}
    answer = await site.call(TIGERS, body, **proof)
    assert (answer.status, answer.body) == (401, b"")
    assert await site.bench.look(task) == task
    assert await site.counted() == {(TIGER, "forged"): 1}


async def test_a_body_that_was_changed_on_its_way_is_forged(site: Site) -> None:
    task, other = await site.running(TIGER), new_task_id()
    answer = await site.call(TIGERS, report(chtaskid=task.id), **signed(report(chtaskid=other)))
    assert answer.status == 401
    assert await site.bench.look(task) == task


async def test_a_malformed_call_changes_nothing(site: Site) -> None:
    task = await site.running()
    assert (await site.call(site.address(task), NO_JSON)).status == 400
    assert await site.bench.look(task) == task
    assert await site.counted() == {(IMGOPEN, "malformed"): 1}


async def test_a_packed_body_is_not_unpacked(site: Site) -> None:
    task = await site.running()
    packed = gzip.compress(report())
    assert (await site.call(site.address(task), packed, **{"Content-Encoding": "gzip"})).status == 400
    assert await site.counted() == {(IMGOPEN, "malformed"): 1}


@pytest.mark.parametrize("stated", [True, False], ids=["with its length", "chunked"])
async def test_an_oversized_call_is_not_read_and_changes_nothing(site: Site, *, stated: bool) -> None:
    task = await site.running()
    body = b" " * (LIMIT + 1)
    answer = await site.ask(site.address(task), method="POST", data=body if stated else chunked(body))
    assert answer.status == 413
    assert await site.bench.look(task) == task
    assert await site.counted() == {(IMGOPEN, "oversized"): 1}


async def test_a_body_as_large_as_may_be_is_read(site: Site) -> None:
    task = await site.running()
    assert (await site.call(site.address(task), report().ljust(LIMIT))).status == 200


async def test_a_body_that_does_not_come_is_not_waited_for(site: Site) -> None:
    async with open_site(site.bench, read_within_s=0.01) as impatient:
        task = await impatient.running()
        async with impatient.connected() as (reader, writer):
            writer.write(f"POST {impatient.address(task)} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n".encode())
            assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
        assert await impatient.counted() == {(IMGOPEN, "slow"): 1}


async def test_a_body_that_is_no_http_is_neither_judged_nor_logged(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    task = await site.running()
    head = f"POST {site.address(task)} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert b" 400 " in (await site.speak(head.encode() + b"no size\r\n")).splitlines()[0]
    assert await site.bench.look(task) == task
    assert await site.counted() == {}
    assert caplog.records == []


async def test_who_hangs_up_in_the_middle_of_a_call_is_no_trouble(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    task = await site.running()
    head = f"POST {site.address(task)} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
    async with site.connected() as (reader, writer):
        writer.write(head.encode())
        assert await reader.readline() == b"HTTP/1.1 100 Continue\r\n"
    while not (counted := await site.counted()):
        pass
    assert counted == {(IMGOPEN, "broken"): 1}
    assert await site.bench.look(task) == task
    assert caplog.records == []


async def test_what_cannot_be_written_down_is_to_be_told_again(database_url: str, pool: OneProcess) -> None:
    async with open_bench(database_url, pool, busy_timeout_s=0.05) as bench, open_site(bench) as site:
        task, other = await site.running(), Database.open(database_url)
        async with other.transaction():
            assert (await site.call(site.address(task), report())).status == 503
        await other.close()
        assert await bench.look(task) == task
        assert await site.counted() == {(IMGOPEN, "failed"): 1}


@pytest.mark.parametrize("provider", ["vendor", "local", "nobody", "%00", "..%2f"])
async def test_who_never_calls_back_has_no_address_and_no_figures(site: Site, provider: str) -> None:
    for path in (f"/callbacks/{provider}", f"/callbacks/{provider}/task/capability"):
        assert (await site.call(path, report())).status == 404
    assert await site.counted() == {}


async def test_only_a_post_is_a_call(site: Site) -> None:
    task = await site.running()
    assert (await site.ask(site.address(task))).status == 405
    assert await site.bench.look(task) == task
