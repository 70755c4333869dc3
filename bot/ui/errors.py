"""Where exceptions become sentences."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.domain.errors import BotError, KeyRejected, Misconfigured
from bot.domain.sentences import Reason, Sentence
from bot.ui.messages import say, tell
from bot.ui.notices import Notice
from bot.ui.reply import reply
from bot.ui.trouble import ALREADY_ACKNOWLEDGED, TROUBLE, UNKNOWN_INTERACTION, is_code

log = structlog.get_logger()

_CHECKS: tuple[tuple[type[Exception], Notice], ...] = (
    (app_commands.MissingPermissions, Notice.MANAGE_SERVER_NEEDED),
    (app_commands.NoPrivateMessage, Notice.SERVER_ONLY),
    (app_commands.CommandNotFound, Notice.OUT_OF_STEP),
    (app_commands.CommandSignatureMismatch, Notice.OUT_OF_STEP),
)


class ExplainingCog(commands.Cog):
    """A cog whose failures end in a sentence, whatever tree it hangs on: somebody else's bot has its own."""

    async def cog_app_command_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        """The edge of this cog's commands."""
        await explain(interaction, _cause(error))


class ExplainingTree(app_commands.CommandTree[discord.Client]):
    """A command tree whose every failure ends in a sentence for the person."""

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """The edge of every slash command; our cogs have spoken already."""
        if not isinstance(getattr(interaction.command, "binding", None), ExplainingCog):
            await explain(interaction, _cause(error))


@asynccontextmanager
async def explaining(interaction: discord.Interaction) -> AsyncIterator[None]:
    """The same edge for what has neither: buttons, modals, and the commands that are made of tools."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the person gets a sentence and we a log line
        await explain(interaction, error)


async def explain(interaction: discord.Interaction, error: Exception) -> None:
    """Tell the person what went wrong; log what nobody expected under the reference that they are given."""
    if is_code(error, UNKNOWN_INTERACTION) or is_code(error, ALREADY_ACKNOWLEDGED):
        log.info("interaction over", interaction=interaction.id, why=str(error))
        return
    text = _sentence_for(interaction, error)
    try:
        await reply(interaction, text)
    except TROUBLE as trouble:
        log.info("explanation not delivered", interaction=interaction.id, why=type(trouble).__name__)


def _cause(error: app_commands.AppCommandError) -> Exception:
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error


def _sentence_for(interaction: discord.Interaction, error: Exception) -> str:
    locale = interaction.locale.value
    for kind, notice in _CHECKS:
        if isinstance(error, kind):
            return say(notice, locale)
    if not isinstance(error, BotError) or error.sentence.reason is Reason.INTERNAL:
        return tell(_unexpected(interaction, error), locale)
    log.info("refused", interaction=interaction.id, reason=error.sentence.reason, detail=error.detail)
    if isinstance(error, Misconfigured) and not isinstance(error, KeyRejected) and not _can_act(interaction):
        return say(_for_members(error, interaction), locale)
    return tell(error.sentence, locale)


def _for_members(error: Misconfigured, interaction: discord.Interaction) -> Notice:
    if error.sentence.reason is Reason.FEATURE_OFF:
        return Notice.OFF_HERE
    return Notice.NOT_SET_UP_HERE if interaction.guild_id else Notice.NOT_SET_UP_DIRECT


def _can_act(interaction: discord.Interaction) -> bool:
    return interaction.guild_id is not None and interaction.permissions.manage_guild


def _unexpected(interaction: discord.Interaction, error: Exception) -> Sentence:
    reference = secrets.token_hex(4)
    log.error("unexpected error", reference=reference, interaction=interaction.id, exc_info=error)
    return Sentence.of(Reason.INTERNAL, reference=reference)
