import asyncio
import os
from pathlib import Path

import obstore
import pytest
from aiohttp import web

from bot.domain.errors import StorageFailed
from bot.domain.ids import MediaName, new_media_name
from bot.domain.sentences import Reason
from bot.media.settings import S3Settings
from bot.media.store import MediaStore, Missing
from tests.media.buckets import a_bucket, answering, make
from tests.media.places import bucket, store_in

NOWHERE = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""


async def fetch(store: MediaStore, name: MediaName) -> bytes:
    async with store.file(name) as path:
        return await asyncio.to_thread(path.read_bytes)


async def failure(store: MediaStore, name: MediaName) -> set[str]:
    """What every use of a store that is of no use ends in."""
    uses = (store.put(b"x"), store.get(name), store.stream(name), fetch(store, name), store.delete(name))
    ends = await asyncio.gather(*uses, store.used_bytes(), return_exceptions=True)
    assert all(isinstance(end, StorageFailed) and end.sentence.reason is Reason.STORAGE_DOWN for end in ends), ends
    return {end.detail for end in ends if isinstance(end, StorageFailed)}


async def test_a_picture_larger_than_a_part_arrives_whole(s3: str, tmp_path: Path) -> None:
    store = store_in(bucket(make(a_bucket(s3)), tmp_path))
    data = os.urandom(12 * 2**20)
    name, _ = await store.put(data)
    assert await fetch(store, name) == data


async def test_two_stores_share_a_bucket(s3: str, tmp_path: Path) -> None:
    settings = make(a_bucket(s3))
    name, _ = await store_in(bucket(settings, tmp_path / "one")).put(b"picture")
    assert await fetch(store_in(bucket(settings, tmp_path / "other")), name) == b"picture"


async def test_a_bucket_that_is_not_there_is_no_missing_picture(s3: str, tmp_path: Path) -> None:
    store = store_in(bucket(a_bucket(s3), tmp_path))
    name = new_media_name()
    for reading in (store.get(name), store.stream(name), fetch(store, name)):
        with pytest.raises(StorageFailed) as caught:
            await reading
        assert caught.value.detail == "the media store has no such bucket"


async def test_a_check_names_the_bucket_and_what_is_wrong_with_it(s3: str, tmp_path: Path) -> None:
    settings = a_bucket(s3)
    with pytest.raises(StorageFailed) as caught:
        await store_in(bucket(settings, tmp_path)).check()
    assert caught.value.detail == f"the bucket {settings.bucket} at {s3}: the media store has no such bucket"


async def test_a_store_that_nobody_answers_for_fails_and_does_not_hang(tmp_path: Path) -> None:
    store = store_in(bucket(a_bucket(NOWHERE), tmp_path))
    assert await failure(store, new_media_name()) == {"the media store gives no usable answer (GenericError)"}


async def test_a_store_that_never_answers_fails(tmp_path: Path) -> None:
    async def hang(_: web.BaseRequest) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async with answering(hang) as address:
        store = store_in(bucket(a_bucket(address, answer_timeout_s=0.05), tmp_path))
        with pytest.raises(StorageFailed):
            await store.check()


async def test_a_refused_key_is_said_so_and_the_secret_is_not(tmp_path: Path) -> None:
    async def refuse(_: web.BaseRequest) -> web.Response:
        return web.Response(status=403, text="<Error><Code>InvalidAccessKeyId</Code><Key>ann</Key></Error>")

    async with answering(refuse) as address:
        store = store_in(bucket(a_bucket(address), tmp_path))
        with pytest.raises(StorageFailed) as caught:
            await store.check()
    assert caught.value.detail == f"{store._place.title}: the media store refuses access"


async def test_a_download_that_breaks_off_gives_no_half_a_picture(tmp_path: Path) -> None:
    async def break_off(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Length": "1000", "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
        )
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport is not None
        request.transport.close()
        return response

    async with answering(break_off) as address:
        store = store_in(bucket(a_bucket(address), tmp_path))
        with pytest.raises(StorageFailed):
            await fetch(store, new_media_name())
        stored = await store.stream(new_media_name())
        with pytest.raises(StorageFailed):
            assert [chunk async for chunk in stored.chunks]


async def test_a_store_that_goes_away_keeps_what_it_has(tmp_path: Path) -> None:
    """It answers again later: until then nothing is taken for missing."""
    down = asyncio.Event()
    data = b"picture"

    async def answer(_: web.BaseRequest) -> web.Response:
        if down.is_set():
            return web.Response(status=503)
        return web.Response(body=data, headers={"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"})

    async with answering(answer) as address:
        store = store_in(bucket(a_bucket(address), tmp_path))
        name = new_media_name()
        assert await fetch(store, name) == data
        down.set()
        await failure(store, name)
        down.clear()
        assert await fetch(store, name) == data


async def test_a_picture_that_is_not_there_is_missing_and_no_trouble(s3: str, tmp_path: Path) -> None:
    store = store_in(bucket(make(a_bucket(s3)), tmp_path))
    with pytest.raises(Missing):
        await fetch(store, new_media_name())


async def test_the_settings_prevail_over_what_the_environment_says(
    s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ENDPOINT", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.setenv(name, NOWHERE)
    monkeypatch.setenv("AWS_BUCKET", "elsewhere")
    await store_in(bucket(make(a_bucket(s3)), tmp_path)).check()


async def test_requests_are_signed_with_the_settings_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "bob")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "bobs")
    asked: list[web.BaseRequest] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        asked.append(request)
        return web.Response(status=404)

    async with answering(answer) as address:
        store = store_in(bucket(a_bucket(address), tmp_path))
        with pytest.raises(Missing):
            await store.get(new_media_name())
    assert "Credential=ann/" in asked[0].headers["Authorization"]
    assert "x-amz-security-token" not in asked[0].headers


def test_neither_the_settings_nor_the_store_show_the_secret(tmp_path: Path) -> None:
    settings = a_bucket(NOWHERE)
    place = bucket(settings, tmp_path)
    assert "psst" not in f"{settings!r} {place!r} {place.objects!r} {place.title}"


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"bucket": "pictures"}, "ACCESS_KEY_ID"),
        ({"bucket": "pictures", "access_key_id": "ann"}, "SECRET_ACCESS_KEY"),
        ({"endpoint": "https://minio:9000"}, "BUCKET is missing"),
        ({"access_key_id": "ann"}, "BUCKET is missing"),
        ({"bucket": "a/b"}, "bucket"),
        ({"endpoint": "minio:9000"}, "endpoint"),
        ({"endpoint": "ftp://minio:9000"}, "endpoint"),
        ({"endpoint": "http://ann:psst@minio:9000"}, "endpoint"),
        ({"endpoint": "http://minio:9000/pictures"}, "endpoint"),
    ],
)
def test_settings_that_cannot_work_are_refused(given: dict[str, str], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong) as caught:
        S3Settings.model_validate(given)
    assert "psst" not in str(caught.value)


def test_an_unencrypted_connection_is_the_operators_wish() -> None:
    assert a_bucket("http://minio:9000").is_plain_http
    assert not a_bucket("https://minio:9000").is_plain_http
    assert not S3Settings().is_plain_http


async def test_what_is_uploaded_is_one_object(s3: str, tmp_path: Path) -> None:
    place = bucket(make(a_bucket(s3)), tmp_path)
    name, _ = await store_in(place).put(os.urandom(6 * 2**20))
    listed = [entry["path"] async for batch in obstore.list(place.objects) for entry in batch]
    assert listed == [name]
