"""Uploaded bytes: what they are, and which of them a message ends up with."""

import io
import mimetypes
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image, UnidentifiedImageError

from bot.sandbox.discord.rules.files import stored_name


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way to Discord."""

    filename: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that Discord keeps. Type and dimensions are read from the bytes, never taken from the uploader."""

    id: int
    filename: str
    data: bytes = field(repr=False)
    content_type: str
    width: int | None
    height: int | None
    description: str | None = None


def keep(upload: Upload, *, file_id: int) -> StoredFile:
    """Store an upload under the name that Discord would give it."""
    content_type, size = sniff(upload.data, upload.filename)
    return StoredFile(
        id=file_id,
        filename=stored_name(upload.filename),
        data=upload.data,
        content_type=content_type,
        width=size[0] if size else None,
        height=size[1] if size else None,
    )


def sniff(data: bytes, filename: str) -> tuple[str, tuple[int, int] | None]:
    """Content type, and for a picture its width and height; only the header is decoded, so a huge one costs nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                return Image.MIME.get(picture.format or "", "application/octet-stream"), picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return _other_type(data, filename), None


def _other_type(data: bytes, filename: str) -> str:
    guess = mimetypes.guess_type(filename)[0] or ""
    if guess.startswith("image/") or not guess:
        return "application/octet-stream" if b"\0" in data else "text/plain; charset=utf-8"
    return guess


def names(uploads: Mapping[int, Upload]) -> list[str]:
    """File names by n of `files[n]`; a gap is an empty name."""
    return [uploads[n].filename if n in uploads else "" for n in range(max(uploads, default=-1) + 1)]


def arrange(
    kept: Sequence[StoredFile],
    uploads: Mapping[int, Upload],
    listing: Sequence[Mapping[str, Any]] | None,
    make_id: Callable[[], int],
) -> tuple[StoredFile, ...]:
    """The files of a message after a create or an edit.

    Without a listing the old files stay and the new ones follow; a listing is the exact final set, and its ids are
    either snowflakes of old files or the n of `files[n]`.
    """
    listed = {int(entry["id"]): entry for entry in listing or ()}
    new = {n: keep(_renamed(upload, listed.get(n)), file_id=make_id()) for n, upload in sorted(uploads.items())}
    if listing is None:
        return (*kept, *new.values())
    known = {file.id: file for file in kept} | new
    return tuple(_described(known[file_id], entry) for file_id, entry in listed.items() if file_id in known)


def _renamed(upload: Upload, entry: Mapping[str, Any] | None) -> Upload:
    return replace(upload, filename=(entry and entry.get("filename")) or upload.filename)


def _described(file: StoredFile, entry: Mapping[str, Any]) -> StoredFile:
    return replace(file, description=entry.get("description", file.description))
