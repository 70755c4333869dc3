"""From an HTTP request to a route's handler and back: quotas, faults, authorisation, errors, observers."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aiohttp import web

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.refusals import unauthorized
from bot.sandbox.discord.rest import failures
from bot.sandbox.discord.rest.body import read_body
from bot.sandbox.discord.rest.call import Call, Exchange, Reply, Route
from bot.sandbox.discord.rest.failures import Cut
from bot.sandbox.discord.rules import Refusal

PREFIX = "/api/v10"
Observer = Callable[[Exchange], None]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Serves one route. What was cut off is shown to the observers with status None."""

    backend: Backend
    route: Route
    observers: Sequence[Observer]

    async def serve(self, request: web.Request) -> web.Response:
        """Answer a request."""
        call = Call(
            method=request.method,
            path=request.path.removeprefix(PREFIX),
            params=dict(request.match_info),
            query=dict(request.query),
            authorization=request.headers.get("Authorization", ""),
        )
        try:
            body, uploads, size = await read_body(request)
        except Refusal as refused:
            return self._send(call, failures.error(refused))
        call = replace(call, body=body, uploads=uploads, size=size)
        outcome = await self._limit(call)
        if isinstance(outcome, Cut):
            self._observe(call, None)
            return failures.cut(request, hard=outcome.hard)
        return self._send(call, outcome)

    async def _limit(self, call: Call) -> Reply | Cut:
        if not self.route.limited:
            return await self._struck(call)
        quota = self.backend.quotas.take(_bucket(self.route, call))
        if quota.exceeded:
            return failures.limited(quota.reset_after_s)
        outcome = await self._struck(call)
        return outcome if isinstance(outcome, Cut) else replace(outcome, headers={**quota.headers(), **outcome.headers})

    async def _struck(self, call: Call) -> Reply | Cut:
        fault = self.backend.faults.take({"rest"}, call.method, call.path)
        if fault is None:
            return await self._handle(call)
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        return failures.before(fault) or _late(failures.after(fault), await self._handle(call))

    async def _handle(self, call: Call) -> Reply:
        try:
            if not self.route.open and call.authorization != f"Bot {self.backend.token}":
                raise unauthorized()
            return await self.route.handler(self.backend, call)
        except Refusal as refused:
            return failures.error(refused)

    def _send(self, call: Call, reply: Reply) -> web.Response:
        self._observe(call, reply)
        return write(reply)

    def _observe(self, call: Call, reply: Reply | None) -> None:
        exchange = Exchange(
            method=call.method,
            path=call.path,
            query=call.query,
            request=call.body,
            uploads=tuple(call.file_names()),
            status=None if reply is None else reply.status,
            response=None if reply is None else reply.body,
        )
        for observer in self.observers:
            observer(exchange)


def write(reply: Reply) -> web.Response:
    """The HTTP answer. JSON goes out without a charset: discord.py takes any other content type for text."""
    response = web.Response(status=reply.status, headers=reply.headers)
    if isinstance(reply.body, str):
        response.body, response.content_type = reply.body.encode(), "text/html"
    elif reply.body is not None:
        response.body, response.content_type = json.dumps(reply.body).encode(), "application/json"
    return response


def _late(late: Reply | Cut | None, reply: Reply) -> Reply | Cut:
    return reply if late is None else late


def _bucket(route: Route, call: Call) -> str:
    major = (call.params.get(name, "") for name in ("channel_id", "guild_id", "application_id", "token"))
    return " ".join((route.method, route.path, *major))
