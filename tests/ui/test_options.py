"""What is typed is completed from what can be had, within Discord's limits."""

import asyncio
import logging

import pytest

from bot.domain.ids import DIRECT
from bot.domain.listings import Entry
from bot.sandbox.discord import Fault, Upload
from bot.ui.options import label
from tests.sandbox.discord.bots import png
from tests.ui.stage import Stage

CAT = Upload("cat.png", png())


class Bell(logging.Handler):
    """Rings when something is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.rung = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - whatever it is
        self.rung.set()


async def suggested(stage: Stage, *entries: Entry, typed: str = "") -> list[tuple[str, str]]:
    """What Ann is shown for a mode of /enhance."""
    stage.studio.entries = list(entries) or stage.studio.entries
    return await stage.ann.autocomplete(stage.channel, "enhance", focused="mode", image=CAT, mode=typed)


async def test_what_is_typed_is_completed(stage: Stage) -> None:
    assert await suggested(stage, typed="old") == [("Old print", "old_print")]


async def test_the_engine_is_told_who_types_where(stage: Stage) -> None:
    await suggested(stage)
    await stage.ann.autocomplete(stage.ann.dm, "imagine", focused="lora", lora="an")
    assert stage.studio.typed == [
        ("enhance", "mode", stage.guild.id, stage.ann.id),
        ("imagine", "lora", DIRECT, stage.ann.id),
    ]


async def test_no_more_are_shown_than_discord_takes(stage: Stage) -> None:
    many = [Entry(value=f"model-{number}", label=f"Model {number}") for number in range(30)]
    assert await suggested(stage, *many) == [(entry.label, entry.value) for entry in many[:25]]


async def test_a_long_label_is_cut(stage: Stage) -> None:
    assert await suggested(stage, Entry(value="x", label="y" * 101)) == [("y" * 100, "x")]


async def test_a_blank_label_is_replaced_by_the_value(stage: Stage) -> None:
    assert await suggested(stage, Entry(value="x", label=" \n")) == [("x", "x")]


async def test_a_value_that_no_choice_can_hold_is_left_out(stage: Stage) -> None:
    longest = Entry(value="x" * 100, label="Longest")
    found = await suggested(stage, Entry(value="x" * 101, label="Longer"), Entry(value=" ", label="Blank"), longest)
    assert found == [("Longest", "x" * 100)]


async def test_a_dead_interaction_is_logged_and_the_next_one_is_answered(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    log, bell = logging.getLogger("discord.app_commands.tree"), Bell()
    log.addHandler(bell)
    stage.local.faults.add(Fault(kind="unknown_interaction", path_regex="/callback$"))
    lost = asyncio.create_task(suggested(stage), name="lost")
    await asyncio.wait_for(bell.rung.wait(), 10)
    lost.cancel()
    log.removeHandler(bell)
    assert await suggested(stage, typed="old") == [("Old print", "old_print")]
    assert "Ignoring exception in autocomplete for 'enhance'" in caplog.text


@pytest.mark.parametrize(
    ("value", "text"),
    [("old_film", "Old film"), ("sdxl", "SDXL"), ("16:9", "16:9"), ("always_ask", "Always ask"), ("log_c", "LogC")],
)
def test_values_read_as_a_person_writes_them(value: str, text: str) -> None:
    assert label(value) == text
