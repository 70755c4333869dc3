"""Buttons under a result, to make something more of it. What they make is a new answer; the old one stays."""

import re
from typing import Any, Self

import discord
from discord import ButtonStyle, ui

from bot.domain.errors import Refused
from bot.domain.ids import TaskId
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, Press, Task
from bot.domain.toolbox import CONTROL
from bot.engine.studio import Studio
from bot.ui.buttons import Button, asker_only, label_of
from bot.ui.carrier import carrier_of
from bot.ui.errors import explaining
from bot.ui.marks import Action, mark, part_of_task, pattern
from bot.ui.pressing import begin_anew
from bot.ui.prompting import prompt_form


class AgainButton(ui.DynamicItem[Button], template=pattern(Action.AGAIN)):
    """Asks for the same with another seed."""

    def __init__(self, task_id: TaskId, *, label: str) -> None:
        super().__init__(ui.Button(label=label, style=ButtonStyle.primary, custom_id=mark(Action.AGAIN, task_id)))
        self._task_id = task_id

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        return cls(TaskId(match["about"]), label=label_of(item))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """For the person who asked; the Studio compares with the task once more."""
        return await asker_only(interaction)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Begin the new task."""
        await begin_anew(interaction, lambda studio, press: studio.again(self._task_id, press))


class VaryButton(ui.DynamicItem[Button], template=pattern(Action.VARY)):
    """Asks for something like one of the pictures; `number` is its place in the message, from 1."""

    def __init__(self, task_id: TaskId, number: int, *, label: str) -> None:
        custom_id = mark(Action.VARY, task_id, number)
        super().__init__(ui.Button(label=label, style=ButtonStyle.secondary, custom_id=custom_id))
        self._task_id = task_id
        self._number = number

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        task_id, number = part_of_task(match)
        return cls(task_id, int(number), label=label_of(item))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """For the person who asked; the Studio compares with the task once more."""
        return await asker_only(interaction)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Begin the new task, with the picture as Discord has it."""
        shown = interaction.message.attachments if interaction.message else []

        async def vary(studio: Studio, press: Press) -> Task | None:
            if len(shown) < self._number:
                raise Refused(Reason.RESULT_NOT_KEPT)
            return await studio.vary(self._task_id, _input(shown[self._number - 1]), press)

        await begin_anew(interaction, vary)


class GoOnButton(ui.DynamicItem[Button], template=pattern(Action.GO_ON)):
    """Goes on from a preview: a form asks for the prompt first."""

    def __init__(self, task_id: TaskId, *, label: str) -> None:
        super().__init__(ui.Button(label=label, style=ButtonStyle.primary, custom_id=mark(Action.GO_ON, task_id)))
        self._task_id = task_id

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        return cls(TaskId(match["about"]), label=label_of(item))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """For the person who asked; the Studio compares with the task once more."""
        return await asker_only(interaction)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the form, unless what it leads to cannot be had."""
        async with explaining(interaction):
            carrier_of(interaction).studio.refuse_early(CONTROL.key)
            await interaction.response.send_modal(prompt_form(self._task_id, interaction.locale.value))


def _input(attachment: discord.Attachment) -> Input:
    return Input(slot="image", url=attachment.url, filename=attachment.filename, size_bytes=attachment.size)
