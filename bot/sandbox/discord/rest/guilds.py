"""Guilds and channels."""

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.payloads import guilds
from bot.sandbox.discord.refusals import Code, refusal
from bot.sandbox.discord.rest.call import Call, Reply, Route
from bot.sandbox.discord.world import Channel


async def guild(backend: Backend, call: Call) -> Reply:
    """Get Guild."""
    found = backend.world.guilds.get(call.id("guild_id"))
    if found is None or not found.has_bot:
        raise refusal(Code.UNKNOWN_GUILD)
    counts = {"approximate_member_count": len(found.members) + 1, "approximate_presence_count": 1}
    return Reply(body=guilds.guild(found) | (counts if call.flag("with_counts") else {}))


async def channel(backend: Backend, call: Call) -> Reply:
    """Get Channel."""
    return Reply(body=guilds.channel(visible_channel(backend, call), backend.world.bot))


def visible_channel(backend: Backend, call: Call) -> Channel:
    """The channel of the path; Refusal 10003 or 50001 when the bot has none such."""
    found = backend.world.channels.get(call.id("channel_id"))
    if found is None:
        raise refusal(Code.UNKNOWN_CHANNEL)
    backend.rules.access(found)
    return found


ROUTES = (
    Route("GET", "/guilds/{guild_id}", guild),
    Route("GET", "/channels/{channel_id}", channel),
)
