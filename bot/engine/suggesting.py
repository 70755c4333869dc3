"""What can be had for a free-text option, while somebody types."""

from bot.domain.errors import BotError
from bot.domain.ids import GuildId, UserId
from bot.domain.listings import Entry, listed
from bot.engine.desk import Desk, log

_MOST = 25
"""What Discord shows."""


async def suggestions(
    desk: Desk, tool: str, option: str, typed: str, *, guild_id: GuildId, user_id: UserId
) -> tuple[Entry, ...]:
    """Values of which what was typed is a part, of the name or of the value itself. Raises nothing of ours."""
    wanted = typed.strip().casefold()
    try:
        entries = await _entries(desk, tool, option, guild_id, user_id)
    except BotError as error:
        log.warning("nothing to suggest", tool=tool, option=option, detail=error.detail)
        return ()
    fitting = (each for each in entries if wanted in each.label.casefold() or wanted in each.value.casefold())
    return tuple(fitting)[:_MOST]


async def _entries(desk: Desk, tool: str, option: str, guild_id: GuildId, user_id: UserId) -> list[Entry]:
    kind = dict(listed(desk.catalogue.tool(tool).options)).get(option)
    if kind is not None:
        return await desk.listings.entries(tool, kind, guild_id=guild_id, user_id=user_id)
    offers = [offer for offer in desk.catalogue.offers_for(tool) if offer.off is None]
    values = dict.fromkeys(value for offer in offers for value in offer.choices.get(option, ()))
    return [Entry(value=value, label=value) for value in values]
