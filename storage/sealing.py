"""Secrets at rest: authenticated encryption with a ring of keys, the newest first."""

import json
import os
import tempfile
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from bot.domain.signing import Signer

_REMEMBERED = 256
"""A task's token is read with its row, again and again; to decrypt it each time is slow."""


class Unsealable(Misconfigured):
    """A sealed text was not made with our keys, or not for this place."""

    def __init__(self) -> None:
        super().__init__(
            Reason.INTERNAL, detail="a sealed value cannot be opened with the present DARKROOM_SECRET_KEYS"
        )


class Sealer:
    """Seals and opens JSON values. The `place` is inside the sealed text and checked on opening, so that nobody can
    move a sealed value from one row to another.
    """  # noqa: D205 (one sentence)

    def __init__(self, keys: Sequence[SecretStr]) -> None:
        try:
            self._ring = MultiFernet([Fernet(key.get_secret_value()) for key in keys])
        except ValueError:
            detail = "DARKROOM_SECRET_KEYS must hold Fernet keys (32 bytes, URL-safe base64)"
            raise Misconfigured(Reason.INTERNAL, detail=detail) from None
        self._keys = [urlsafe_b64decode(key.get_secret_value()) for key in keys]
        self._opened = lru_cache(maxsize=_REMEMBERED)(self._decrypted)

    def seal(self, place: str, value: Any) -> str:
        """Encrypt `value` (JSON) for `place`."""
        return self._ring.encrypt(json.dumps([place, value]).encode()).decode()

    def open(self, place: str, sealed: str) -> Any:
        """The value that was sealed for `place`. Raises Unsealable."""
        return self._opened(place, sealed)

    def _decrypted(self, place: str, sealed: str) -> Any:
        try:
            sealed_place, value = json.loads(self._ring.decrypt(sealed))
        except (InvalidToken, ValueError):
            raise Unsealable from None
        if sealed_place != place:
            raise Unsealable
        return value

    def signer(self, purpose: str) -> Signer:
        """Signs with a key derived from the ring's newest and knows the others'; each purpose has keys of its own."""
        return Signer([_derived(key, purpose) for key in self._keys])


def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=SHA256.digest_size, salt=None, info=purpose.encode()).derive(key)


def new_key() -> str:
    """A fresh key for the ring."""
    return Fernet.generate_key().decode()


def keys_from_file(path: Path) -> list[SecretStr]:
    """The keys in `path`, one per line, newest first; a new one, in a file of mode 0600, if it is not there.

    Whoever begins first has made it, whole: every other process at the same time uses that one.
    """
    if not path.exists():
        _make_file(path, new_key() + "\n")
    return [SecretStr(line.strip()) for line in path.read_text().splitlines() if line.strip()]


def _make_file(path: Path, text: str) -> None:
    """All of it or nothing, through a kill and a power cut; a file that came there meanwhile stays."""
    descriptor, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """See to it that the names in the folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
