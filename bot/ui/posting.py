"""Sending files to Discord, smaller and smaller until they are taken."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from bot.domain.ids import MessageId
from bot.ui.packing import Parcel, Unpackable
from bot.ui.trouble import TROUBLE, Meaning, diagnose

_SHRINK = (0.8, 0.5)
"""After a refusal for size: this much of what was just refused."""


async def post_fitting(
    pack: Callable[[int], AbstractAsyncContextManager[Parcel]],
    send: Callable[[Parcel], Awaitable[MessageId]],
    *,
    limit: int,
) -> MessageId:
    """Pack for `limit` bytes per file and send; where Discord finds that too large, pack smaller.

    The limit that an interaction names is an upper bound, not a promise. Raises Unpackable when the ladder ends, and
    what `send` raises otherwise.
    """
    for shrink in (*_SHRINK, None):
        async with pack(limit) as parcel:
            try:
                return await send(parcel)
            except TROUBLE as error:
                if diagnose(error).meaning is not Meaning.TOO_LARGE:
                    raise
                if shrink is None:
                    break
                limit = int(parcel.largest * shrink)
    raise Unpackable(f"Discord takes not even {parcel.largest} bytes")
