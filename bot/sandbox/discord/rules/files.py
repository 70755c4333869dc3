"""Uploads and the list that describes them (reference, "Uploading Files")."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.discord.rules.form import Node, Refusal
from bot.sandbox.discord.rules.limits import Count, Length
from bot.sandbox.discord.rules.rule import Rule

RULES = (
    Rule("files.upload-count", "A request uploads at most 10 files.", "opcodes-and-status-codes.mdx"),
    Rule("files.attachment-count", "A message has at most 10 attachments.", "openapi.json"),
    Rule(
        "files.attachment-id", "attachments[].id is the n of files[n], or the id of a file that stays.", "reference.mdx"
    ),
    Rule("files.unique-attachments", "No file is listed twice in attachments.", "reference.mdx"),
    Rule("files.description-length", "A file's description has at most 1024 characters.", "message.mdx"),
)

_MAX_FILES = 10
_TOO_MANY = 30015
_UNSAFE = re.compile(r"[^\w.\-]+")
_COUNT = Count("files.attachment-count", "attachments", 0, _MAX_FILES)
_DESCRIPTION = Length("files.description-length", "description", 0, 1024)


def stored_name(filename: str) -> str:
    """The name under which Discord keeps an upload; `attachment://` refers to this one."""
    return _UNSAFE.sub("_", filename) or "unknown"


@dataclass(frozen=True, slots=True)
class Files:
    """What a message may refer to: uploads by n ("" is a gap), and kept files by id (None: not known)."""

    uploads: Sequence[str]
    kept: Mapping[int, str] | None

    @classmethod
    def of(cls, uploads: Sequence[str], before: Mapping[str, Any] | None) -> "Files":
        """The files at hand for an edit of `before`."""
        if before is None:
            return cls(uploads, None)
        return cls(uploads, {int(entry["id"]): str(entry["filename"]) for entry in before.get("attachments") or ()})

    def known(self, file_id: int) -> bool:
        """Whether an entry of `attachments` may have this id."""
        if 0 <= file_id < len(self.uploads) and self.uploads[file_id]:
            return True
        return file_id in self.kept if self.kept is not None else file_id > _MAX_FILES

    def names(self, message: Node) -> frozenset[str] | None:
        """What `attachment://` may name in this message; None when that is not known."""
        listed = "attachments" in message.value
        entries = {entry.number("id"): entry for entry in message.children("attachments")}
        if self.kept is None and (not listed or any((file_id or 0) > _MAX_FILES for file_id in entries)):
            return None
        files = dict(enumerate(self.uploads)) | dict(self.kept or {})
        stays = {key: name for key, name in files.items() if name and (key in entries or not listed)}
        return frozenset(stored_name(_renamed(entries.get(key), name)) for key, name in stays.items())


def check_attachments(message: Node, files: Files) -> None:
    """Judge the uploads and the `attachments` of a message."""
    if sum(map(bool, files.uploads)) > _MAX_FILES:
        text = f"Maximum number of attachments in a message reached ({_MAX_FILES})"
        message.form.add_refusal("files.upload-count", Refusal(status=400, code=_TOO_MANY, message=text))
    _COUNT.check(message)
    entries = message.children("attachments")
    for entry in entries:
        _DESCRIPTION.check(entry)
        if not files.known(_id(entry)):
            text = "The attachment was not found."
            entry.wrong("files.attachment-id", "id", "MESSAGE_ATTACHMENT_NOT_FOUND", text)
    for entry in _repeated(entries):
        entry.wrong("files.unique-attachments", "id", "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains it.")


def _repeated(entries: Sequence[Node]) -> Iterator[Node]:
    seen: set[int] = set()
    for entry in entries:
        if _id(entry) in seen:
            yield entry
        seen.add(_id(entry))


def _id(entry: Node) -> int:
    file_id = entry.number("id")
    return -1 if file_id is None else file_id


def _renamed(entry: Node | None, name: str) -> str:
    return (entry and entry.text("filename")) or name
