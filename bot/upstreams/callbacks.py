"""Reading what a provider sends by itself."""

from typing import Any

from pydantic import Field

from bot.upstreams.base import Callback
from bot.upstreams.lenient import Fields, Wire, garbled, read
from bot.upstreams.parsing import parse


class _Envelope(Wire):
    data: Fields = Field(default={}, repr=False)


def read_data(callback: Callback, *, title: str) -> dict[str, Any]:
    """The `data` of a callback's JSON object; empty where there is none, and for an empty body, which is a probe.

    Raises Garbled for anything but a JSON object.
    """
    if not callback.body.strip():
        return {}
    try:
        body = parse(callback.body, charset=None)
    except ValueError as error:
        raise garbled(title, f"a callback with {len(callback.body)} bytes instead of a JSON object") from error
    return read(_Envelope, body, title=title).data
