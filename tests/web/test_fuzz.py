"""Whatever comes, nothing breaks, and no row changes that was not rightly rung."""

from dataclasses import replace
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.tasks import Task
from tests.upstreams.callbacks import BODIES
from tests.web.site import TIGERS, Site, signed

ON_ONE_SITE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
TOKENS = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,12}", fullmatch=True)
VALUES = st.binary(max_size=40).map(lambda value: value.replace(b"\r", b"").replace(b"\n", b""))
HEADERS = st.dictionaries(
    st.sampled_from(["token", "md5", "content-type", "content-encoding", "range", "cookie"]) | TOKENS, VALUES
)
SEGMENTS = st.sampled_from(["callbacks", "imgopen", "magictiger", "media", "metrics", "health", "..", ""])
PATHS = (
    st.lists(SEGMENTS | st.binary(max_size=12).map(lambda part: quote_from_bytes(part, safe="")), max_size=5)
    .map("/".join)
    .map("/".__add__)
)
RAW = st.binary(max_size=200).map(lambda data: data + b"\r\n\r\n")


def request(method: str, path: str, headers: dict[str, bytes], body: bytes) -> bytes:
    """A request that the other side answers and then hangs up."""
    own = {"Host": b"x", "Connection": b"close", "Content-Length": str(len(body)).encode()}
    others = {name: value for name, value in headers.items() if name.lower() not in {"upgrade", "transfer-encoding"}}
    lines = [f"{name}: ".encode() + value for name, value in (others | own).items()]
    return b"\r\n".join([f"{method} {path} HTTP/1.1".encode(), *lines, b"", body])


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.fixture
async def task(site: Site) -> Task:
    return await site.running()


@ON_ONE_SITE
@given(data=st.builds(request, st.sampled_from(["GET", "POST", "HEAD", "PUT"]), PATHS, HEADERS, BODIES))
async def test_no_request_breaks_anything(site: Site, task: Task, data: bytes) -> None:
    assert status(await site.speak(data)) < 500
    assert await site.bench.look(task) == task


@ON_ONE_SITE
@given(headers=HEADERS, body=BODIES)
async def test_nothing_that_img_open_sends_does_more_than_ring(
    site: Site, task: Task, headers: dict[str, bytes], body: bytes
) -> None:
    answer = await site.speak(request("POST", site.address(task), headers, body))
    after = await site.bench.look(task)
    assert status(answer) in {200, 400}
    assert (after.called_at is not None) is (status(answer) == 200)
    assert replace(after, called_at=None, due_at=task.due_at) == task
    await site.bench.books.overwrite(task.id, called_at=None, due_at=task.due_at)


@ON_ONE_SITE
@given(body=BODIES)
async def test_nothing_that_magic_tiger_sends_about_no_task_changes_one(site: Site, task: Task, body: bytes) -> None:
    answer = await site.call(TIGERS, body, **signed(body))
    assert answer.status in {200, 400}
    assert await site.bench.look(task) == task


@ON_ONE_SITE
@given(data=RAW)
async def test_what_is_no_http_at_all_is_no_trouble(site: Site, task: Task, data: bytes) -> None:
    async with site.connected() as (_, writer):
        writer.write(data)
        assert (await site.ask("/health")).status == 200
    assert await site.bench.look(task) == task
