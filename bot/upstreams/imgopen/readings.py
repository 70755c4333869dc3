"""Where results stand in an answer's `data`."""

from collections.abc import Callable
from typing import Any

from bot.domain.errors import Garbled
from bot.domain.outcomes import Found
from bot.upstreams.imgopen.audit import Audit, Marks, flags
from bot.upstreams.imgopen.names import TITLE
from bot.upstreams.imgopen.route import Data, Reading
from bot.upstreams.imgopen.wire import Report
from bot.upstreams.lenient import Seed, fields_of, garbled, read_texts, read_urls
from bot.upstreams.parsing import shape

_DONE = 2
"""As every example of a finished drawing shows it, whatever the table says."""
_NO_RESULT = frozenset(
    {
        "businessTaskId",
        "taskId",
        "task_id",
        "id_task",
        "toolTask",
        "status",
        "desc",
        "callbackUrl",
        "image",
        "imageUrl",
        "sourceImage",
        "sourceUrl",
        "targetUrl",
        "prompt",
        "negativePrompt",
        "preprocessor",
        "sampler",
    }
)
"""What other pages show beside a result, and what an answer may repeat of the request."""


class _Drawn(Marks):
    """One picture of a drawing endpoint."""

    image_url: Any = None
    seed: Seed = None


def pictures(field: str) -> Reading:
    """A web address, or several, in that field."""
    return lambda data: _pictures(read_urls(fields_of(data).get(field), title=TITLE))


def texts(field: str) -> Reading:
    """A text, or several, in that field."""
    return lambda data: _texts(read_texts(fields_of(data).get(field), title=TITLE))


def drawings(audit: Audit) -> Reading:
    """`differentialImageRspList`: one entry per picture, with its seed and what the content check says."""

    def find(data: Data) -> tuple[Found, ...]:
        entries = fields_of(data).get("differentialImageRspList")
        drawn = [_Drawn.model_validate(fields_of(entry)) for entry in entries] if isinstance(entries, list) else []
        with_address = [each for each in drawn if each.image_url]
        urls = read_urls([each.image_url for each in with_address], title=TITLE)
        return tuple(
            Found(url=url, seed=each.seed, flags=flags(each, audit))
            for url, each in zip(urls, with_address, strict=True)
        )

    return find


def some_missing(data: Data) -> bool:
    """Whether an entry has no address although the status is not the one of finished tasks.

    The query is a live one, and whether it fills the list little by little is in no document.
    """
    entries = fields_of(data).get("differentialImageRspList")
    is_done = Report.of(data).status == _DONE
    return isinstance(entries, list) and not is_done and any(not fields_of(each).get("image_url") for each in entries)


def undocumented_pictures(result_fields: tuple[str, ...]) -> Reading:
    """The first of `result_fields` that holds addresses, or else the one unknown field that does."""
    return lambda data: _pictures(_first(data, result_fields, _strictly) or _only(data, result_fields, _addresses))


def undocumented_texts(result_fields: tuple[str, ...]) -> Reading:
    """The first of `result_fields` that holds text that is no address, or else the one unknown field that does."""
    return lambda data: _texts(_first(data, result_fields, _words) or _only(data, result_fields, _words))


Values = Callable[[Any], tuple[str, ...]]


def _first(data: Data, names: tuple[str, ...], values: Values) -> tuple[str, ...]:
    fields = fields_of(data)
    found = [values(fields[name]) for name in names if name in fields]
    return next((each for each in found if each), ())


def _only(data: Data, named: tuple[str, ...], values: Values) -> tuple[str, ...]:
    """Raises Garbled where several fields could be the result: the log shows their names, and one can be configured."""
    fields = fields_of(data)
    found = {name: held for name in fields if name not in {*_NO_RESULT, *named} and (held := values(fields[name]))}
    if len(found) > 1:
        raise garbled(TITLE, f"more than one field that may hold the result: {shape(found)}")
    return next(iter(found.values()), ())


def _strictly(value: Any) -> tuple[str, ...]:
    return read_urls(value, title=TITLE)


def _addresses(value: Any) -> tuple[str, ...]:
    try:
        return read_urls(value, title=TITLE)
    except Garbled:
        return ()


def _words(value: Any) -> tuple[str, ...]:
    if _addresses(value):
        return ()
    try:
        return read_texts(value, title=TITLE)
    except Garbled:
        return ()


def _pictures(urls: tuple[str, ...]) -> tuple[Found, ...]:
    return tuple(Found(url=url) for url in urls)


def _texts(found: tuple[str, ...]) -> tuple[Found, ...]:
    return tuple(Found(text=text) for text in found)
