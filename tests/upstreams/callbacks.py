"""Callbacks, decent and otherwise."""

import json
from typing import Any

import httpx
from hypothesis import strategies as st

from bot.upstreams.base import Callback
from tests.upstreams.json_values import VALUES, objects

_SURROGATES_TOO = st.text(st.characters(), max_size=40)
_IDS = objects("taskid", "chtaskid", "task_id", "taskId", "id_task", "businessTaskId", "status", "outputurl")
_ENVELOPES = objects("code", "msg", "data") | st.builds(lambda data: {"code": 0, "data": data}, _IDS)

HEADERS = st.dictionaries(st.sampled_from(["token", "md5", "content-type"]) | st.text(max_size=8), _SURROGATES_TOO)
BODIES = st.binary(max_size=200) | (_ENVELOPES | VALUES).map(lambda value: json.dumps(value).encode())
CALLBACKS = st.builds(lambda headers, body: Callback(headers=headers, body=body), HEADERS, BODIES)


def no_client() -> httpx.AsyncClient:
    """Nothing can be sent through it."""
    return httpx.AsyncClient(transport=httpx.AsyncBaseTransport(), trust_env=False)


def a_callback(body: bytes = b"", **headers: str) -> Callback:
    return Callback(headers=headers, body=body)


def about(**data: Any) -> Callback:
    return a_callback(json.dumps({"code": 0, "msg": "", "data": data}).encode())
