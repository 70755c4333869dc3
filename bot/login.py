"""Into Discord and out again. Discord may be down when we start: then we wait for it, and go in when it is back."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import chain, repeat
from typing import TypeVar

import discord
import structlog

from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from bot.settings import variable
from bot.ui.settings import DiscordSettings
from bot.ui.trouble import TROUBLE, diagnose

log = structlog.get_logger(__name__)

ClientT = TypeVar("ClientT", bound=discord.Client)

_CLOSE_WITHIN_S = 5.0


@asynccontextmanager
async def logged_in(
    make: Callable[[], ClientT],
    settings: DiscordSettings,
    stopping: asyncio.Event,
    *,
    pauses: Iterator[float] | None = None,
) -> AsyncIterator[ClientT | None]:
    """A client that is logged in and is closed at the end; None if `stopping` was set before Discord let us in.

    Every try has a client of its own, since a half logged in one is of no use. `pauses` are the seconds between them.
    Raises Misconfigured where Discord refuses the token.
    """
    entering = asyncio.create_task(_enter(make, settings, pauses or _pauses()), name="login")
    asked = asyncio.create_task(stopping.wait(), name="asked to stop")
    try:
        await asyncio.wait({entering, asked}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        entering.cancel()
        asked.cancel()
        await asyncio.wait({entering, asked})
    if entering.cancelled():
        yield None
        return
    client = entering.result()
    try:
        yield client
    finally:
        await leave(client)


async def log_in(client: discord.Client, settings: DiscordSettings) -> None:
    """Log in once. Raises Misconfigured where Discord refuses the token, and TROUBLE."""
    token = settings.token.get_secret_value() if settings.token else ""
    try:
        await client.login(token)
    except discord.LoginFailure as error:
        detail = f"{variable('discord', 'token')}: Discord does not accept this token"
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error


async def leave(client: discord.Client, *, within_s: float = _CLOSE_WITHIN_S) -> None:
    """Close the client unless that was done, or tried, before. That Discord does not let go in time is no error."""
    if client.is_closed():
        return
    try:
        async with asyncio.timeout(within_s):
            await client.close()
    except TimeoutError:
        log.warning("left Discord without a goodbye", waited_s=within_s)


async def _enter(make: Callable[[], ClientT], settings: DiscordSettings, pauses: Iterator[float]) -> ClientT:
    while True:
        client = make()
        try:
            await _try(client, settings)
        except TROUBLE as error:
            pause_s = next(pauses)
            log.warning("cannot log in yet", at=settings.api_base, why=diagnose(error).why, again_s=pause_s)
            await asyncio.sleep(pause_s)
        else:
            return client


async def _try(client: discord.Client, settings: DiscordSettings) -> None:
    async with AsyncExitStack() as stack:
        stack.push_async_callback(leave, client)
        await log_in(client, settings)
        stack.pop_all()


def _pauses() -> Iterator[float]:
    return chain((1.0, 2.0, 4.0, 8.0, 16.0, 32.0), repeat(60.0))
