"""`darkroom demo` as a person runs it, and the same where a vendor fails."""

import asyncio
import json
import os
import re
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.sandbox import demo
from bot.sandbox.demo.stage import Stage, stage
from bot.sandbox.discord import Fault as DiscordFault
from bot.sandbox.upstreams import Fault as VendorFault
from bot.sandbox.upstreams import Script
from tests.sandbox.demo.playing import Played, start
from tests.sandbox.demo.test_report import KEYS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PICTURES = {
    "enhance-before.png",
    "enhance-after.png",
    "faceswap-source.png",
    "faceswap-target.png",
    "faceswap-after.png",
    "imagine-1.png",
    "imagine-2.png",
    "imagine-3.png",
    "group-before.png",
    "group-after-question.png",
    "group-after.png",
    "haircolor-after.png",
    "colorize-before.png",
    "colorize-after-1.png",
    "colorize-after-2.png",
    "colorize-after-3.png",
    "erase-before.png",
    "erase-after-question.png",
    "erase-after.png",
    "removebg-after.png",
}


def test_it_ends_with_0_and_leaves_the_pictures_and_a_report(played: Played) -> None:
    assert played.status == 0, played.said
    assert {path.name for path in played.out.iterdir()} == PICTURES | {"report.json"}


def test_nothing_is_left_in_the_temporary_folder(played: Played) -> None:
    assert list(played.scratch.iterdir()) == []


def test_it_tells_what_people_see_without_control_characters(played: Played) -> None:
    for words in (
        "used /enhance",
        "used /faceswap",
        "Mia picks: Face 2",
        "Mia presses: Go ahead",
        "Seeds:",
        "orange",
        "report.json are in",
    ):
        assert words in played.said
    assert "\x1b" not in played.said
    assert "Traceback" not in played.said


def test_the_report_says_what_happened_by_both_ways_and_nothing_else(played: Played) -> None:
    assert [set(each) for each in played.commands] == [KEYS] * 11
    assert [(each["path"], each["tool"], each["provider"]) for each in played.commands] == [
        ("poll", "enhance", "magictiger"),
        ("poll", "faceswap", "imgopen"),
        ("poll", "imagine", "imgopen"),
        ("poll", "faceswap", "imgopen"),
        ("poll", "describe", "imgopen"),
        ("poll", "haircolor", "ailab"),
        ("poll", "colorize", "magictiger"),
        (None, "erase", "local"),
        (None, "removebg", "local"),
        ("callback", "enhance", "magictiger"),
        ("callback", "faceswap", "imgopen"),
    ]
    assert [each["expected_path"] for each in played.commands] == [each["path"] for each in played.commands]
    assert {each["state"] for each in played.commands} == {"delivered"}


def test_who_is_called_asks_once(played: Played) -> None:
    assert [each["polls"] for each in played.commands if each["path"] == "callback"] == [1, 1]


def test_the_report_s_times_are_in_order_and_measured(played: Played) -> None:
    for each in played.commands:
        assert 0 < each["acknowledged_ms"] < each["upstream_accepted_ms"] < each["delivered_ms"]
    for each in (each for each in played.commands if each["provider"] != "local"):
        assert 0 < each["upstream_finished_to_posted_ms"] < each["delivered_ms"] - each["upstream_accepted_ms"]
    for key in (
        "acknowledged_ms",
        "upstream_accepted_ms",
        "upstream_finished_to_posted_ms",
        "delivered_ms",
    ):
        assert len({each[key] for each in played.commands}) > 1


def test_both_ways_bring_the_same_pictures(played: Played) -> None:
    sizes = [(played.out / name).stat().st_size for name in ("enhance-after.png", "faceswap-after.png")]

    first, last = played.commands[:2], played.commands[-2:]
    assert [each["bytes"] for each in (*first, *last)] == sizes * 2


def test_the_screen_says_which_way_it_is(played: Played) -> None:
    polled, called = played.said.split("2. By callback")

    assert "1. By polling" in polled
    assert (polled.count("Mia used /"), called.count("Mia used /")) == (9, 2)


IMPATIENT = {
    "DARKROOM_PROVIDERS__IMGOPEN__PACE__POLL_SAFETY_S": "0.2",
    "DARKROOM_PROVIDERS__MAGICTIGER__POLL_SAFETY_S": "0.2",
}


@asynccontextmanager
async def troubled(folder: Path) -> AsyncIterator[Stage]:
    """The demo's stage, where Magic Tiger's first task fails and Img Open's callback is lost."""
    async with stage(folder) as scene:
        scene.vendors.magictiger.scripts.append(Script.FAIL_LATER)
        scene.vendors.imgopen.faults.add(VendorFault.LOST)
        yield replace(scene, changes=IMPATIENT)


async def test_where_a_vendor_fails_or_does_not_call_the_demo_has_failed_and_its_report_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not await demo.run(tmp_path, headless=True, set_up=troubled)

    commands = json.loads((tmp_path / "report.json").read_text())["commands"]
    failed, swapped, *_, called, uncalled = commands
    assert (failed["state"], failed["bytes"], failed["delivered_ms"]) == ("refunded", 0, None)
    assert (uncalled["state"], uncalled["expected_path"], uncalled["path"]) == ("delivered", "callback", "poll")
    assert [(each["state"], each["path"]) for each in (swapped, called)] == [
        ("delivered", "poll"),
        ("delivered", "callback"),
    ]
    assert not (tmp_path / "enhance-after.png").exists()
    assert re.search(r"/enhance\s+refunded\b", capsys.readouterr().out)


async def test_where_the_bot_never_answers_the_demo_shows_its_last_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    @asynccontextmanager
    async def deaf(folder: Path) -> AsyncIterator[Stage]:
        async with stage(folder) as scene:
            scene.discord.faults.add(DiscordFault(kind="delay", path_regex="/callback$", times=100, seconds=5))
            yield scene

    assert not await demo.run(tmp_path, headless=True, set_up=deaf)

    out = capsys.readouterr().out
    assert "The demo stopped: The application did not respond" in out
    assert "logged in" in out


async def test_a_bot_that_cannot_start_ends_the_demo_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    @asynccontextmanager
    async def misconfigured(folder: Path) -> AsyncIterator[Stage]:
        async with stage(folder) as scene:
            yield replace(scene, changes={"DARKROOM_ENGINE__LEASE_S": "-1"})

    assert not await demo.run(tmp_path, headless=True, set_up=misconfigured)

    out = capsys.readouterr().out
    assert "The demo stopped: the bot ended with status 2" in out
    assert "DARKROOM_ENGINE__LEASE_S" in out


def children_of(pid: int) -> Iterator[int]:
    """Every process below this one."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield int(child)
        yield from children_of(int(child))


def alive(pids: list[int]) -> list[int]:
    """Those that still run."""
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("everybody", [True, False], ids=["as by Ctrl-C in a terminal", "the demo alone"])
async def test_an_interrupted_demo_leaves_no_process_and_no_folder_behind(tmp_path: Path, *, everybody: bool) -> None:
    with start(tmp_path) as process:
        assert process.stdout is not None
        while "used /enhance" not in await asyncio.to_thread(process.stdout.readline):
            assert process.poll() is None
        below = list(children_of(process.pid))
        if everybody:
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.send_signal(signal.SIGINT)
        said, _ = await asyncio.to_thread(process.communicate)

    assert process.returncode != 0
    assert "Traceback" not in said
    assert below
    assert alive(below) == []
    assert list((tmp_path / "scratch").iterdir()) == []
