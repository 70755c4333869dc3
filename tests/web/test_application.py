import asyncio
import logging
from collections.abc import Mapping

import pytest
from structlog.testing import capture_logs

from tests.engine.bench import Bench
from tests.web.site import TIGERS, TOKEN, Site, open_site, signed

CAPABILITY = "c" * 43


async def fail() -> Mapping[str, str | None]:
    raise RuntimeError("a secret of ours")


@pytest.mark.parametrize("path", ["/", "/favicon.ico", "/callbacks", "/callbacks/", "/media/x", "/health/", "//"])
async def test_any_other_path_is_nowhere(site: Site, path: str) -> None:
    assert (await site.ask(path)).status == 404


@pytest.mark.parametrize("path", ["/health", "/metrics", "/media/a/b/c"])
async def test_nothing_but_callbacks_is_posted(site: Site, path: str) -> None:
    assert (await site.ask(path, method="POST")).status == 405


async def test_nobody_is_told_what_we_are_made_of(site: Site) -> None:
    for path in ("/health", "/metrics", "/nowhere"):
        assert "Server" not in (await site.ask(path)).headers


async def test_a_mistake_of_ours_is_told_to_the_log_and_to_nobody_else(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.get_running_loop().set_debug(True)
    async with open_site(bench, health=fail) as site:
        answer = await site.ask("/health")
    asyncio.get_running_loop().set_debug(False)
    assert (answer.status, b"secret" in answer.body, b"Traceback" in answer.body) == (500, False, False)
    assert "RuntimeError: a secret of ours" in caplog.text


async def test_no_capability_token_or_body_is_logged(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = b'{"chtaskid": "the body"}'
    with capture_logs() as lines:
        await site.call(TIGERS, body, **signed(body))
        await site.call(f"/callbacks/imgopen/task/{CAPABILITY}", body)
        await site.ask(f"/media/name/1/{CAPABILITY}")
        await site.speak(f"GET /callbacks/imgopen/task/{CAPABILITY} HTTP/1.1\r\nbad header {TOKEN}\r\n\r\n".encode())
        await site.speak(f"GET {CAPABILITY} nonsense {TOKEN}\r\n\r\n".encode())
    told = caplog.text + repr(lines)
    assert len(lines) == 2
    assert not any(secret in told for secret in (CAPABILITY, TOKEN, "the body"))
