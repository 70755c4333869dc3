"""Servers with keys of their own for Img Open, as the people who manage them give and take them."""

from dataclasses import replace
from typing import Any

from bot.sandbox.discord import ORDINARY_MEMBER, Message, Permission, Person
from tests.journeys.fixture import Stage


def admin_of(stage: Stage) -> Person:
    """Somebody who manages the server."""
    return stage.discord.add_person("Ada", stage.guild, permissions=ORDINARY_MEMBER | Permission.MANAGE_GUILD)


def another_server(stage: Stage) -> Stage:
    """The same stage, with another server and another Mia in it."""
    guild = stage.discord.add_guild("Elsewhere")
    channel = stage.discord.add_channel(guild, "pictures")
    return replace(stage, guild=guild, channel=channel, mia=stage.discord.add_person("Mia", guild))


def without_operator_key(stage: Stage, **changes: object) -> dict[str, Any]:
    """The settings where nobody but the servers has a key for Img Open."""
    providers = stage.settings["providers"]
    nobodys = {"access_key_id": None, "access_key_secret": None, **changes}
    return {"providers": providers.model_copy(update={"imgopen": providers.imgopen.model_copy(update=nobodys)})}


async def give_key(admin: Person, stage: Stage, key_id: str, secret: str) -> Message:
    """Fill in the key form of Img Open."""
    asked = await admin.slash(stage.channel, "keys set", provider="imgopen")
    await asked.opened_modal()
    given = await admin.fill_modal(asked, access_key_id=key_id, access_key_secret=secret)
    return await given.answer()


async def remove_key(admin: Person, stage: Stage) -> None:
    """Have the server forget its key for Img Open."""
    await (await admin.slash(stage.channel, "keys remove", provider="imgopen")).answer()
