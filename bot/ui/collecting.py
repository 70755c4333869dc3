"""Fetching a result that is kept: the button in a person's list of tasks."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any, Self

import discord
from discord import ButtonStyle, ui

from bot.domain.ids import MessageId, TaskId, UserId
from bot.domain.tasks import Task
from bot.engine.ports import Picture
from bot.ui.acknowledge import acknowledge
from bot.ui.buttons import Button, label_of
from bot.ui.carrier import Carrier, carrier_of
from bot.ui.errors import explaining
from bot.ui.letters import result_letter
from bot.ui.marks import Action, mark, pattern
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.packing import Parcel, Unpackable
from bot.ui.posting import post_fitting
from bot.ui.reply import reply


class GetButton(ui.DynamicItem[Button], template=pattern(Action.GET)):
    """Hands a kept result to the person who asked for it, for their eyes only."""

    def __init__(self, task_id: TaskId, *, label: str) -> None:
        super().__init__(ui.Button(label=label, style=ButtonStyle.primary, custom_id=mark(Action.GET, task_id)))
        self._task_id = task_id

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        return cls(TaskId(match["about"]), label=label_of(item))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the result; the Studio refuses what is not this person's."""
        async with explaining(interaction):
            if await acknowledge(interaction, private=True):
                await _hand_over(interaction, self._task_id)


async def _hand_over(interaction: discord.Interaction, task_id: TaskId) -> None:
    carrier = carrier_of(interaction)
    task, pictures = await carrier.studio.collect(task_id, UserId(interaction.user.id))
    pack = partial(_pack, carrier, task, pictures)
    try:
        message_id = await post_fitting(pack, partial(_show, interaction, task), limit=interaction.filesize_limit)
    except Unpackable:
        await reply(interaction, say(Notice.TOO_BIG_TO_POST, interaction.locale.value))
    else:
        await carrier.studio.collected(task, message_id)


async def _pack(carrier: Carrier, task: Task, pictures: Sequence[Picture], limit: int) -> Parcel:
    return await carrier.packer.pack(task, pictures, limit=limit)


async def _show(interaction: discord.Interaction, task: Task, parcel: Parcel) -> MessageId:
    letter = result_letter(task, parcel)
    message = await interaction.edit_original_response(
        content=letter.content, attachments=letter.files, view=letter.view, allowed_mentions=letter.pings
    )
    return MessageId(message.id)
