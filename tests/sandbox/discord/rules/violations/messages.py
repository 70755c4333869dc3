from tests.sandbox.discord.rules.judging import V2, Case, button, message, row, text

_HELLO = {"content": "Hello"}
_KEPT = [{"id": str(2**60 + n), "filename": f"{n}.png"} for n in range(11)]


def _embed(**fields: object) -> Case:
    return message({"embeds": [fields]}, uploads=["notes.txt"])


def _rows(count: int) -> list[dict[str, object]]:
    return [row(button(custom_id=f"b{n}")) for n in range(count)]


MESSAGES: dict[str, Case] = {
    "form.types": message(_HELLO | {"flags": "many"}),
    "messages.known-fields": message(_HELLO | {"contents": "Hello"}),
    "messages.content-length": message({"content": "x" * 2001}),
    "messages.nonce-length": message(_HELLO | {"nonce": "x" * 26}),
    "messages.not-empty": message({"content": "  ", "embeds": []}),
    "messages.settable-flags": message(_HELLO | {"flags": 64}),
    "messages.v2-excludes-legacy": message(_HELLO | {"flags": V2, "components": [text()]}),
    "messages.v2-needs-flag": message(_HELLO | {"components": [text()]}),
    "messages.row-count": message(_HELLO | {"components": _rows(6)}),
    "mentions.parse-excludes-ids": message(_HELLO | {"allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
    "mentions.count": message(_HELLO | {"allowed_mentions": {"users": [str(n) for n in range(101)]}}),
    "mentions.parse-values": message(_HELLO | {"allowed_mentions": {"parse": ["here"]}}),
    "embeds.count": message({"embeds": [{"title": "Hello"}] * 11}),
    "embeds.lengths": _embed(title="x" * 257),
    "embeds.fields": _embed(title="Hello", fields=[{"name": "x"}]),
    "embeds.total-length": message({"embeds": [{"description": "x" * 3001}] * 2}),
    "embeds.attachment-type": _embed(image={"url": "attachment://notes.txt"}),
    "files.upload-count": message({}, uploads=[f"{n}.png" for n in range(11)]),
    "files.attachment-count": message({"attachments": _KEPT}, route="edit", before={"attachments": _KEPT}),
    "files.attachment-id": message(_HELLO | {"attachments": [{"id": 1}]}, uploads=["a.png"]),
    "files.unique-attachments": message({"attachments": [{"id": 0}, {"id": "0"}]}, uploads=["a.png"]),
    "files.description-length": message({"attachments": [{"id": 0, "description": "x" * 1025}]}, uploads=["a.png"]),
}
