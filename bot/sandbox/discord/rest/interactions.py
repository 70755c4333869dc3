"""The callback of an interaction."""

from bot.sandbox.discord import answers
from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.flags import CallbackType
from bot.sandbox.discord.payloads.interactions import callback_response
from bot.sandbox.discord.refusals import Code, invalid_form, refusal
from bot.sandbox.discord.rest.call import Call, Reply, Route
from bot.sandbox.discord.timeline import Draft
from bot.sandbox.discord.world import Interaction, Json


async def callback(backend: Backend, call: Call) -> Reply:
    """Create Interaction Response. No bucket header: hikari logs an error over one here."""
    interaction, form = _interaction(backend, call), call.form()
    backend.rules.first_answer(interaction)
    backend.rulebook.callback(
        form, interaction_type=int(interaction.type), uploads=call.file_names(), before=_before(backend, interaction)
    )
    backend.rules.sizes(call.uploads.values(), file_limit=interaction.channel.file_limit, request_bytes=call.size)
    draft = Draft(payload=form.get("data") or {}, uploads=call.uploads)
    message = answers.answer(backend, interaction, _kind(form), draft)
    if not call.flag("with_response"):
        return Reply(status=204)
    return Reply(body=callback_response(interaction, message, backend.writer))


def _interaction(backend: Backend, call: Call) -> Interaction:
    found = backend.world.interactions.get(call.id("interaction_id"))
    if found is None or found.token != call.params["interaction_token"]:
        raise refusal(Code.UNKNOWN_INTERACTION)
    return found


def _before(backend: Backend, interaction: Interaction) -> Json | None:
    source = None if interaction.source is None else backend.world.messages.get(interaction.source.id)
    return None if source is None else backend.writer.with_every_file(source)


def _kind(form: Json) -> CallbackType:
    try:
        return CallbackType(form.get("type", 0))
    except ValueError:
        raise invalid_form("type", "BASE_TYPE_CHOICES", "Value must be one of the callback types.") from None


_PATH = "/interactions/{interaction_id}/{interaction_token}/callback"
ROUTES = (Route("POST", _PATH, callback, open=True, limited=False),)
