"""One message to a person, before it is known how it will travel."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import discord

from bot.domain.ids import UserId

_MOST_ALT_TEXT = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file to go with a letter, which has to stay there until it is sent. `alt` is what a screen reader says."""

    filename: str
    path: Path
    size_bytes: int
    alt: str

    def file(self) -> discord.File:
        """A fresh upload: discord.py closes each one after use. It is read in threads, a little at a time."""
        return discord.File(self.path, filename=self.filename, description=self.alt[:_MOST_ALT_TEXT])


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What to say, with which files and buttons. `to` is the only person whom it may ping."""

    to: UserId
    content: str
    enclosures: tuple[Enclosure, ...] = ()
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
