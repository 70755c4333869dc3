import os
from pathlib import Path

import pytest

from bot.domain.errors import Misconfigured
from bot.media.opening import open_media
from bot.media.settings import MediaSettings
from tests.media.buckets import a_bucket, make
from tests.media.places import files


async def test_pictures_are_kept_in_the_folder_of_the_settings(tmp_path: Path) -> None:
    name, _ = await open_media(MediaSettings(dir=tmp_path / "deep" / "media")).put(b"picture")
    assert files(tmp_path) == [tmp_path / "deep" / "media" / name]


async def test_pictures_are_kept_in_the_bucket_of_the_settings_if_there_is_one(s3: str, tmp_path: Path) -> None:
    store = open_media(MediaSettings(dir=tmp_path, s3=make(a_bucket(s3))))
    name, _ = await store.put(b"picture")
    assert await store.get(name) == b"picture"
    assert files(tmp_path) == []


async def test_a_store_opens_though_its_bucket_does_not_answer(tmp_path: Path) -> None:
    open_media(MediaSettings(dir=tmp_path, s3=a_bucket("http://127.0.0.1:9")))


def test_a_folder_that_cannot_be_used_is_a_mistake_in_its_setting(tmp_path: Path) -> None:
    file = tmp_path / "media"
    file.write_bytes(b"a file")
    with pytest.raises(Misconfigured) as caught:
        open_media(MediaSettings(dir=file))
    assert caught.value.detail == f"DARKROOM_MEDIA__DIR: {file} cannot be used (File exists)"


def test_what_a_killed_process_worked_on_is_cleared(tmp_path: Path) -> None:
    settings = MediaSettings(dir=tmp_path)
    settings.spool_dir.mkdir()
    abandoned, fresh = settings.spool_dir / "abandoned", settings.spool_dir / "fresh"
    for path in (abandoned, fresh):
        path.write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    open_media(settings)
    assert files(tmp_path) == [fresh]


def test_the_cap_is_that_of_the_settings(tmp_path: Path) -> None:
    assert open_media(MediaSettings(dir=tmp_path, max_bytes_on_disk=1234))._room._max_bytes == 1234
