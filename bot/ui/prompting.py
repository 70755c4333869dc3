"""The form that asks for the prompt with which a preview is gone on from."""

import re
from collections.abc import Mapping
from typing import Any

import discord
from discord import TextStyle, ui

from bot.domain.ids import TaskId
from bot.domain.tools import LONGEST_PROMPT
from bot.ui.marks import Action, mark, pattern
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.pressing import begin_anew

_FORM = pattern(Action.PROMPT)
_LINE = "prompt"


def prompt_form(task_id: TaskId, locale: str) -> ui.Modal:
    """A form with one field.

    discord.py is told that it is finished, and so keeps none: what is submitted is recognised by its custom id, after
    a restart too.
    """
    form = ui.Modal(title=say(Notice.PROMPT_FORM, locale), custom_id=mark(Action.PROMPT, task_id))
    line = ui.TextInput[ui.Modal](custom_id=_LINE, style=TextStyle.paragraph, max_length=LONGEST_PROMPT)
    form.add_item(ui.Label(text=say(Notice.PROMPT_LABEL, locale), component=line))
    form.stop()
    return form


def submitted_prompt(interaction: discord.Interaction) -> re.Match[str] | None:
    """Whether this is such a form coming back; the group `about` is the preview's task."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    return _FORM.fullmatch(interaction.custom_id or "")


async def receive_prompt(interaction: discord.Interaction, task_id: TaskId) -> None:
    """Go on from the preview, in a new answer."""
    prompt = _typed(interaction)
    await begin_anew(interaction, lambda studio, press: studio.go_on(task_id, press, prompt))


def _typed(interaction: discord.Interaction) -> str:
    data: Mapping[str, Any] = interaction.data or {}
    lines = (label.get("component") or {} for label in data.get("components", ()))
    return next((str(line["value"]) for line in lines if line.get("custom_id") == _LINE), "")
