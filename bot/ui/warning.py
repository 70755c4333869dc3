"""Word to the people who can mend what is wrong with a server's set-up."""

import asyncio

import discord
import structlog
from discord.utils import escape_markdown

from bot.domain.ids import GuildId, UserId
from bot.domain.sentences import Sentence
from bot.ui.messages import say, tell
from bot.ui.notices import Notice
from bot.ui.trouble import TROUBLE, diagnose

log = structlog.get_logger()

_WITHIN_S = 10.0


async def warn_admins(client: discord.Client, guild_id: GuildId, user_id: UserId | None, sentence: Sentence) -> None:
    """Write to this person directly or, where they cannot be reached, to the server's owner; best effort."""
    try:
        async with asyncio.timeout(_WITHIN_S):
            guild = client.get_guild(guild_id) or await client.fetch_guild(guild_id)
    except TROUBLE as error:
        log.info("admins not warned", guild=guild_id, why=diagnose(error).why)
        return
    locale = guild.preferred_locale.value
    content = say(Notice.WARNING, locale, server=escape_markdown(guild.name), why=tell(sentence, locale))
    for admin in dict.fromkeys(person for person in (user_id, guild.owner_id) if person is not None):
        if await _write(client, admin, content):
            return
    log.info("admins not warned", guild=guild_id, why="nobody takes direct messages")


async def _write(client: discord.Client, person: int, content: str) -> bool:
    try:
        async with asyncio.timeout(_WITHIN_S):
            place = await client.create_dm(discord.Object(person))
            await place.send(content, allowed_mentions=discord.AllowedMentions.none())
    except TROUBLE as error:
        log.info("an admin was not warned", why=diagnose(error).why)
        return False
    return True
