"""Where an endpoint is, as an operator may write it: a path, or the whole address on the provider's own host."""

import re
from typing import Annotated

import httpx
from pydantic import AfterValidator

_ORIGIN = re.compile(r"https?://[^/?#@\\\s]+", re.IGNORECASE)
_PATH = re.compile(r"(/[A-Za-z0-9._~!$&'()*+,;=:@-]+)+/?")
_SIDEWAYS = {".", ".."}


def resolve(location: str, base_url: str) -> str:
    """The path to put behind `base_url`; it begins with "/". Raises ValueError for an address that is elsewhere."""
    origin = _ORIGIN.match(location)
    if origin is None:
        return location
    if _origin(origin.group()) != _origin(base_url):
        raise ValueError(f"is on another host than {base_url}")
    path, prefix = location[origin.end() :], httpx.URL(base_url).path.rstrip("/")
    if not path.startswith(f"{prefix}/"):
        raise ValueError(f"is not below {base_url}")
    return path[len(prefix) :]


def _origin(address: str) -> tuple[str, str, int | None]:
    url = httpx.URL(address.lower())
    return url.scheme, url.host, url.port


def _checked(text: str) -> str:
    origin = _ORIGIN.match(text)
    path = text[origin.end() :] if origin else text
    if not _PATH.fullmatch(path) or _SIDEWAYS & set(path.split("/")):
        raise ValueError("must be a path like /a/b or a whole address, without .. and ? and # and % and backslash")
    try:
        httpx.URL(text)
    except httpx.InvalidURL as error:
        raise ValueError("is no address") from error
    return text


Location = Annotated[str, AfterValidator(_checked)]
"""A path that begins with "/", or an http(s) address; no query, no fragment, nothing that leads sideways."""
