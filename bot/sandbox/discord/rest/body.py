"""Reading request bodies: JSON, or multipart with `payload_json` and `files[n]` (reference, "Uploading Files")."""

import json
import re
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from bot.sandbox.discord.files import Upload
from bot.sandbox.discord.refusals import Code, invalid_form, refusal

_FILE = re.compile(r"files?\[(\d{1,4})\]|file(\d{0,4})")

Body = tuple[Any, dict[int, Upload], int]


async def read_body(request: web.Request) -> Body:
    """The JSON value (None without a body), the uploads by n, and the size in bytes.

    Raises Refusal: 50035 for a wrong content type or an unknown part, 50109 for broken JSON.
    """
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request)
    raw = await request.read()
    if not raw:
        return None, {}, 0
    if request.content_type != "application/json":
        expected = "Expected \"Content-Type\" header to be one of {'application/json'}."
        raise invalid_form("_misc", "CONTENT_TYPE_INVALID", expected)
    return _parse(raw), {}, len(raw)


async def _read_multipart(request: web.Request) -> Body:
    uploads: dict[int, Upload] = {}
    fields: dict[str, Any] = {}
    payload: Any = None
    size = 0
    async for part in await _parts(request):
        if not isinstance(part, BodyPartReader):
            raise refusal(Code.INVALID_FORM)
        data = bytes(await part.read(decode=True))
        size += len(data)
        if part.name == "payload_json":
            payload = _parse(data)
        elif part.filename is not None:
            uploads[_number(part.name or "", taken=uploads)] = Upload(part.filename, data)
        else:
            fields[part.name or ""] = data.decode(errors="replace")
    return (fields if payload is None else payload), uploads, max(size, request.content_length or 0)


async def _parts(request: web.Request) -> MultipartReader:
    try:
        return await request.multipart()
    except ValueError:
        raise refusal(Code.INVALID_FORM) from None


def _number(name: str, *, taken: dict[int, Upload]) -> int:
    found = _FILE.fullmatch(name)
    if found is None:
        raise invalid_form(name, "UNKNOWN_PART", "Files are named files[n].")
    n = int(found[1] or found[2] or 0)
    if n in taken:
        raise invalid_form(name, "DUPLICATE_PART", "Each n of files[n] is used once.")
    return n


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise refusal(Code.INVALID_JSON) from None
