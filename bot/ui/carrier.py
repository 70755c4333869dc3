"""What the client carries for those who only meet it through an interaction."""

from typing import Protocol, cast

import discord

from bot.engine.keyring import Keyring
from bot.engine.studio import Studio
from bot.ui.packing import Packer


class Carrier(Protocol):
    """A discord.py client with Darkroom in it: our own, or somebody else's after `bot.plugin.attach`."""

    @property
    def studio(self) -> Studio:
        """The application service."""

    @property
    def keyring(self) -> Keyring:
        """The servers' own upstream keys."""

    @property
    def packer(self) -> Packer:
        """Makes pictures fit into a message."""


def carrier_of(interaction: discord.Interaction) -> Carrier:
    """The client that received `interaction`."""
    return cast("Carrier", interaction.client)
