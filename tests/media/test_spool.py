import os
from pathlib import Path

import pytest

from bot.media.spool import Spool
from tests.media.places import files


async def test_what_is_made_on_a_taken_path_is_gone_afterwards(tmp_path: Path) -> None:
    async with Spool(tmp_path).take() as path:
        path.write_bytes(b"work")
    assert files(tmp_path) == []


async def test_it_is_gone_after_a_failure_too(tmp_path: Path) -> None:
    async def work() -> None:
        async with Spool(tmp_path).take() as path:
            path.write_bytes(b"work")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await work()
    assert files(tmp_path) == []


async def test_no_two_takers_share_a_path_and_nothing_need_be_made_there(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "deep" / "spool")
    async with spool.take() as one, spool.take() as other:
        assert one != other


def test_the_folder_is_for_us_alone(tmp_path: Path) -> None:
    Spool(tmp_path / "spool").open()
    assert (tmp_path / "spool").stat().st_mode & 0o777 == 0o700


def test_what_a_killed_process_left_is_cleared_and_what_is_worked_on_stays(tmp_path: Path) -> None:
    abandoned, fresh = tmp_path / "abandoned", tmp_path / "fresh"
    for path in (abandoned, fresh):
        path.write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    Spool(tmp_path).clear()
    assert list(tmp_path.iterdir()) == [fresh]
