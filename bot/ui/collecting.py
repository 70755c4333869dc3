"""Fetching a result that is kept: the button in a person's list of tasks."""

import re
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Self

import discord
from discord import ButtonStyle, ui

from bot.domain.ids import MessageId, TaskId, UserId
from bot.domain.tasks import Task
from bot.engine.ports import Picture
from bot.ui.acknowledge import acknowledge
from bot.ui.buttons import Button, label_of
from bot.ui.carrier import carrier_of
from bot.ui.errors import explaining
from bot.ui.letter import Letter
from bot.ui.marks import Action, mark, pattern
from bot.ui.packing import MOST_FILES, Parcel, Unpackable
from bot.ui.posting import post_fitting
from bot.ui.request import is_age_restricted
from bot.ui.results import result_letter, unpostable_letter


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
    user_id, adults = UserId(interaction.user.id), is_age_restricted(interaction.channel)
    async with carrier.studio.collect(task_id, user_id, age_restricted=adults) as (task, pictures):
        shown = await _show(interaction, task, pictures)
    if shown is not None:
        await carrier.studio.collected(task.id, shown)


async def _show(interaction: discord.Interaction, task: Task, pictures: Sequence[Picture]) -> MessageId | None:
    """The first message that shows some of it; None if not all could be shown. Texts come without pictures."""
    shown: list[MessageId] = []
    for start in range(0, max(1, len(pictures)), MOST_FILES):
        page = _Page(interaction=interaction, task=task, pictures=pictures[start : start + MOST_FILES], first=start + 1)
        try:
            shown.append(await post_fitting(page.pack, page.show, limit=interaction.filesize_limit))
        except Unpackable:
            await page.write(unpostable_letter(task))
            return None
    return shown[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """As many of a task's pictures as fit into one message, from number `first`: the reply, or one that follows it."""

    interaction: discord.Interaction
    task: Task
    pictures: Sequence[Picture]
    first: int

    def pack(self, limit: int) -> AbstractAsyncContextManager[Parcel]:
        packer = carrier_of(self.interaction).packer
        return packer.pack(self.task, self.pictures, limit=limit, first=self.first)

    async def show(self, parcel: Parcel) -> MessageId:
        return await self.write(result_letter(self.task, parcel))

    async def write(self, letter: Letter) -> MessageId:
        return await (self._reply(letter) if self.first == 1 else self._follow(letter))

    async def _reply(self, letter: Letter) -> MessageId:
        message = await self.interaction.edit_original_response(
            content=letter.content, attachments=letter.files, view=letter.view, allowed_mentions=letter.pings
        )
        return MessageId(message.id)

    async def _follow(self, letter: Letter) -> MessageId:
        message = await self.interaction.followup.send(
            letter.content,
            files=letter.files,
            view=letter.view or discord.utils.MISSING,
            allowed_mentions=letter.pings,
            ephemeral=True,
            wait=True,
        )
        return MessageId(message.id)
