"""What a person reads of a message."""

from bot.sandbox.discord import Message
from tests.sandbox.discord.places import Place


async def _seen(place: Place, **body: object) -> Message:
    await place.api.call("POST", f"/channels/{place.channel.id}/messages", body)
    return place.ann.sees(place.channel)[-1]


async def test_the_text_of_an_embed_is_read_from_top_to_bottom(place: Place) -> None:
    embed = {
        "title": "Title",
        "description": "Description",
        "fields": [{"name": "Name", "value": "Value"}],
        "author": {"name": "Author"},
        "footer": {"text": "Footer"},
    }
    message = await _seen(place, content="Content", embeds=[embed])
    assert message.text.split("\n") == ["Content", "Title", "Description", "Name", "Value", "Author", "Footer"]


async def test_buttons_and_placeholders_are_read_too(place: Place) -> None:
    buttons = [{"type": 2, "style": 1, "label": "Again", "custom_id": "a"}]
    options = [{"label": "One", "value": "1"}]
    select = {"type": 3, "custom_id": "s", "placeholder": "Choose", "options": options}
    rows = [{"type": 1, "components": buttons}, {"type": 1, "components": [select]}]
    message = await _seen(place, content="Done", components=rows)
    assert (message.text, message.buttons) == ("Done\nAgain\nChoose", ("Again",))


async def test_text_displays_are_read_wherever_they_stand(place: Place) -> None:
    thumbnail = {"type": 11, "media": {"url": "https://example.org/x.png"}}
    section = {"type": 9, "components": [{"type": 10, "content": "inside"}], "accessory": thumbnail}
    container = {"type": 17, "components": [section, {"type": 14}, {"type": 10, "content": "below"}]}
    message = await _seen(place, flags=1 << 15, components=[container])
    assert message.text == "inside\nbelow"


async def test_components_are_numbered_and_completed(place: Place) -> None:
    container = {"type": 17, "components": [{"type": 14}, {"type": 10, "content": "x", "id": 2}]}
    message = await _seen(place, flags=1 << 15, components=[container])
    (shown,) = message.components
    assert (shown["id"], shown["accent_color"], shown["spoiler"]) == (1, None, False)
    assert [(part["id"], part.get("divider")) for part in shown["components"]] == [(3, True), (2, None)]
