"""How a sleeping lane hears that there is work."""

import asyncio


class Wake:
    """One event per listener; ringing never blocks and is never lost."""

    def __init__(self) -> None:
        self._listeners: list[asyncio.Event] = []

    def listen(self) -> asyncio.Event:
        """A new event, set by every ring; the listener clears it."""
        event = asyncio.Event()
        self._listeners.append(event)
        return event

    def ring(self) -> None:
        """Tell every listener."""
        for event in self._listeners:
            event.set()
