import pytest

from bot.sandbox.discord.rules import Refusal, Rulebook
from tests.sandbox.discord.rules.judging import V2, Case, button, callback, message, row, text

_OLD_ID = 2**60
_BEFORE = {
    "content": "Working on it",
    "embeds": [],
    "flags": 0,
    "components": [],
    "attachments": [{"id": str(_OLD_ID), "filename": "in.png"}],
}


def _gallery(name: str) -> dict[str, object]:
    return {"type": 12, "items": [{"media": {"url": f"attachment://{name}"}}]}


ACCEPTED: dict[str, Case] = {
    "an upload alone": message({}, uploads=["out.png"]),
    "a forward": message({"message_reference": {"type": 1, "channel_id": "1", "message_id": "2"}}),
    "an ephemeral answer": callback(4, {"content": "Done", "flags": 64}),
    "an ephemeral follow-up": message({"content": "Done", "flags": 64}, route="followup"),
    "an edit that sends the bits of the message": message({"flags": 128 | 64}, route="edit", before=_BEFORE),
    "an edit that keeps the old file": message(
        {"attachments": [{"id": _OLD_ID}, {"id": 0}]}, route="edit", uploads=["out.png"], before=_BEFORE
    ),
    "an edit that shows the kept file": message(
        {"flags": V2, "content": None, "components": [_gallery("in.png")]}, route="edit", before=_BEFORE
    ),
    "a file under the name that it is given": message(
        {"flags": V2, "components": [_gallery("new.png")], "attachments": [{"id": 0, "filename": "new.png"}]},
        uploads=["old.png"],
    ),
    "a file under its cleaned name": message(
        {"flags": V2, "components": [_gallery("my_cat.png")]}, uploads=["my cat.png"]
    ),
    "an update of a message that is not known": callback(7, {"components": [row(button())]}, to=3),
    "a deferred answer": callback(5, {"flags": 64}),
    "a deferred answer without data": callback(5),
    "a deferred answer as hikari sends it": callback(5, {"allowed_mentions": {"parse": []}, "flags": 0}),
    "numbers in strings, as form fields have them": message({"content": "Hello", "flags": "4096"}),
}
REFUSED: dict[str, Case] = {
    "an edit that leaves nothing": message({"content": "", "attachments": []}, route="edit", before=_BEFORE),
    "content left when components v2 is set": message(
        {"flags": V2, "components": [text()]}, route="edit", before=_BEFORE
    ),
    "content for a message that has components v2": message(
        {"content": "Hello"}, route="edit", before={"flags": V2, "components": [text()]}
    ),
    "a gallery of a file that the edit drops": message(
        {"flags": V2, "content": None, "attachments": [], "components": [_gallery("in.png")]},
        route="edit",
        before=_BEFORE,
    ),
    "a kept file that the message never had": message(
        {"attachments": [{"id": _OLD_ID + 1}]}, route="edit", before=_BEFORE
    ),
    "a modal in answer to a modal": callback(9, {"custom_id": "a", "title": "b", "components": [text()]}, to=5),
    "a message in answer to autocomplete": callback(4, {"content": "Hello"}, to=4),
    "a reply without content": message({"message_reference": {"message_id": "2"}}),
    "rows alone": message({"components": [row(button())]}),
    "components v2 with files only": message({"flags": V2}, uploads=["out.png"]),
    "a deferred answer with other flags": callback(5, {"flags": V2}),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_discord_accepts(name: str) -> None:
    ACCEPTED[name](Rulebook())


@pytest.mark.parametrize("name", REFUSED)
def test_discord_refuses(name: str) -> None:
    with pytest.raises(Refusal):
        REFUSED[name](Rulebook())
