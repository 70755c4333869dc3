"""Buttons, selects, forms and suggestions, through discord.py."""

import asyncio

import discord
import pytest
from discord import app_commands, ui

from bot.sandbox.discord import ImpossibleError, NoAnswerError, Upload
from tests.sandbox.discord.bots import Bot, attachable, png, running
from tests.sandbox.discord.places import Place


class Panel(ui.View):
    """One of each component that a message can hold."""

    @ui.button(label="Update", custom_id="update")
    async def update(self, interaction: discord.Interaction, _button: ui.Button["Panel"]) -> None:
        await interaction.response.edit_message(content="updated")

    @ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _button: ui.Button["Panel"]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="updated later")

    @ui.button(label="Whisper", custom_id="whisper")
    async def whisper(self, interaction: discord.Interaction, _button: ui.Button["Panel"]) -> None:
        await interaction.response.defer()
        await interaction.followup.send("psst", ephemeral=True)

    @ui.button(label="Form", custom_id="form")
    async def form(self, interaction: discord.Interaction, _button: ui.Button["Panel"]) -> None:
        await interaction.response.send_modal(Questions())

    @ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction: discord.Interaction, _button: ui.Button["Panel"]) -> None:
        pass

    @ui.select(placeholder="Style", options=[discord.SelectOption(label="Bold", value="b")])
    async def style(self, interaction: discord.Interaction, select: ui.Select["Panel"]) -> None:
        await interaction.response.send_message(f"picked {select.values}")

    @ui.select(cls=ui.UserSelect, placeholder="Whom")
    async def whom(self, interaction: discord.Interaction, select: ui.UserSelect["Panel"]) -> None:
        await interaction.response.send_message(f"picked {select.values[0].name}")


