"""What an unmodified discord.py sends is accepted."""

import io
from typing import Any

import discord
from discord import app_commands, ui
from discord.http import handle_message_parameters

from bot.sandbox.discord.rules import Rulebook
from tests.sandbox.discord.rules.judging import callback


def _file(name: str = "out.png") -> discord.File:
    return discord.File(io.BytesIO(b"x"), name, description="A cat")


class _Layout(ui.LayoutView):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        again: ui.Button[_Layout] = ui.Button(label="Again", custom_id="again")
        link: ui.Button[_Layout] = ui.Button(label="Site", url="https://example.com")
        thumbnail: ui.Thumbnail[_Layout] = ui.Thumbnail(_file().uri)
        tools: ui.Select[_Layout] = ui.Select(custom_id="tool", options=[discord.SelectOption(label="Cartoon")])
        box: ui.Container[_Layout] = ui.Container(
            ui.TextDisplay("## Done"),
            ui.Section("Your picture", accessory=thumbnail),
            ui.MediaGallery(discord.MediaGalleryItem("attachment://out.png", description="A cat")),
            ui.Separator(),
            ui.File("attachment://notes.txt"),
            ui.ActionRow(again, link),
            ui.ActionRow(tools),
            accent_color=discord.Color.blurple(),
        )
        self.add_item(box)


class _Questions(ui.Modal, title="Swap faces"):
    face: ui.Label[Any] = ui.Label(text="Face", component=ui.FileUpload(custom_id="face", max_values=2))
    style: ui.Label[Any] = ui.Label(
        text="Style",
        component=ui.Select(
            custom_id="style", options=[discord.SelectOption(label="Soft"), discord.SelectOption(label="Hard")]
        ),
    )
    note: ui.TextInput[Any] = ui.TextInput(label="Note", required=False, max_length=200)


@app_commands.command(description="Make it sharp")
@app_commands.choices(style=[app_commands.Choice(name="Soft", value="soft")])
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.default_permissions(attach_files=True)
async def enhance(
    _interaction: discord.Interaction, image: discord.Attachment, style: str, scale: app_commands.Range[int, 1, 4] = 2
) -> None:
    raise AssertionError(image, style, scale)


@app_commands.context_menu(name="Enhance this")
async def enhance_this(_interaction: discord.Interaction, _message: discord.Message) -> None:
    raise AssertionError


class _Keys(app_commands.Group, name="keys", description="The server's keys"):
    @app_commands.command(description="Set a key")
    async def add(self, _interaction: discord.Interaction, provider: str) -> None:
        raise AssertionError(provider)


async def test_commands_of_a_tree() -> None:
    async with discord.Client(intents=discord.Intents.none()) as client:
        tree = app_commands.CommandTree(client)
        tree.add_command(enhance)
        tree.add_command(enhance_this)
        tree.add_command(_Keys())
        Rulebook().commands([command.to_dict(tree) for command in tree.get_commands()])


def test_a_channel_message_with_a_file_an_embed_and_buttons() -> None:
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="Again", custom_id="again"))
    embed = discord.Embed(title="Done").set_image(url="attachment://out.png")
    with handle_message_parameters(
        "Done",
        files=[_file()],
        embed=embed,
        view=view,
        nonce="123",
        allowed_mentions=discord.AllowedMentions.none(),
    ) as parameters:
        Rulebook().message(_payload(parameters), route="channel", uploads=["out.png"])


async def test_an_edit_of_a_deferred_answer_into_components_v2() -> None:
    with handle_message_parameters(None, view=_Layout(), attachments=[_file(), _file("notes.txt")]) as parameters:
        before = {"content": "", "flags": 128, "embeds": [], "components": [], "attachments": []}
        Rulebook().message(_payload(parameters), route="edit", uploads=["out.png", "notes.txt"], before=before)


async def test_a_modal() -> None:
    Rulebook().callback({"type": 9, "data": _Questions().to_dict()}, interaction_type=2, uploads=[])


async def test_an_ephemeral_answer() -> None:
    with handle_message_parameters("Working on it", flags=discord.MessageFlags(ephemeral=True)) as parameters:
        callback(4, parameters.payload)(Rulebook())


def _payload(parameters: Any) -> dict[str, Any]:
    part = next((part for part in parameters.multipart or () if part["name"] == "payload_json"), None)
    return dict(parameters.payload) if part is None else dict(discord.utils._from_json(part["value"]))
