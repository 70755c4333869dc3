"""What a person sees of the demo in the terminal: the conversation as it unfolds, and the pictures in half blocks."""

import re
import time
from collections.abc import Iterable, Sequence
from io import BytesIO

from PIL import Image
from rich.box import SIMPLE
from rich.columns import Columns
from rich.console import Console, Group
from rich.live import Live
from rich.markdown import Markdown
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.sandbox.discord import Message

_THUMBNAIL_COLUMNS = 36
_FRAME_COLUMNS = 5
_PANEL_COLUMNS = 78
_RELATIVE_TIME = re.compile(r"<t:(\d+):R>")


class Screen:
    """Draws on `console`; without a terminal it prints a line for each change instead."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._headline = ""
        self._shown = ""
        self._live: Live | None = None

    def say(self, text: str) -> None:
        """A line between the conversations."""
        self._console.print(text, soft_wrap=True, markup=False)

    def tabulate(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Figures at the end."""
        table = Table(*head, box=SIMPLE)
        for row in rows:
            table.add_row(*row)
        self._console.print(table)

    def open(self, headline: str) -> None:
        """A person has sent a command."""
        self._headline, self._shown = headline, ""
        if self._console.is_terminal:
            self._live = Live(console=self._console, refresh_per_second=8)
            self._live.start()
        else:
            self.say(headline)

    def show(self, message: Message) -> None:
        """The bot's answer has changed."""
        text = "Darkroom is thinking…" if message.loading else in_words(message.content)
        if text == self._shown:
            return
        self._shown = text
        if self._live is None:
            self.say(f"  Darkroom: {text}")
            return
        files = "".join(f"\n\n📎 {each.filename} ({each.size:,} bytes)" for each in message.attachments)
        panel = Panel(Markdown(text + files), title="Darkroom", title_align="left", width=_PANEL_COLUMNS)
        self._live.update(Group(Text(self._headline, style="bold"), panel))

    def close(self, **pictures: bytes) -> None:
        """The conversation has ended; on a terminal its pictures are drawn, by caption."""
        if self._live is not None:
            self._live.stop()
            self._live = None
            columns = min(_THUMBNAIL_COLUMNS, self._console.width // max(1, len(pictures)) - _FRAME_COLUMNS)
            drawn = [Panel(thumbnail(data, columns), title=caption, expand=False) for caption, data in pictures.items()]
            self._console.print(Columns(drawn))


def in_words(content: str) -> str:
    """A message's text as Discord's client draws it, as far as the bot's own messages need it: relative times."""
    return _RELATIVE_TIME.sub(lambda found: f"{max(0, round(time.time() - int(found[1])))} s ago", content)


def thumbnail(picture: bytes, columns: int = _THUMBNAIL_COLUMNS) -> Text:
    """The picture in half blocks: two pixels to a character, one above the other."""
    with Image.open(BytesIO(picture)) as image:
        rows = max(1, round(columns * image.height / image.width / 2))
        small = image.convert("RGB").resize((columns, rows * 2))
    text = Text()
    for row in range(rows):
        for column in range(columns):
            upper, lower = (_hex(small.getpixel((column, 2 * row + half))) for half in (0, 1))
            text.append("▀", style=f"{upper} on {lower}")
        text.append("\n")
    return text


def _hex(pixel: object) -> str:
    red, green, blue = pixel if isinstance(pixel, tuple) else (0, 0, 0)
    return f"#{red:02x}{green:02x}{blue:02x}"
