"""The work of an invented endpoint that does not say what its work is."""

import asyncio
from collections.abc import Iterator
from typing import Any

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.bench import Bench, Goods, Made
from bot.sandbox.upstreams.imgopen.invented import InventedEndpoint
from bot.sandbox.upstreams.imgopen.places import get
from bot.sandbox.upstreams.painting.brief import Brief, digest
from bot.sandbox.upstreams.pictures import variant


async def improvise(invention: InventedEndpoint, body: Json, bench: Bench) -> Goods:
    """Pictures or a text about the first picture that was sent, or about the words. Raises WorkFailed."""
    url = _picture_url(invention, body)
    if invention.makes == "text":
        words = await bench.imaging.caption(await bench.fetch(url), as_tags=False) if url else f"{digest(str(body)):x}"
        return Goods(texts=tuple(f"{words} ({number + 1})" if number else words for number in range(invention.count)))
    first = await bench.imaging.enhance(await bench.fetch(url)) if url else await _draw(body, bench)
    others = [await asyncio.to_thread(variant, first, number) for number in range(1, invention.count)]
    return Goods(pictures=tuple(Made(picture=picture) for picture in (first, *others)))


async def _draw(body: Json, bench: Bench) -> bytes:
    return await bench.imaging.draw(Brief(prompt=" ".join(_texts(body)), seed=bench.luck))


def _picture_url(invention: InventedEndpoint, body: Json) -> str | None:
    callback = get(body, invention.callback) if invention.callback else None
    urls = (text for text in _texts(body) if text.startswith(("http://", "https://")) and text != callback)
    return next(urls, None)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
