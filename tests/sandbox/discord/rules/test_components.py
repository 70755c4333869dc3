import pytest

from bot.sandbox.discord.rules import Refusal, Rulebook
from tests.sandbox.discord.rules.judging import (
    Case,
    button,
    callback,
    chat,
    choice,
    commands,
    entry,
    label,
    modal,
    option,
    row,
    select,
    text,
    v2,
)

ACCEPTED: dict[str, Case] = {
    "a row of one text input, as older clients send it": modal(row(entry(label="Key"))),
    "a modal with every kind of input": modal(
        label(select()),
        label({"type": 19, "custom_id": "face", "min_values": 0, "max_values": 10}),
        label({"type": 21, "custom_id": "size", "options": [choice(), choice(value="photo")]}),
        label({"type": 22, "custom_id": "extras", "options": [choice()]}),
        label({"type": 23, "custom_id": "agree"}),
    ),
    "a premium button": v2(row({"type": 2, "style": 6, "sku_id": "1"})),
    "a link button": v2(row({"type": 2, "style": 5, "url": "https://example.com", "label": "Site"})),
    "a user select": v2(row({"type": 5, "custom_id": "friend"})),
    "a section with a button": v2({"type": 9, "components": [text()], "accessory": button()}),
    "integer choices": commands(chat(option(4, choices=[{"name": "two", "value": 2}]))),
    "a group of subcommands": commands(chat(option(2, "keys", options=[option(1, "add", options=[option()])]))),
    "numbers as suggestions": callback(8, {"choices": [{"name": "two", "value": 2}]}, to=4),
}
REFUSED: dict[str, Case] = {
    "a label around nothing": modal(label({}) | {"component": None}),
    "an action row of two inputs in a modal": modal(row(entry(label="A"), entry(custom_id="b", label="B"))),
    "an input in a row without a label": modal(row(entry())),
    "a button in a modal": modal(button()),
    "one custom_id for two inputs": modal(label(entry()), label(entry())),
    "a gallery item without media": v2({"type": 12, "items": [{"description": "A cat"}]}),
    "a thumbnail on its own": v2({"type": 11, "media": {"url": "https://example.com/a.png"}}),
    "an input in a message": v2(row(entry())),
    "a premium button with a label": v2(row({"type": 2, "style": 6, "sku_id": "1", "label": "Buy"})),
    "two selects in a row": v2(row(select(), select(custom_id="other"))),
    "a select without options": v2(row(select() | {"options": []})),
    "a parameter with options": commands(chat(option(options=[option(name="inner")]))),
    "a group in a group": commands(chat(option(2, "a", options=[option(2, "b")]))),
    "an integer choice that is too large": commands(chat(option(4, choices=[{"name": "x", "value": 2**53}]))),
    "a capital in a localised name": commands(chat(name_localizations={"de": "Schärfen"})),
    "two options with one localised name": commands(
        chat(*(option(name=name, name_localizations={"de": "stil"}) for name in ("a", "b")))
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_discord_accepts(name: str) -> None:
    ACCEPTED[name](Rulebook())


@pytest.mark.parametrize("name", REFUSED)
def test_discord_refuses(name: str) -> None:
    with pytest.raises(Refusal):
        REFUSED[name](Rulebook())


@pytest.mark.parametrize("name", ["enhance-2", "it's", "schärfen", "強化", "सुधारें", "ปรับปรุง"])
def test_names_of_many_scripts_are_accepted(name: str) -> None:
    commands(chat(name=name))(Rulebook())


@pytest.mark.parametrize("name", ["", "en hance", "enhance!", "a/b", "✨"])
def test_names_with_other_characters_are_refused(name: str) -> None:
    with pytest.raises(Refusal):
        commands(chat(name=name))(Rulebook())
