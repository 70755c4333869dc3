"""What Img Open does for us as far as an operator's tables tell how."""

from functools import partial
from typing import Any

from bot.domain.listings import ListKind
from bot.domain.offers import Coverage, Limits, Offer, Order, Travel
from bot.domain.outcomes import Found
from bot.domain.sentences import Reason, Sentence
from bot.domain.tools import Output, Tool
from bot.upstreams.custom.answer import read_failure, read_found, read_progress
from bot.upstreams.custom.location import resolve
from bot.upstreams.custom.offer import make_offer
from bot.upstreams.custom.rows import read_rows
from bot.upstreams.custom.table import TASK, USUAL_PRICE, USUAL_S, Answer, Endpoint, NameList
from bot.upstreams.custom.template import fill
from bot.upstreams.imgopen.endpoints import ENDPOINTS
from bot.upstreams.imgopen.names import ID, TITLE
from bot.upstreams.imgopen.route import Data, ListRoute, Page, Question, Route
from bot.upstreams.imgopen.settings import ImgOpenSettings

_BY_ID = {"businessTaskId": "{task}"}
"""What every documented question asks by."""
_TABLES = "providers.imgopen.endpoints"


def supplied(settings: ImgOpenSettings) -> tuple[tuple[Offer, Route], ...]:
    """An offer for each endpoint that is known by name only, off where no table tells more, and for each extra."""
    known = (
        _missing(name, tool, settings) if table is None else _pair(_key(name), tool, table, settings)
        for name, (tool, table) in settings.endpoints.known.items()
    )
    extras = (_pair(f"{ID}.{key}", tool, table, settings) for key, (tool, table) in settings.endpoints.extras.items())
    return *known, *extras


def supplied_listing(settings: ImgOpenSettings, kind: ListKind) -> ListRoute | None:
    """Where that list is; None where no table tells."""
    table = settings.endpoints.listing(kind)
    if table is None:
        return None
    return ListRoute(
        path=resolve(table.path, settings.base_url),
        body=lambda _: fill(table.body, {}),
        read=partial(_read_page, table),
    )


def training_route(settings: ImgOpenSettings, path: str) -> Route | None:
    """The route of trainings that are submitted at `path`; None where no table tells where their results are."""
    table = settings.endpoints.training_result
    return None if table is None else _route(path, table, table.query, Output.TEXTS, settings)


def switch(name: str) -> str:
    """What an operator adds to turn it on."""
    return f"[{_TABLES}.{name}] in darkroom.toml"


def _pair(key: str, tool: Tool, table: Endpoint, settings: ImgOpenSettings) -> tuple[Offer, Route]:
    path = resolve(table.path, settings.base_url)
    offer = make_offer(table, tool, key=key, provider=ID, title=TITLE, endpoint=path, limits=_limits(settings))
    return offer, _route(path, table, table.query, tool.output, settings)


def _route(path: str, table: Answer, query: str | None, output: Output, settings: ImgOpenSettings) -> Route:
    def read(data: Data) -> tuple[Found, ...]:
        return read_found(table, _enveloped(data), output=output, title=TITLE)

    return Route(
        path=path,
        read=read,
        questions=() if query is None else (_question(resolve(query, settings.base_url), table),),
        failure=lambda data: read_failure(table, _enveloped(data)),
        progress=lambda data: read_progress(table, _enveloped(data)),
    )


def _question(path: str, table: Answer) -> Question:
    template = _BY_ID if table.query_body is None else table.query_body
    return Question(path=path, body=lambda own_id: fill(template, {TASK: own_id}))


def _missing(name: str, tool: Tool, settings: ImgOpenSettings) -> tuple[Offer, Route]:
    endpoint = next(each.name for each in ENDPOINTS if each.serves == _key(name))
    offer = Offer(
        key=_key(name),
        tool=tool.key,
        provider=ID,
        endpoint=endpoint,
        price=USUAL_PRICE,
        limits=_limits(settings),
        travel=Travel.URL,
        coverage=Coverage.OPERATOR_SUPPLIED,
        usual_s=USUAL_S,
        payload=_nothing,
        off=Sentence.of(Reason.FEATURE_OFF, provider=TITLE, setting=switch(name)),
    )
    return offer, Route(path="/", read=lambda _: ())


def _limits(settings: ImgOpenSettings) -> Limits:
    return Limits(max_bytes=settings.max_bytes, max_side=settings.max_side)


def _nothing(_: Order) -> dict[str, Any]:
    return {}


def _read_page(table: NameList, data: Data) -> Page:
    entries = read_rows(table, _enveloped(data))
    return Page(entries=entries, rows=len(entries))


def _enveloped(data: Data) -> dict[str, Any]:
    """Places begin outside the envelope of which the data is the inside."""
    return {"data": data}


def _key(name: str) -> str:
    return f"{ID}.{name.replace('_', '-')}"
