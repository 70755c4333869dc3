"""Users, the application, and where the gateway is."""

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.flags import EVERY_PERMISSION
from bot.sandbox.discord.payloads import guilds, users
from bot.sandbox.discord.refusals import Code, refusal
from bot.sandbox.discord.rest.call import Call, Reply, Route
from bot.sandbox.discord.world import Channel, User


async def me(backend: Backend, _call: Call) -> Reply:
    """Get Current User."""
    return Reply(body=users.me(backend.world.bot))


async def application(backend: Backend, _call: Call) -> Reply:
    """Get Current Application, and the same under its older address."""
    owner = next((person for person in backend.world.users.values() if not person.bot), backend.world.bot)
    return Reply(body=users.application(backend.world.bot, owner))


async def user(backend: Backend, call: Call) -> Reply:
    """Get User."""
    person = backend.world.users.get(call.id("user_id"))
    if person is None:
        raise refusal(Code.UNKNOWN_USER)
    return Reply(body=users.user(person))


async def open_direct(backend: Backend, call: Call) -> Reply:
    """Create DM: the existing one, or a new one."""
    asked = str(call.form().get("recipient_id", ""))
    person = backend.world.users.get(int(asked)) if asked.isdecimal() else None
    if person is None or person.bot:
        raise refusal(Code.INVALID_RECIPIENTS)
    return Reply(body=guilds.channel(direct_channel(backend, person), backend.world.bot))


def direct_channel(backend: Backend, person: User) -> Channel:
    """The bot's direct messages with a person."""
    world = backend.world
    if person.id not in world.direct:
        channel = Channel(
            id=backend.snowflakes.make(), name=person.name, guild=None, recipient=person, permissions=EVERY_PERMISSION
        )
        world.direct[person.id] = world.channels[channel.id] = channel
    return world.direct[person.id]


async def gateway(backend: Backend, _call: Call) -> Reply:
    """Get Gateway."""
    return Reply(body={"url": backend.gateway_url})


async def gateway_bot(backend: Backend, _call: Call) -> Reply:
    """Get Gateway Bot: one shard is recommended."""
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return Reply(body={"url": backend.gateway_url, "shards": 1, "session_start_limit": limit})


ROUTES = (
    Route("GET", "/users/@me", me),
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/applications/@me", application),
    Route("GET", "/users/{user_id}", user),
    Route("POST", "/users/@me/channels", open_direct),
    Route("GET", "/gateway", gateway, open=True),
    Route("GET", "/gateway/bot", gateway_bot),
)
