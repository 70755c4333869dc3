"""What an answer elsewhere leaves behind: a reply that its token no longer reaches, and a question of its own."""

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
            await message.edit(content=say(way.signpost, reply.locale), attachments=[], view=None)
    except TROUBLE as error:
        log.info("no signpost left", task=task.id, why=diagnose(error).why)


async def withdraw_question(client: discord.Client, task: Task, answer: MessageId) -> None:
    """Delete what the person was asked in a message that is neither `answer` nor a signpost; best effort."""
    question, reply = task.message_id, task.reply
    if question is None or question == answer or (question == reply.message_id and not reply.private):
        return
    try:
        async with asyncio.timeout(_WITHIN_S):
            place = await _place(client, task)
            await place.get_partial_message(question).delete()
    except TROUBLE as error:
        log.info("question not withdrawn", task=task.id, why=diagnose(error).why)


async def _place(client: discord.Client, task: Task) -> discord.DMChannel | discord.PartialMessageable:
    if task.reply.private:
        return await client.create_dm(discord.Object(task.user_id))
    return client.get_partial_messageable(task.channel_id)
