"""When an answer has come to its end."""

import io
import time
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from bot.domain.clock import SystemClock
from bot.sandbox.demo.screen import Screen
from bot.sandbox.demo.watcher import Watcher, button_in
from bot.sandbox.discord import LocalDiscord, Message, Upload


def row(label: str) -> dict[str, Any]:
    """A button."""
    return {"type": 1, "components": [{"type": 2, "style": 2, "label": label, "custom_id": label}]}


@pytest.fixture
async def said() -> Message:
    """A message without buttons."""
    async with LocalDiscord(clock=SystemClock()) as discord:
        guild = discord.add_guild("Darkroom")
        return await discord.add_person("Mia", guild).say(discord.add_channel(guild, "pictures"), "Hello")


@pytest.fixture
async def picture() -> Message:
    """A message with a file."""
    async with LocalDiscord(clock=SystemClock()) as discord:
        guild = discord.add_guild("Darkroom")
        mia = discord.add_person("Mia", guild)
        return await mia.say(discord.add_channel(guild, "pictures"), "", Upload("cat.png", b"12345"))


def watcher() -> Watcher:
    """One that draws where nobody looks."""
    return Watcher(Screen(Console(file=io.StringIO())))


def test_an_answer_without_a_button_is_a_refusal(said: Message) -> None:
    assert watcher().is_last(said)


def test_thinking_is_no_answer_yet(said: Message) -> None:
    assert not watcher().is_last(replace(said, loading=True))


def test_what_can_be_cancelled_goes_on(said: Message) -> None:
    assert not watcher().is_last(replace(said, components=(row("Cancel"),)))


def test_what_was_begun_goes_on_though_it_can_no_longer_be_cancelled(said: Message) -> None:
    watching = watcher()
    watching.is_last(replace(said, components=(row("Cancel"),)))

    assert not watching.is_last(said)


def test_what_can_be_deleted_is_over(said: Message) -> None:
    watching = watcher()
    watching.is_last(replace(said, components=(row("Cancel"),)))

    assert watching.is_last(replace(said, components=(row("Delete"),)))


def test_a_button_is_known_by_its_beginning(said: Message) -> None:
    asking = replace(said, components=(row("Go ahead for 25 credits"), row("Cancel")))

    assert button_in(asking, "Go ahead") == "Go ahead for 25 credits"
    assert button_in(asking, "Yes") is None


def test_a_picture_is_the_end_and_its_moment_is_known(picture: Message) -> None:
    watching, before = watcher(), time.time()

    assert watching.is_last(picture)
    assert before <= watching.seen_at <= time.time()
