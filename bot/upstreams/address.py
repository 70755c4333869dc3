"""Where a provider lives, as an operator may write it."""

import re
from ipaddress import ip_address
from typing import Annotated

import httpx
from pydantic import AfterValidator

_LAST_PORT = 65_535


def _checked(text: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e]+", text):
        raise ValueError("must be printable ASCII without white space")
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise ValueError("is no address") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError("must be an http(s) address with a host")
    if url.port is not None and not 0 < url.port <= _LAST_PORT:
        raise ValueError("must have a port that exists")
    if url.userinfo or url.query or url.fragment:
        raise ValueError("must have no user, password, query or fragment")
    if url.scheme == "http" and not _is_loopback(url.host):
        raise ValueError("must begin with https: keys and picture addresses go there")
    return text.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


BaseUrl = Annotated[str, AfterValidator(_checked)]
"""https, or http on this machine; an origin and perhaps a path, without a last slash."""
