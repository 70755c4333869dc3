"""One message to a person, before it is known how it will travel."""

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Self

import discord

from bot.domain.ids import UserId

_MOST_ALT_TEXT = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file to go with a letter; one on a disk has to stay there until it is sent. `alt` is for screen readers."""

    filename: str
    content: Path | bytes = field(repr=False)
    size_bytes: int
    alt: str | None = None
    spoiler: bool = False

    def file(self) -> discord.File:
        """A fresh upload: discord.py closes each one after use. It is read in threads, a little at a time."""
        content = BytesIO(self.content) if isinstance(self.content, bytes) else self.content
        alt = self.alt and self.alt[:_MOST_ALT_TEXT]
        return discord.File(content, filename=self.filename, description=alt, spoiler=self.spoiler)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What to say, with which files and buttons. `to` is the only person whom it may ping.

    It takes the place of an earlier one and of its files, which stay if `keeps_files`.
    """

    to: UserId
    content: str
    enclosures: tuple[Enclosure, ...] = ()
    keeps_files: bool = False
    view: discord.ui.View | None = field(default=None, repr=False)

    @property
    def files(self) -> list[discord.File]:
        """Fresh uploads of all enclosures."""
        return [enclosure.file() for enclosure in self.enclosures]

    @property
    def pings(self) -> discord.AllowedMentions:
        """Nobody but the person whom it is for."""
        return discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(self.to)], replied_user=False)

    def addressed(self) -> Self:
        """The same, beginning with the person's mention."""
        return replace(self, content=f"<@{self.to}> {self.content}")
