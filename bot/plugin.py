"""Darkroom inside a discord.py bot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from discord.ext import commands

from bot.assembly import Parts, assemble
from bot.client import BUTTONS, cog_names, keep_payloads_out_of_logs
from bot.logs import hush
from bot.settings import Settings


@asynccontextmanager
async def attach(bot: commands.Bot, settings: Settings) -> AsyncIterator[Parts]:
    """Give `bot` our cogs and buttons, and carry the tasks of its people until the block ends.

    To be entered before the bot logs in. The bot registers its commands itself (`tree.sync`). Vendors are listened to
    where `PUBLIC_URL` is set. Raises Misconfigured and StorageFailed where the settings, the database, the folders or
    the port are not usable.
    """
    async with AsyncExitStack() as stack:
        keep_payloads_out_of_logs()
        hush()
        parts = await assemble(stack, settings)
        vars(bot).update(studio=parts.studio, keyring=parts.keyring, packer=parts.packer)
        bot.add_dynamic_items(*BUTTONS)
        for name in cog_names():
            await bot.load_extension(name)
        parts.delivery.connect(bot)
        if settings.public_url is not None:
            await stack.enter_async_context(parts.listening.open())
        stopping = asyncio.Event()
        worker = asyncio.create_task(parts.worker.run(stopping), name="worker")
        try:
            yield parts
        finally:
            stopping.set()
            await worker
