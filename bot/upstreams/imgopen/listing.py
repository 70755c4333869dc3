"""The provider's list of models, and how any of its lists is read to the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.domain.listings import Entry
from bot.upstreams.imgopen.endpoints import MODEL_LIST
from bot.upstreams.imgopen.names import TITLE
from bot.upstreams.imgopen.route import Data, ListRoute, Page
from bot.upstreams.imgopen.wire import SUCCESS, Envelope
from bot.upstreams.lenient import Line, Whole, Wire, fields_of, garbled

_PAGE_SIZE: Final = 50
_MOST_PAGES: Final = 40

Ask = Callable[[str, Mapping[str, Any]], Awaitable[Envelope]]


class _Pages(Wire):
    rows: Any = None
    total: Whole = None


class _Model(Wire):
    sdModelCheckpoint: Line = ""  # noqa: N815 (the vendor's spelling)
    sdModelName: Line = ""  # noqa: N815 (likewise)
    modelBaseModel: Line = ""  # noqa: N815 (likewise)


async def read_list(route: ListRoute, ask: Ask) -> tuple[Entry, ...]:
    """Page after page, each value once, until all rows were there, a page brings nothing new, or it is too much.

    Raises Garbled where an answer is no success.
    """
    entries: dict[str, Entry] = {}
    rows = 0
    for number in range(1, route.most_pages + 1):
        page = _page(route, await ask(route.path, route.body(number)))
        fresh = {entry.value: entry for entry in page.entries if entry.value not in entries}
        entries |= fresh
        rows += page.rows
        if not page.rows or (page.entries and not fresh) or (page.total is not None and rows >= page.total):
            break
    return tuple(entries.values())


def _page(route: ListRoute, envelope: Envelope) -> Page:
    if envelope.code != SUCCESS:
        raise garbled(TITLE, envelope.words)
    return route.read(envelope.data)


def _models(data: Data) -> Page:
    pages = _Pages.model_validate(fields_of(data))
    rows = pages.rows if isinstance(pages.rows, list) else []
    models = (_Model.model_validate(fields_of(row)) for row in rows)
    entries = tuple(_entry(model) for model in models if model.sdModelCheckpoint)
    return Page(entries=entries, rows=len(rows), total=pages.total)


def _entry(model: _Model) -> Entry:
    name = model.sdModelName or model.sdModelCheckpoint
    label = f"{name} ({model.modelBaseModel})" if model.modelBaseModel else name
    return Entry(value=model.sdModelCheckpoint, label=label)


MODELS = ListRoute(
    path=MODEL_LIST.known_path,
    body=lambda number: {"pageSize": _PAGE_SIZE, "pageNum": number},
    read=_models,
    most_pages=_MOST_PAGES,
)
