"""Puts the parts together: state, rules, gateway, routes."""

import base64
import secrets
from collections.abc import Sequence

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.domain.clock import Clock
from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.cdn import Cdn
from bot.sandbox.discord.commands import CommandStore
from bot.sandbox.discord.faults import Faults
from bot.sandbox.discord.gateway.hub import Hub
from bot.sandbox.discord.gateway.socket import GatewaySocket
from bot.sandbox.discord.links import Links
from bot.sandbox.discord.payloads.messages import MessageWriter
from bot.sandbox.discord.quotas import Quotas
from bot.sandbox.discord.rest import commands, guilds, interactions, messages, users, webhooks
from bot.sandbox.discord.rest.call import Reply
from bot.sandbox.discord.rest.endpoint import PREFIX, Endpoint, Observer, write
from bot.sandbox.discord.rules import Rulebook
from bot.sandbox.discord.signals import Signal
from bot.sandbox.discord.snowflakes import Snowflakes
from bot.sandbox.discord.stateful import StatefulRules
from bot.sandbox.discord.world import User, World

ROUTES = (*users.ROUTES, *guilds.ROUTES, *commands.ROUTES, *interactions.ROUTES, *webhooks.ROUTES, *messages.ROUTES)
_MAX_BODY_BYTES = 256 * 2**20


def make_backend(clock: Clock, rulebook: Rulebook) -> Backend:
    """A Discord with a bot and nobody else."""
    snowflakes = Snowflakes(clock)
    bot = User(id=snowflakes.make(), name="Darkroom", bot=True)
    world = World(bot=bot, users={bot.id: bot})
    links = Links(clock)
    application = base64.b64encode(str(bot.id).encode()).decode().rstrip("=")
    return Backend(
        token=f"{application}.sandbox.{secrets.token_urlsafe(24)}",
        clock=clock,
        world=world,
        rulebook=rulebook,
        rules=StatefulRules(rulebook=rulebook, clock=clock, world=world),
        snowflakes=snowflakes,
        commands=CommandStore(application_id=bot.id, make_id=snowflakes.make, today=lambda: clock.now().date()),
        quotas=Quotas(),
        faults=Faults(),
        hub=Hub(),
        links=links,
        writer=MessageWriter(world, links),
        signal=Signal(),
    )


def make_application(
    backend: Backend, observers: Sequence[Observer], *, heartbeat_s: float, allowed_intents: int
) -> web.Application:
    """The web application: REST, CDN and gateway under one address."""

    async def gateway(request: web.Request) -> web.WebSocketResponse:
        socket = GatewaySocket(backend, heartbeat_s=heartbeat_s, allowed_intents=allowed_intents)
        return await socket.serve(request)

    app = web.Application(middlewares=[_in_json], client_max_size=_MAX_BODY_BYTES)
    for route in ROUTES:
        app.router.add_route(route.method, PREFIX + route.path, Endpoint(backend, route, observers).serve)
    app.router.add_get("/gateway", gateway)
    app.router.add_get("/gateway/", gateway)
    app.router.add_get("/", gateway)  # Discord's own gateway host has no path
    app.router.add_routes(Cdn(backend).routes())
    return app


@web.middleware
async def _in_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Unknown addresses and methods answer in Discord's form."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return write(Reply(status=error.status, body={"message": f"{error.status}: {error.reason}", "code": 0}))
