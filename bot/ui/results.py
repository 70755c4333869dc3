"""What is said with a result, and what can be made of it."""

from collections.abc import Iterator

from discord.ui import DynamicItem
from discord.utils import escape_markdown

from bot.domain.policies import Showing
from bot.domain.tasks import Task
from bot.domain.toolbox import CONTROL, IMAGINE, PREVIEW, REIMAGINE
from bot.ui.buttons import Button, DeleteButton, row
from bot.ui.letter import Letter
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.options import label as title
from bot.ui.packing import Parcel
from bot.ui.remaking import AgainButton, GoOnButton, VaryButton
from bot.ui.texts import blocks, texts_of

_VARIED = frozenset({IMAGINE.key, REIMAGINE.key, CONTROL.key})
_MOST_VARIED = 4
_FLAGGED = {Showing.WITHHELD: Notice.WITHHELD, Showing.SPOILER: Notice.SPOILERED}


def result_letter(task: Task, parcel: Parcel) -> Letter:
    """What came out, a line about it, and the buttons that go with it."""
    line = " ".join(filter(None, (_summary(task), parcel.remarks(task.reply.locale), *_remarks(task, parcel))))
    words = _words(task, parcel)
    content = f"{line}\n{words}" if words else line
    return Letter(to=task.user_id, content=content, enclosures=parcel.enclosures, view=row(*_buttons(task, parcel)))


def unpostable_letter(task: Task) -> Letter:
    """In place of a result that cannot be made small enough."""
    content = f"{_summary(task)}\n{say(Notice.TOO_BIG_TO_POST, task.reply.locale)}"
    return Letter(to=task.user_id, content=content)


def maybe_shown_letter(task: Task) -> Letter:
    """In place of a result that the person may have had in a private answer, which nobody can read back."""
    content = f"{_summary(task)}\n{say(Notice.MAYBE_SHOWN, task.reply.locale)}"
    return Letter(to=task.user_id, content=content, view=row(_delete(task)))


def _summary(task: Task) -> str:
    taken_s = ((task.finished_at or task.created_at) - task.created_at).total_seconds()
    name, locale = title(task.tool), task.reply.locale
    if not task.price:
        return say(Notice.DONE_FREE, locale, tool=name, taken_s=taken_s)
    return say(Notice.DONE, locale, tool=name, taken_s=taken_s, price=task.price)


def _remarks(task: Task, parcel: Parcel) -> Iterator[str]:
    """The seeds of the pictures that are shown here, and with the first of them what became of flagged ones."""
    locale = task.reply.locale
    if any(seed is not None for seed in parcel.seeds):
        notice = Notice.SEED if len(parcel.seeds) == 1 else Notice.SEEDS
        yield say(notice, locale, seeds=", ".join("?" if seed is None else f"`{seed}`" for seed in parcel.seeds))
    for showing, notice in _FLAGGED.items():
        pictures = sum(result.showing is showing for result in task.results)
        if pictures and parcel.first == 1:
            yield say(notice, locale, pictures=pictures)


def _words(task: Task, parcel: Parcel) -> str:
    if parcel.trained is not None:
        name = escape_markdown(str(task.options.get("name", "")))
        return say(Notice.TRAINED, task.reply.locale, name=name, option=parcel.trained)
    return "" if parcel.seeds else blocks(texts_of(task))


def _buttons(task: Task, parcel: Parcel) -> Iterator[DynamicItem[Button]]:
    locale = task.reply.locale
    if parcel.tool is not None and parcel.tool.is_seeded:
        yield AgainButton(task.id, label=say(Notice.AGAIN, locale))
    if task.tool in _VARIED:
        yield from _variations(task, parcel)
    if task.tool == PREVIEW.key:
        yield GoOnButton(task.id, label=say(Notice.GO_ON, locale))
    yield _delete(task)


def _variations(task: Task, parcel: Parcel) -> Iterator[VaryButton]:
    """One for each picture of the message, by its place there."""
    locale, count = task.reply.locale, len(parcel.seeds)
    for place in range(1, min(count, _MOST_VARIED) + 1):
        label = say(Notice.VARY, locale) if count == 1 else say(Notice.VARY_ONE, locale, number=place)
        yield VaryButton(task.id, place, label=label)


def _delete(task: Task) -> DeleteButton:
    return DeleteButton(task.id, label=say(Notice.DELETE, task.reply.locale))
