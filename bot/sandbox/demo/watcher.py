"""How an answer is followed from state to state."""

import time

from bot.sandbox.demo.screen import Screen
from bot.sandbox.discord import Message
from bot.sandbox.discord.components import walk

_LAST_BUTTON = "Delete"


def select_in(message: Message) -> str | None:
    """The custom id of the select by which the person is asked something."""
    return next((str(part["custom_id"]) for part in walk(message.components) if part.get("options")), None)


def button_in(message: Message, beginning: str) -> str | None:
    """The button that begins so."""
    return next((label for label in message.buttons if label.startswith(beginning)), None)


class Watcher:
    """Draws each state of an answer on the screen. `seen_at` is when the latest one came, in Unix seconds."""

    def __init__(self, screen: Screen) -> None:
        self.seen_at = 0.0
        self._screen = screen
        self._is_begun = False

    def is_last(self, message: Message) -> bool:
        """Whether nothing follows this state by itself: a result, a question, an explanation, a refusal."""
        self.seen_at = time.time()
        self._screen.show(message)
        if message.attachments or _LAST_BUTTON in message.buttons:
            return True  # a question comes with a picture of what there is to choose from
        self._is_begun = self._is_begun or bool(message.components)
        return not message.loading and not self._is_begun
