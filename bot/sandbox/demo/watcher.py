"""How an answer is followed from state to state."""

import time

from bot.sandbox.demo.screen import Screen
from bot.sandbox.discord import Message

_LAST_BUTTON = "Delete"


class Watcher:
    """Draws each state of an answer on the screen. `seen_at` is when the latest one came, in Unix seconds."""

    def __init__(self, screen: Screen) -> None:
        self.seen_at = 0.0
        self._screen = screen
        self._is_begun = False

    def is_last(self, message: Message) -> bool:
        """Whether nothing will follow this state: the picture, an explanation, or a refusal before anything began."""
        self.seen_at = time.time()
        self._screen.show(message)
        if message.attachments or _LAST_BUTTON in message.buttons:
            return True
        self._is_begun = self._is_begun or bool(message.components)
        return not message.loading and not self._is_begun
