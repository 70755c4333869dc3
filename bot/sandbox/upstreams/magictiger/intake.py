"""What Magic Tiger checks about a picture before it creates a task."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.sandbox.upstreams import failures
from bot.sandbox.upstreams.magictiger.config import MagicTigerConfig
from bot.sandbox.upstreams.magictiger.replies import PICURL_FAILED, TOO_LARGE, UNSUPPORTED, Refusal
from bot.sandbox.upstreams.pictures import Facts, inspect


async def take_in(fetch: Callable[[], Awaitable[bytes]], config: MagicTigerConfig) -> tuple[bytes, Facts]:
    """The picture and what its header says; nothing is decoded. Raises Refusal with the code of the failed check."""
    try:
        picture = await fetch()
        facts = await asyncio.to_thread(inspect, picture)
    except failures.Unfetchable as error:
        raise Refusal(PICURL_FAILED) from error
    except failures.TooLarge as error:
        raise Refusal(TOO_LARGE) from error
    except failures.NotAPicture as error:
        raise Refusal(UNSUPPORTED) from error
    _check(facts, config)
    return picture, facts


def _check(facts: Facts, config: MagicTigerConfig) -> None:
    if facts.ext not in config.accepted_ext:
        raise Refusal(UNSUPPORTED)
    if max(facts.width, facts.height) > config.max_side:
        raise Refusal(TOO_LARGE)
    if min(facts.width, facts.height) < config.min_side:
        raise Refusal(config.too_small_code)
