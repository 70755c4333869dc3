"""What the demo draws."""

import io
import time
from dataclasses import replace

import pytest
from PIL import Image
from rich.console import Console

from bot.domain.clock import SystemClock
from bot.sandbox.demo.screen import Screen, in_words, thumbnail
from bot.sandbox.discord import LocalDiscord, Message, Upload


def picture(width: int, height: int, *colours: str, mode: str = "RGB") -> bytes:
    """Horizontal stripes of these colours."""
    image = Image.new(mode, (width, height))
    stripe = height // len(colours)
    for index, colour in enumerate(colours):
        image.paste(Image.new(mode, (width, stripe), colour), (0, index * stripe))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def test_a_thumbnail_has_two_pixels_to_a_character_one_above_the_other() -> None:
    drawn = thumbnail(picture(2, 2, "#ff0000", "#0000ff"), columns=2)

    assert drawn.plain == "▀▀\n"
    assert [str(span.style) for span in drawn.spans] == ["#ff0000 on #0000ff"] * 2


@pytest.mark.parametrize(("width", "height", "rows"), [(100, 100, 5), (100, 200, 10), (200, 100, 2), (500, 1, 1)])
def test_a_thumbnail_keeps_the_picture_s_proportions(width: int, height: int, rows: int) -> None:
    lines = thumbnail(picture(width, height, "red"), columns=10).plain.splitlines()

    assert [len(line) for line in lines] == [10] * rows


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK"])
def test_a_thumbnail_can_be_made_of_any_kind_of_picture(mode: str) -> None:
    data = io.BytesIO()
    Image.new(mode, (8, 8)).save(data, "TIFF")

    assert thumbnail(data.getvalue(), columns=4).plain == "▀▀▀▀\n" * 2


@pytest.mark.parametrize(("ago_s", "words"), [(0, "0 s ago"), (42, "42 s ago"), (-60, "0 s ago")])
def test_a_relative_time_is_told_in_words(ago_s: int, words: str) -> None:
    content = f"Begun <t:{round(time.time()) - ago_s}:R>, as **asked**"

    assert in_words(content) == f"Begun {words}, as **asked**"


def test_another_kind_of_timestamp_is_left_alone() -> None:
    assert in_words("until <t:1700000000:F>") == "until <t:1700000000:F>"


def shown_by(screen_at: Console, *messages: Message, **pictures: bytes) -> str:
    """What stands on the console after a conversation of these states."""
    screen = Screen(screen_at)
    screen.open("Mia used /enhance")
    for each in messages:
        screen.show(each)
    screen.close(**pictures)
    assert isinstance(screen_at.file, io.StringIO)
    return screen_at.file.getvalue()


def plain() -> Console:
    """A console that is no terminal."""
    return Console(file=io.StringIO(), force_terminal=False, highlight=False)


def terminal() -> Console:
    """A wide terminal in true colours."""
    return Console(file=io.StringIO(), force_terminal=True, width=120, color_system="truecolor")


async def said(content: str, *uploads: Upload) -> Message:
    """A message as the person sees it."""
    async with LocalDiscord(clock=SystemClock()) as discord:
        guild = discord.add_guild("Darkroom")
        return await discord.add_person("Mia", guild).say(discord.add_channel(guild, "pictures"), content, *uploads)


async def test_without_a_terminal_every_change_is_one_line() -> None:
    queued, done = await said("On the list"), await said("Here you are")

    text = shown_by(plain(), replace(queued, loading=True), queued, queued, done, result=picture(8, 8, "red"))

    assert text.splitlines() == [
        "Mia used /enhance",
        "  Darkroom: Darkroom is thinking…",
        "  Darkroom: On the list",
        "  Darkroom: Here you are",
    ]


async def test_a_terminal_shows_files_by_name_and_size_and_the_pictures_by_caption() -> None:
    done = await said("Here you are", Upload("cat.png", b"12345"))

    text = shown_by(terminal(), done, result=picture(8, 8, "#ff0000", "#0000ff"))

    assert "cat.png (5 bytes)" in text
    assert "result" in text
    assert "▀" in text


@pytest.mark.parametrize("content", ["[/]", "[bold]no[/bold]", "a [/b] c"])
async def test_what_is_said_is_never_taken_for_markup(content: str) -> None:
    assert content in shown_by(plain(), await said(content))
