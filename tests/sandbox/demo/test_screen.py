"""What the demo draws."""

import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from rich.console import Console

from bot.sandbox.demo.screen import Screen, in_words, thumbnail
from bot.sandbox.discord import Attachment, Message

NOW = datetime.now(UTC)


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
    drawn = thumbnail(picture(4, 4, "#ff0000", "#0000ff"), columns=2)

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


@pytest.mark.parametrize(("ago_s", "words"), [(0, "0 seconds ago"), (42, "42 seconds ago"), (-60, "0 seconds ago")])
def test_a_relative_time_is_told_in_words(ago_s: int, words: str) -> None:
    content = f"Begun <t:{round(time.time()) - ago_s}:R>, as **asked**"

    assert in_words(content) == f"Begun {words}, as **asked**"


def test_another_kind_of_timestamp_is_left_alone() -> None:
    assert in_words("until <t:1700000000:F>") == "until <t:1700000000:F>"


def message(content: str, *, loading: bool = False, attached: tuple[Attachment, ...] = ()) -> Message:
    """A message as the person sees it."""
    return Message(
        id=1,
        channel_id=2,
        author_id=3,
        author_name="Darkroom",
        content=content,
        embeds=(),
        components=(),
        attachments=attached,
        ephemeral=False,
        loading=loading,
        pings=frozenset(),
        created_at=NOW,
        edited_at=None,
    )
