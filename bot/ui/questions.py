"""What a person is asked before their task goes on, as a letter."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from bot.domain.tasks import Task
from bot.engine.ports import Consent, Picture, Question
from bot.media.sheet import Sheet
from bot.ui.consent import consent_letter
from bot.ui.letter import Letter
from bot.ui.marks import Action
from bot.ui.picker import question_letter


class Drawer(Protocol):
    """`bot.media.sheet.Sheets`, or anything that makes one picture of several."""

    def sheet(self, pictures: Sequence[Path]) -> AbstractAsyncContextManager[Sheet]:
        """The first 25, numbered from 1, while the block lasts. Raises, on entry, Unreachable and StorageFailed."""

    def proof(self, picture: Path, mask: Path) -> AbstractAsyncContextManager[Sheet]:
        """The picture with what the mask marks standing out, while the block lasts. Raises as `sheet` does."""


def answered_by(question: Question | Consent) -> Action:
    """What the message of the question has to answer it by."""
    return Action.AGREE if isinstance(question, Consent) else Action.PICK


@asynccontextmanager
async def asking_letter(
    task: Task, question: Question | Consent, pictures: Sequence[Picture], drawer: Drawer
) -> AsyncIterator[Letter]:
    """The question, which can be sent while the block lasts. Raises, on entry, Unreachable and StorageFailed."""
    paths = [picture.path for picture in pictures]
    if isinstance(question, Question):
        async with drawer.sheet(paths) as sheet:
            yield question_letter(task, question, sheet, faces=len(pictures))
    elif question.marked:
        picture, mask = paths
        async with drawer.proof(picture, mask) as proof:
            yield consent_letter(task, question, proof)
    else:
        yield consent_letter(task, question, None)
