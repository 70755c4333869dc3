"""How each fault is played: a function between the request and the handler that would have answered properly."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.upstreams.edits import EDITS, Edit
from bot.sandbox.upstreams.faults import Fault, Faults
from bot.sandbox.upstreams.jobs import Job

LYING = web.RequestKey("lying", bool)
JOB = web.RequestKey("job", Job)
Play = Callable[[Faults, web.Request, Handler], Awaitable[web.StreamResponse]]

_PAGE = "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1><hr>nginx</body></html>"


async def play(kind: Fault, faults: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer the request with that fault."""
    return await _PLAYS[kind](faults, request, handler)


async def _slow(faults: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    await asyncio.sleep(faults.slow_s)
    return await handler(request)


async def _hang(faults: Faults, request: web.Request, _: Handler) -> web.StreamResponse:
    await faults.closing.wait()
    return _drop(request)


async def _drop_before_commit(_: Faults, request: web.Request, __: Handler) -> web.StreamResponse:
    return _drop(request)


async def _drop_after_commit(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    await handler(request)
    return _drop(request)


async def _unavailable(_: Faults, __: web.Request, ___: Handler) -> web.StreamResponse:
    return _page(503, "503 Service Temporarily Unavailable")


async def _too_many_requests(faults: Faults, _: web.Request, __: Handler) -> web.StreamResponse:
    return web.Response(status=429, headers={"Retry-After": str(faults.retry_after_s)}, text="Too Many Requests")


async def _unavailable_after_commit(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    await handler(request)
    return _page(503, "503 Service Temporarily Unavailable")


async def _html(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    await handler(request)
    return _page(200, "Something went wrong")


async def _not_json(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    body, _media_type = _contents(await handler(request))
    return web.Response(body=body[: len(body) // 2], content_type="application/json")


async def _endless(faults: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    body, media_type = _contents(await handler(request))
    response = web.StreamResponse(headers={"Content-Type": media_type})
    await response.prepare(request)
    with suppress(ConnectionError):
        while not faults.closing.is_set():
            await response.write(body)
            body = b" " * 65536
    return response


async def _early(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    response = await handler(request)
    if job := request.get(JOB):
        job.hurry.set()
        await job.reported.wait()
    return response


async def _lie(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    request[LYING] = True
    return await handler(request)


async def _gone(_: Faults, __: web.Request, ___: Handler) -> web.StreamResponse:
    return _page(404, "404 Not Found")


async def _redirect(faults: Faults, _: web.Request, __: Handler) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": faults.redirect_to})


async def _not_an_image(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    _body, media_type = _contents(await handler(request))
    return web.Response(body=b"#!/bin/sh\necho this is no picture\n", content_type=media_type)


async def _truncated(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    body, media_type = _contents(await handler(request))
    return web.Response(body=body[: len(body) // 2], content_type=media_type)


async def _cut_off(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
    body, media_type = _contents(await handler(request))
    response = web.StreamResponse(headers={"Content-Type": media_type, "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def _drop(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _page(status: int, title: str) -> web.Response:
    return web.Response(status=status, text=_PAGE.format(title), content_type="text/html")


def _contents(response: web.StreamResponse) -> tuple[bytes, str]:
    if not isinstance(response, web.Response) or not isinstance(response.body, bytes):
        raise TypeError("this fault needs an answer that is whole in memory")
    return response.body, response.content_type


def _edited(edit: Edit) -> Play:
    async def play(_: Faults, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        body, _media_type = _contents(response)
        return web.json_response(edit(json.loads(body)), status=response.status)

    return play


_PLAYS: dict[Fault, Play] = {
    Fault.SLOW: _slow,
    Fault.HANG: _hang,
    Fault.DROP_BEFORE_COMMIT: _drop_before_commit,
    Fault.UNAVAILABLE: _unavailable,
    Fault.TOO_MANY_REQUESTS: _too_many_requests,
    Fault.DROP_AFTER_COMMIT: _drop_after_commit,
    Fault.UNAVAILABLE_AFTER_COMMIT: _unavailable_after_commit,
    Fault.NOT_JSON: _not_json,
    Fault.HTML: _html,
    Fault.ENDLESS: _endless,
    Fault.LIE: _lie,
    Fault.GONE: _gone,
    Fault.REDIRECT: _redirect,
    Fault.NOT_AN_IMAGE: _not_an_image,
    Fault.TRUNCATED: _truncated,
    Fault.CUT_OFF: _cut_off,
    Fault.EARLY: _early,
    **{kind: _edited(edit) for kind, edit in EDITS.items()},
}