class Questions(ui.Modal, title="Questions"):
    """A form with a text and a file."""

    name: ui.Label["Questions"] = ui.Label(text="Name", component=ui.TextInput(custom_id="name", max_length=10))
    picture: ui.Label["Questions"] = ui.Label(text="Picture", component=ui.FileUpload(custom_id="picture"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        name, picture = self.name.component, self.picture.component
        assert isinstance(name, ui.TextInput)
        assert isinstance(picture, ui.FileUpload)
        data = await picture.values[0].read()
        await interaction.response.send_message(f"{name.value} sent {len(data)} bytes")


@pytest.fixture
async def panel(bot: Bot) -> Bot:
    @bot.tree.command(description="Show the panel")
    async def show(interaction: discord.Interaction) -> None:
        view = Panel()
        view.add_item(ui.Button(label="Site", url="https://example.org"))
        await interaction.response.send_message("panel", view=view)

    @bot.tree.command(description="Ask at once")
    async def ask(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Questions())

    @bot.tree.command(description="Choose a style")
    async def choose(interaction: discord.Interaction, style: str) -> None:
        await interaction.response.send_message(style)

    @choose.autocomplete("style")
    async def suggest(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}ld", value="bold")]

    @bot.tree.command(description="Show a gallery")
    async def gallery(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        picture = attachable("one.png", description="alt")
        view = ui.LayoutView()
        view.add_item(ui.TextDisplay("the picture"))
        view.add_item(ui.MediaGallery(discord.MediaGalleryItem(picture, description="alt")))
        view.add_item(ui.File(other := attachable("two.png")))
        await interaction.edit_original_response(view=view, attachments=[picture, other])

    @bot.tree.context_menu(name="Enhance this")
    async def on_message(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"{message.content} {len(message.attachments)}")

    @bot.tree.context_menu(name="Portrait of")
    async def on_person(interaction: discord.Interaction, user: discord.Member) -> None:
        await interaction.response.send_message(user.display_name)

    return bot


async def test_a_button_updates_its_message(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        updated = await (await place.ann.press(message, "Update")).answer()
    assert (updated.id, updated.content, updated.edits) == (message.id, "updated", 1)


async def test_a_deferred_update_is_answered_by_the_edit(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        updated = await (await place.ann.press(message, "later")).answer()
    assert (updated.id, updated.content) == (message.id, "updated later")


async def test_a_deferred_update_may_be_answered_by_a_follow_up(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        whispered = await (await place.ann.press(message, "Whisper")).answer()
    assert (whispered.content, whispered.ephemeral) == ("psst", True)


async def test_disabled_and_link_buttons_cannot_be_pressed(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        with pytest.raises(ImpossibleError, match="disabled"):
            await place.ann.press(message, "Off")
        with pytest.raises(ImpossibleError, match="link"):
            await place.ann.press(message, "Site")
        with pytest.raises(ImpossibleError, match="has 0"):
            await place.ann.press(message, "Nonsense")


async def test_a_select_hands_over_the_values(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        picked = await (await place.ann.pick(message, "Style", "Bold")).answer()
    assert (picked.content, picked.reference_id) == ("picked ['b']", message.id)


async def test_a_select_offers_only_its_options(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        with pytest.raises(ImpossibleError, match="offers no"):
            await place.ann.pick(message, "Style", "Italic")
        with pytest.raises(ImpossibleError, match="2 values"):
            await place.ann.pick(message, "Style", "Bold", "Bold")


async def test_a_user_select_hands_over_people(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        picked = await (await place.ann.pick(message, "Whom", str(place.ann.id))).answer()
    assert picked.content == "picked ann"


async def test_a_form_opened_by_a_button_is_filled_with_text_and_file(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        opened = await place.ann.press(message, "Form")
        sent = await place.ann.fill_modal(opened, Name="Ann", picture=Upload("me.png", png()))
        answer = await sent.answer()
    assert answer.content == f"Ann sent {len(png())} bytes"


async def test_a_form_opened_by_a_command_is_no_message(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        opened = await place.ann.slash(place.channel, "ask")
        with pytest.raises(NoAnswerError, match="form"):
            await opened.answer()
        sent = await place.ann.fill_modal(opened, name="Ann", picture=Upload("me.png", png()))
        assert (await sent.answer()).content.startswith("Ann sent")


async def test_a_form_refuses_what_its_fields_do_not_take(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        opened = await place.ann.slash(place.channel, "ask")
        for fields, complaint in (
            ({"name": "Ann"}, "required"),
            ({"name": "x" * 11, "picture": Upload("me.png", png())}, "1 to 10"),
            ({"name": "Ann", "picture": [Upload("me.png", png())] * 2}, "1 to 1"),
            ({"name": "Ann", "picture": Upload("me.png", png()), "age": "9"}, "no field age"),
        ):
            with pytest.raises(ImpossibleError, match=complaint):
                await place.ann.fill_modal(opened, **fields)


async def test_suggestions_come_while_typing(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        assert await place.ann.autocomplete(place.channel, "choose", focused="style", style="bo") == [("bold", "bold")]


async def test_a_gallery_shows_files_that_are_not_attachments(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "gallery")).answer()
        await panel.hears("MESSAGE_UPDATE")
        seen = await place.api.call("GET", f"/channels/{place.channel.id}/messages/{message.id}")
    assert seen.body["attachments"] == []
    text, gallery, file = seen.body["components"]
    assert gallery["items"][0]["media"]["attachment_id"] == str(message.attachments[0].id)
    assert (file["name"], file["size"]) == ("two.png", len(png()))
    assert message.text == text["content"]
    assert [attachment.filename for attachment in message.attachments] == ["one.png", "two.png"]


async def test_a_context_menu_command_gets_the_message(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        said = await place.ann.say(place.channel, "look", Upload("cat.png", png()))
        answer = await (await place.ann.use_on_message(said, "Enhance this")).answer()
    assert (answer.content, answer.type) == ("look 1", 23)


async def test_a_context_menu_command_gets_the_person(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        answer = await (await place.ann.use_on_person(place.channel, place.ann, "Portrait of")).answer()
    assert answer.content == "Ann"


async def test_a_pressed_button_of_a_deleted_message_is_impossible(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        await place.ann.delete(message)
        with pytest.raises(ImpossibleError, match="no such message"):
            await place.ann.press(message, "Update")


async def test_no_state_of_a_message_is_missed(place: Place, panel: Bot) -> None:
    async with running(panel, place.local):
        message = await (await place.ann.slash(place.channel, "show")).answer()
        pressed = await place.ann.press(message, "Update")
        await asyncio.gather(pressed.answer(), panel.hears("MESSAGE_UPDATE"))
    assert [state.content for state in place.local.states(message)] == ["panel", "updated"]
