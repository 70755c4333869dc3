"""From a provider's bytes to a JSON object, and from a JSON object to a few words for the log."""

import json
import re
from typing import Any, NoReturn

_GB = {"gbk", "gb2312", "gb18030"}
_SHOWN_KEYS = 8
_SHOWN_CHARACTERS = 24
_UNPRINTABLE = re.compile(r"[^\x21-\x7e]")


def parse(body: bytes, *, charset: str | None) -> dict[str, Any]:
    """The JSON object in `body`. Raises ValueError for anything else, however odd.

    UTF-8, or the Chinese national encoding where that is declared; what does not decode becomes U+FFFD, since only
    prose can be hurt by that.
    """
    encoding = "gb18030" if (charset or "").lower() in _GB else "utf-8-sig"
    try:
        data = json.loads(body.decode(encoding, errors="replace"), parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 (a fault of the data, not of the program)
    return data


def shape(data: dict[str, Any]) -> str:
    """The first keys of an object and the types of their values; no value."""
    shown = [
        f"{_UNPRINTABLE.sub('?', key)[:_SHOWN_CHARACTERS]}: {type(value).__name__}"
        for key, value in list(data.items())[:_SHOWN_KEYS]
    ]
    more = ", ..." if len(data) > _SHOWN_KEYS else ""
    return "{" + ", ".join(shown) + more + "}"


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
