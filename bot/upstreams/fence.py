"""The last question before a paid request leaves."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Fenced
from bot.domain.offers import Fence
from bot.domain.sentences import Reason

_LEAVING = "http11.send_request_headers.started"
"""httpcore's name for the moment when the connection stands and nothing has been written to it."""


def guard(fence: Fence) -> Mapping[str, Any]:
    """The httpx request extension that asks `fence` after every wait: for the rate, for a connection, for TLS.

    The request then raises Fenced where the answer is no, and whatever the fence itself raises.
    """

    async def ask(event: str, _: Mapping[str, Any]) -> None:
        if event == _LEAVING and not await fence():
            raise Fenced(Reason.INTERNAL, detail="the lease was over before the request left")

    return {"trace": ask}
