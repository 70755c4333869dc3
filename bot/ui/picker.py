"""The question which face of a picture each source is put onto."""

import re
from collections.abc import Iterator
from typing import Any, Self, cast

import discord
from discord import SelectOption, ui

from bot.domain.ids import TaskId
from bot.domain.tasks import Task
from bot.engine.ports import Question
from bot.media.sheet import MOST, Sheet
from bot.ui.acknowledge import acknowledge_press
from bot.ui.buttons import CancelButton, asker_only, row
from bot.ui.carrier import carrier_of
from bot.ui.errors import explaining
from bot.ui.letter import Enclosure, Letter
from bot.ui.marks import Action, mark, part_of_task, pattern
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.pressing import press_in_place

Select = ui.Select[ui.View]


def question_letter(task: Task, question: Question, sheet: Sheet, *, faces: int) -> Letter:
    """The numbered faces, and a select for each source; what was chosen before is preselected."""
    locale = task.reply.locale
    alt = say(Notice.FACES_ALT, locale, faces=sheet.count)
    filename = f"{task.tool}-{task.id}-faces.jpg"
    enclosure = Enclosure(filename=filename, content=sheet.path, size_bytes=sheet.size_bytes, alt=alt)
    cancel = CancelButton(task.id, label=say(Notice.CANCEL, locale))
    selects = [_select(task, source, question.chosen.get(source), sheet.count) for source in question.sources]
    content = " ".join(_words(task, question, faces))
    return Letter(to=task.user_id, content=content, enclosures=(enclosure,), view=row(*selects, cancel))


class PickSelect(ui.DynamicItem[Select], template=pattern(Action.PICK)):
    """Says which face one source is put onto; the values of `select` are the faces' numbers, from 1."""

    def __init__(self, select: Select, task_id: TaskId, source: str) -> None:
        super().__init__(select)
        self._task_id = task_id
        self._source = source

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The select that was used."""
        return cls(cast("Select", item), *part_of_task(match))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """For the person who asked; the Studio compares with the task once more."""
        return await asker_only(interaction)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Note the choice. The task goes on in this message, by the token of this interaction, which is a fresh one."""
        async with explaining(interaction):
            if await acknowledge_press(interaction):
                face, press = int(self.item.values[0]), press_in_place(interaction)
                await carrier_of(interaction).studio.choose(self._task_id, self._source, face, press)


def _select(task: Task, source: str, chosen: int | None, count: int) -> PickSelect:
    locale = task.reply.locale
    options = [
        SelectOption(label=say(Notice.FACE, locale, number=number), value=str(number), default=number == chosen)
        for number in range(1, count + 1)
    ]
    placeholder = say(Notice.PICK_FACE, locale, source=source)
    select: Select = ui.Select(custom_id=mark(Action.PICK, task.id, source), placeholder=placeholder, options=options)
    return PickSelect(select, task.id, source)


def _words(task: Task, question: Question, faces: int) -> Iterator[str]:
    locale, sources = task.reply.locale, question.sources
    slot = next((entry.slot for entry in task.inputs if entry.slot not in sources), "")
    if len(sources) == 1:
        yield say(Notice.CHOOSE_FACE, locale, faces=faces, slot=slot, source=sources[0])
    else:
        yield say(Notice.CHOOSE_FACES, locale, faces=faces, slot=slot)
    if faces > MOST:
        yield say(Notice.FIRST_FACES, locale, most=MOST)
