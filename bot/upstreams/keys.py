"""A provider's key on its way into a request."""

import re
from collections.abc import Iterable

from bot.domain.errors import KeyRejected, Misconfigured
from bot.domain.offers import Credentials
from bot.domain.sentences import Reason
from bot.upstreams.base import CredentialField

_LONGEST_QUOTE = 200
_QUERY = re.compile(r"\?\S*")
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


def reveal(credentials: Credentials | None, fields: Iterable[CredentialField], *, title: str) -> dict[str, str]:
    """The key's parts in clear, by field name.

    Raises Misconfigured without a key, KeyRejected where a part is missing or not what its field's pattern asks for.
    """
    if credentials is None:
        raise Misconfigured(Reason.PROVIDER_NOT_SET_UP, provider=title)
    revealed = {}
    for field in fields:
        value = credentials[field.name].get_secret_value() if field.name in credentials else ""
        if not re.fullmatch(field.pattern, value):
            raise KeyRejected(Reason.KEY_MALFORMED, provider=title, field=field.label)
        revealed[field.name] = value
    return revealed


def quote(text: str, *, secrets: Iterable[str]) -> str:
    """A provider's own words, safe for the log: short, printable ASCII, without query strings and without `secrets`."""
    for secret in secrets:
        text = text.replace(secret, "[secret]")
    return _UNPRINTABLE.sub("?", _QUERY.sub("?...", text))[:_LONGEST_QUOTE]
