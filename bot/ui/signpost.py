"""A word in a reply that its token no longer reaches: the answer is elsewhere, and there is nothing left to cancel."""

import asyncio

import discord
import structlog

from bot.domain.ids import MessageId
from bot.domain.tasks import Task
from bot.ui.messages import say
from bot.ui.trouble import TROUBLE, diagnose
from bot.ui.ways import Way

log = structlog.get_logger()

_WITHIN_S = 5.0


async def leave_signpost(client: discord.Client, task: Task, way: Way, answer: MessageId) -> None:
    """Edit the reply as the bot, if `way` led past it to `answer`; best effort. Nobody can so edit an ephemeral one."""
    reply = task.reply
    if way.signpost is None or reply.message_id in {None, answer} or reply.private:
        return
    message = client.get_partial_messageable(task.channel_id).get_partial_message(reply.message_id)
    try:
        async with asyncio.timeout(_WITHIN_S):
            await message.edit(content=say(way.signpost, reply.locale), view=None)
    except TROUBLE as error:
        log.info("no signpost left", task=task.id, why=diagnose(error).why)
