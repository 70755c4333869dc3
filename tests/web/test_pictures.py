import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from obstore.store import MemoryStore
from structlog.testing import capture_logs
from yarl import URL

from bot.domain.errors import StorageFailed
from bot.domain.ids import MediaName, new_media_name
from bot.domain.sentences import Reason
from bot.media.bucket import Bucket
from bot.media.opening import open_media
from bot.media.settings import MediaSettings
from bot.media.spool import Spool
from bot.media.store import MediaStore, Stored
from tests.engine.bench import PNG, Bench
from tests.media.pictures import encoded, photo
from tests.storage.requests import MINUTE
from tests.web.site import Site, open_site


class Breaking(MediaStore):
    """Promises a large picture and breaks off, or never ends."""

    def __init__(self, folder: Path, *, ends: bool) -> None:
        super().__init__(Bucket(MemoryStore(), spool=Spool(folder)), max_bytes=1)
        self._ends = ends

    async def stream(self, name: MediaName) -> Stored:
        assert name
        return Stored(size_bytes=2**40, chunks=self._chunks())

    async def _chunks(self) -> AsyncIterator[bytes]:
        yield PNG
        while not self._ends:
            yield bytes(2**16)
        raise StorageFailed(Reason.INTERNAL)


def path_of(site: Site, name: MediaName, lasts: timedelta = MINUTE) -> str:
    return URL(site.links.media(name, until=site.bench.clock.now() + lasts)).raw_path


async def kept(site: Site, data: bytes = PNG) -> str:
    """The path of a picture that is kept."""
    name, _ = await site.bench.desk.media.put(data)
    return path_of(site, name)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_a_picture_is_handed_out_as_what_its_bytes_are(site: Site, kind: str) -> None:
    data = encoded(photo(16, 12), kind)
    answer = await site.ask(await kept(site, data))
    assert (answer.status, answer.body) == (200, data)
    assert answer.headers["Content-Type"] == f"image/{kind.lower()}"
    assert answer.headers["Content-Length"] == str(len(data))


async def test_nobody_may_keep_a_picture_or_guess_what_it_is(site: Site) -> None:
    headers = (await site.ask(await kept(site))).headers
    expected = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": "inline",
        "X-Content-Type-Options": "nosniff",
    }
    assert headers.items() >= expected.items()


async def test_who_asks_for_the_head_only_gets_no_body(site: Site) -> None:
    answer = await site.ask(await kept(site), method="HEAD")
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (200, str(len(PNG)), b"")


async def test_who_asks_for_a_part_gets_the_whole(site: Site) -> None:
    answer = await site.ask(await kept(site), headers={"Range": "bytes=2-5"})
    assert (answer.status, answer.body) == (200, PNG)


async def test_a_large_picture_comes_whole(site: Site) -> None:
    large = PNG + os.urandom(3 * 2**20)
    assert (await site.ask(await kept(site, large))).body == large


async def test_forged_expired_and_missing_links_are_answered_alike(site: Site) -> None:
    good = await kept(site)
    forged = good.rpartition("/")[0] + "/" + "A" * 43
    expired = path_of(site, (await site.bench.desk.media.put(PNG))[0], -MINUTE)
    missing, no_picture = path_of(site, new_media_name()), await kept(site, b"GIF89a, say, or no picture at all")
    empty, no_name = await kept(site, b""), path_of(site, MediaName("no name of ours"))
    answers = [await site.ask(path) for path in ("/nowhere", forged, expired, missing, no_picture, empty, no_name)]
    assert {(answer.status, answer.body, *answer.headers) for answer in answers} == {
        (404, b"404: Not Found", "Content-Type", "Content-Length", "Date")
    }


async def test_a_link_ends_when_its_time_is_over(site: Site) -> None:
    path = await kept(site)
    assert (await site.ask(path)).status == 200
    site.bench.clock.shift(MINUTE)
    assert (await site.ask(path)).status == 404


async def test_without_a_public_address_no_picture_is_handed_out(bench: Bench) -> None:
    async with open_site(bench, links=None) as site:
        assert (await site.ask(await kept(site))).status == 404


async def test_a_store_that_fails_is_to_be_asked_again(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    media = open_media(MediaSettings(dir=folder))
    name, _ = await media.put(PNG)
    (folder / name).unlink()
    (folder / name).symlink_to(folder / name)
    async with open_site(bench, media=media) as site:
        assert (await site.ask(path_of(site, name))).status == 503


async def test_half_a_picture_is_not_taken_for_a_whole_one(bench: Bench, tmp_path: Path) -> None:
    async with open_site(bench, media=Breaking(tmp_path, ends=True)) as site:
        with capture_logs() as lines, pytest.raises(aiohttp.ClientPayloadError):
            await site.ask(path_of(site, new_media_name()))
    assert ("picture not sent whole", "StorageFailed") in [(line["event"], line.get("why")) for line in lines]


async def test_who_leaves_in_the_middle_is_no_trouble(
    bench: Bench, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_site(bench, media=Breaking(tmp_path, ends=False)) as site:
        with capture_logs() as lines:
            async with site.connected() as (reader, writer):
                writer.write(f"GET {path_of(site, new_media_name())} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
            while not lines:
                await site.ask("/health")
    assert [line["event"] for line in lines] == ["picture not sent whole"]
    assert caplog.records == []
