"""What a person is asked before a task goes on: which face of the target each source is put onto.

The one question that there is. An offer that `asks` has another offer submitted first, whose results are shown.
"""

from collections.abc import Sequence
from typing import Any

from bot.domain.errors import Refused
from bot.domain.offers import Offer
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Input, Task
from bot.domain.toolbox.portrait import Asking, FaceswapOptions
from bot.domain.tools import Options
from bot.engine.ports import Question
from bot.engine.routing import Choice

SHOWN = "target"
"""The input that the question is about."""
_ASKED_SLOT = "image"
_SOURCE = "source"
_PAIR = 2


def is_asked(task: Task, offer: Offer) -> bool:
    """Whether `offer` only finds out what the person is to choose from."""
    return offer.tool != task.tool


def shown_to(offer: Offer, task: Task) -> dict[str, Input]:
    """The inputs that an offer gets, by the slots of its own tool."""
    if not is_asked(task, offer):
        return {entry.slot: entry for entry in task.inputs}
    shown = next(entry for entry in task.inputs if entry.slot == SHOWN)
    return {_ASKED_SLOT: shown}


def question_of(task: Task) -> Question:
    """Each source needs a face."""
    sources = tuple(entry.slot for entry in task.inputs if entry.slot.startswith(_SOURCE))
    return Question(sources=sources, chosen=task.options.get("faces") or {})


def is_answered(options: Options) -> bool:
    """Whether there is nothing to ask any more."""
    return isinstance(options, FaceswapOptions) and options.faces is not None


def wishes(task: Task, options: Options) -> bool | None:
    """Whether the person wants to choose; None: if there are several faces."""
    if not isinstance(options, FaceswapOptions):
        return False
    if len(question_of(task).sources) > 1 or options.face is Asking.ALWAYS:
        return True
    return False if options.face is Asking.LARGEST else None


def suited(choices: Sequence[Choice], *, asking: bool) -> list[Choice]:
    """Those that ask first, or those that do not, whichever is wanted; all, if there are only the others."""
    return [choice for choice in choices if bool(choice.offer.asks) is asking] or list(choices)


def answered(task: Task, source: str, face: int, *, faces: int) -> dict[str, int]:
    """The answers with one more. Raises Refused for a face that there is not and for one that has a source already."""
    question = question_of(task)
    if source not in question.sources or not 1 <= face <= faces:
        raise Refused(Reason.FACE_UNKNOWN, face=face, faces=faces)
    others = {slot: chosen for slot, chosen in question.chosen.items() if slot != source}
    if face in others.values():
        raise Refused(Reason.SAME_FACE)
    return {**others, source: face}


def is_complete(task: Task, faces: dict[str, int]) -> bool:
    """Whether every source has its face."""
    return set(faces) == set(question_of(task).sources)


def refuse_faces(task: Task, faces: int, *, title: str) -> Sentence | None:
    """Why so many faces do not go with the sources: which of two goes where is known for two faces only."""
    if len(question_of(task).sources) == 1 or faces == _PAIR:
        return None
    return Sentence.of(Reason.ONE_SOURCE_ONLY, provider=title, faces=faces)


def only_answer(task: Task, faces: int) -> dict[str, int] | None:
    """The answer where there is one face: it need not be asked."""
    return {question_of(task).sources[0]: 1} if faces == 1 else None


def renamed(sentence: Sentence) -> Sentence:
    """A sentence about the asked offer's picture, as the person knows it."""
    if sentence.values.get("slot") != _ASKED_SLOT:
        return sentence
    values: dict[str, Any] = {**sentence.values, "slot": SHOWN}
    return Sentence(reason=sentence.reason, values=values)
