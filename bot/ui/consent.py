"""The question whether a person wants it: at that price, and with that part of their picture."""

import re
from typing import Any, Self

import discord
from discord import ButtonStyle, ui

from bot.domain.ids import TaskId
from bot.domain.tasks import Task
from bot.domain.toolbox.marking import ERASE, REPLACE
from bot.engine.ports import Consent
from bot.media.sheet import Sheet
from bot.ui.acknowledge import acknowledge_press
from bot.ui.buttons import Button, CancelButton, asker_only, label_of, row
from bot.ui.carrier import carrier_of
from bot.ui.errors import explaining
from bot.ui.letter import Enclosure, Letter
from bot.ui.marks import Action, mark, part_of_task, pattern
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.pressing import press_in_place

_MARKED = {ERASE.key: Notice.WOULD_ERASE, REPLACE.key: Notice.WOULD_REPLACE}


def consent_letter(task: Task, consent: Consent, proof: Sheet | None) -> Letter:
    """What it costs, with a proof of what was marked if anything was, and the buttons for yes and no."""
    locale = task.reply.locale
    agree = AgreeButton(task.id, consent.price, label=_yes(consent, locale))
    view = row(agree, CancelButton(task.id, label=say(Notice.CANCEL, locale)))
    enclosures = () if proof is None else (_enclosure(task, proof),)
    return Letter(to=task.user_id, content=_words(task, consent), enclosures=enclosures, view=view)


class AgreeButton(ui.DynamicItem[Button], template=pattern(Action.AGREE)):
    """Lets a task go on; the label names the price."""

    def __init__(self, task_id: TaskId, price: int, *, label: str) -> None:
        custom_id = mark(Action.AGREE, task_id, price)
        super().__init__(ui.Button(label=label, style=ButtonStyle.success, custom_id=custom_id))
        self._task_id = task_id
        self._price = price

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        task_id, price = part_of_task(match)
        return cls(task_id, int(price), label=label_of(item))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """For the person who asked; the Studio compares with the task once more."""
        return await asker_only(interaction)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Say yes. The task goes on in this message, by the token of this interaction, which is a fresh one."""
        async with explaining(interaction):
            if await acknowledge_press(interaction):
                await carrier_of(interaction).studio.agree(self._task_id, self._price, press_in_place(interaction))


def _words(task: Task, consent: Consent) -> str:
    locale = task.reply.locale
    costs = Notice.COSTS if consent.price else Notice.COSTS_NOTHING
    price = say(costs, locale, price=consent.price, provider=consent.provider_title)
    if not consent.marked:
        return say(Notice.SHALL_I, locale, price=price)
    return say(_MARKED.get(task.tool, Notice.WOULD_CHANGE), locale, price=price)


def _yes(consent: Consent, locale: str) -> str:
    return say(Notice.AGREE, locale, price=consent.price) if consent.price else say(Notice.AGREE_FREE, locale)


def _enclosure(task: Task, proof: Sheet) -> Enclosure:
    filename = f"{task.tool}-{task.id}-marked.jpg"
    alt = say(Notice.MARKED_ALT, task.reply.locale)
    return Enclosure(filename=filename, content=proof.path, size_bytes=proof.size_bytes, alt=alt)
