"""How the bot can learn that a picture is ready, and how the vendors' books show which it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.ids import own_id
from bot.domain.tasks import Task
from bot.sandbox.upstreams import Call, CallbackTry

_QUESTIONS = ("queryTask", "sd/v2/queryTaskInfo", "sd/queryTaskInfo", "gettask", "query-async-task-result")
"""The vendors' polling endpoints."""


class Way(StrEnum):
    """Who speaks first: the bot, which asks, or the vendor, which calls and is asked then."""

    POLL = "poll"
    CALLBACK = "callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What all vendors have written down.

    `settled_at` is by the bot's own id of the task or, where it sends none, by the vendor's.
    """

    calls: Sequence[Call]
    callbacks: Sequence[CallbackTry]
    settled_at: Mapping[str, datetime]

    def questions(self, task: Task) -> list[Call]:
        """The bot's questions about a task."""
        return [call for call in self.calls if call.endpoint in _QUESTIONS and _names(call.body, task)]

    def settled(self, task: Task) -> datetime | None:
        """When the vendor had the result."""
        return next((self.settled_at[each] for each in _ids(task) if each in self.settled_at), None)

    def way(self, task: Task) -> Way | None:
        """How the bot learnt of the end: the last question is the one that told it; was it asked for a callback?"""
        questions = self.questions(task)
        if not questions:
            return None
        heard = [each.at for each in self.callbacks if each.delivered and each.own_id in _own_ids(task)]
        return Way.CALLBACK if heard and min(heard) <= questions[-1].at else Way.POLL


def _own_ids(task: Task) -> list[str]:
    return [own_id(task.id, number) for number in range(1, task.round + 1)]


def _names(body: Any, task: Task) -> bool:
    return isinstance(body, dict) and any(value in _ids(task) for value in body.values())


def _ids(task: Task) -> list[str]:
    """The latest first."""
    return [*reversed(_own_ids(task)), *filter(None, [task.upstream_id])]
