"""hikari, unmodified: it sends binary frames, identifies before its first heartbeat, and reads every field."""

from collections.abc import AsyncIterator

import hikari
import pytest

from tests.sandbox.conformance.stage import COMMAND, Stage, picture

pytestmark = pytest.mark.slow


@pytest.fixture
async def client(stage: Stage) -> AsyncIterator[hikari.GatewayBot]:
    bot = hikari.GatewayBot(
        stage.local.token,
        rest_url=stage.local.api_base,
        intents=hikari.Intents.GUILDS,
        banner=None,
        logs=None,
        suppress_optimization_warning=True,
    )
    bot.event_manager.subscribe(hikari.StartingEvent, register)
    bot.event_manager.subscribe(hikari.CommandInteractionCreateEvent, answer)
    await bot.start(check_for_updates=False)
    await stage.local.wait_for_commands(COMMAND)
    yield bot
    await bot.close()


async def register(event: hikari.StartingEvent) -> None:
    assert isinstance(event.app, hikari.GatewayBot)
    rest = event.app.rest
    option = hikari.CommandOption(
        type=hikari.OptionType.ATTACHMENT, name="image", description="The picture", is_required=True
    )
    application = await rest.fetch_application()
    command = rest.slash_command_builder(COMMAND, "Enhance a picture").add_option(option)
    await rest.set_application_commands(application, [command])


async def answer(event: hikari.CommandInteractionCreateEvent) -> None:
    interaction = event.interaction
    assert interaction.resolved is not None
    (attachment,) = interaction.resolved.attachments.values()
    await interaction.create_initial_response(hikari.ResponseType.DEFERRED_MESSAGE_CREATE)
    result = hikari.Bytes(await attachment.read(), "out.png")
    await interaction.edit_initial_response("done", attachment=result)


async def test_hikari_answers_with_a_file(stage: Stage, client: hikari.GatewayBot) -> None:
    message = await stage.enhance()
    assert [(file.filename, file.data) for file in message.attachments] == [("out.png", picture())]
    assert client.get_me() is not None


async def test_hikari_resumes_after_a_dropped_connection(stage: Stage, client: hikari.GatewayBot) -> None:
    with client.stream(hikari.ShardResumedEvent, timeout=20) as resumed:
        await stage.local.close_gateways(4000)
        assert await anext(aiter(resumed))
    assert (await stage.enhance()).content == "done"
