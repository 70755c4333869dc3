"""Bodies of requests: multipart forms with texts and files."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.sandbox.upstreams.ailab.files import Sent, read_file

MULTIPART = "multipart/form-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it came. `repeated` are the names that came more than once; an unreadable file is None."""

    content_type: str
    texts: dict[str, str]
    files: dict[str, Sent | None] = field(repr=False)
    repeated: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Everything that was sent."""
        return frozenset(self.texts) | frozenset(self.files)

    def summary(self) -> dict[str, Any]:
        """For the books: texts as they are, of files the name, type and size."""
        return {**self.texts, **{name: _summary(sent) for name, sent in self.files.items()}}


async def read_form(request: web.Request) -> Form:
    """The body, if it is a form of any kind; another body is an empty one."""
    texts: dict[str, str] = {}
    files: dict[str, Sent | None] = {}
    repeated: set[str] = set()
    for name, value in (await _post(request)).items():
        if name in texts or name in files:
            repeated.add(name)
        if isinstance(value, web.FileField):
            files[name] = await asyncio.to_thread(_read, value)
        else:
            texts[name] = value if isinstance(value, str) else bytes(value).decode(errors="replace")
    return Form(content_type=request.content_type, texts=texts, files=files, repeated=frozenset(repeated))


async def _post(request: web.Request) -> Any:
    try:
        return await request.post()
    except ValueError:  # a broken form
        return {}


def _read(value: web.FileField) -> Sent | None:
    with value.file:
        return read_file(value.filename, value.content_type, value.file.read())


def _summary(sent: Sent | None) -> dict[str, Any] | None:
    return {"filename": sent.name, "content_type": sent.media_type, "size": sent.size} if sent else None
