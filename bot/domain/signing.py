"""Proofs that an address was made by us: a signature over a text, with keys of which the newest signs."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256


class Signer:
    """HMAC-SHA256. `keys` are newest first; at least one."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys:
            raise ValueError("a signer needs a key")
        self._keys = tuple(keys)

    def sign(self, text: str) -> str:
        """43 URL-safe characters."""
        return _signature(self._keys[0], text)

    def verifies(self, text: str, signature: str) -> bool:
        """Whether one of our keys signed exactly this text; compared in constant time, False for any nonsense."""
        told = signature.encode(errors="replace")
        return any(hmac.compare_digest(_signature(key, text).encode(), told) for key in self._keys)


def _signature(key: bytes, text: str) -> str:
    return urlsafe_b64encode(hmac.digest(key, text.encode(errors="surrogatepass"), sha256)).rstrip(b"=").decode()
