"""Signed CDN addresses: `ex` expiry, `is` issue time (both hex seconds), `hm` signature (reference, CDN)."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

from bot.domain.clock import Clock
from bot.sandbox.discord.files import StoredFile

LINK_LIFETIME = timedelta(days=1)


class Links:
    """Makes and checks the CDN's addresses by the logical clock. `base` is known when the server listens."""

    base = ""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)

    def to(self, file: StoredFile, folder_id: int, *, ephemeral: bool) -> str:
        """A fresh address of a file; `folder_id` is the channel, or anything for ephemeral files."""
        folder = "ephemeral-attachments" if ephemeral else "attachments"
        path = f"/{folder}/{folder_id}/{file.id}/{quote(file.filename)}"
        issued = int(self._clock.now().timestamp())
        expires = issued + int(LINK_LIFETIME.total_seconds())
        return f"{self.base}{path}?ex={expires:x}&is={issued:x}&hm={self._sign(path, f'{expires:x}', f'{issued:x}')}&"

    def accepts(self, path: str, query: Mapping[str, str]) -> bool:
        """Whether this (quoted) path carries a true signature that has not expired."""
        expires, issued = query.get("ex", ""), query.get("is", "")
        if not hmac.compare_digest(self._sign(path, expires, issued), query.get("hm", "")):
            return False
        return self._clock.now().timestamp() < int(expires, 16)

    def file_id(self, url: str) -> int | None:
        """The file that one of our own addresses names; None for any other address."""
        path = url.removeprefix(self.base).partition("?")[0].split("/")
        ours = url.startswith(self.base) and len(path) == len(("", "folder", "owner", "file", "name"))
        return int(path[3]) if ours and path[3].isdecimal() else None

    def _sign(self, path: str, expires: str, issued: str) -> str:
        return hmac.new(self._key, f"{path}|{expires}|{issued}".encode(), hashlib.sha256).hexdigest()
