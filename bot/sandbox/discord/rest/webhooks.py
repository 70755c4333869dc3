"""What an interaction's token may do after the first answer: follow-ups, and edits of its messages."""

from bot.sandbox.discord import answers, timeline
from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.refusals import Code, refusal
from bot.sandbox.discord.rest.call import Call, Reply, Route
from bot.sandbox.discord.rest.messages import checked_edit
from bot.sandbox.discord.world import Interaction, StoredMessage


async def follow_up(backend: Backend, call: Call) -> Reply:
    """Create Followup Message. `wait` is always true."""
    interaction, draft = _interaction(backend, call), call.draft()
    backend.rules.followup(interaction)
    backend.rulebook.message(draft.payload, route="followup", uploads=call.file_names())
    file_limit = interaction.channel.file_limit
    backend.rules.sizes(call.uploads.values(), file_limit=file_limit, request_bytes=call.size)
    return Reply(body=backend.writer.write(answers.follow_up(backend, interaction, draft)))


async def get(backend: Backend, call: Call) -> Reply:
    """Get Original Response, Get Followup Message."""
    return Reply(body=backend.writer.write(_message(backend, call)))


async def edit(backend: Backend, call: Call) -> Reply:
    """Edit Original Response, Edit Followup Message."""
    message = _message(backend, call)
    changed = checked_edit(backend, call, message, file_limit=message.channel.file_limit)
    return Reply(body=backend.writer.write(changed))


async def delete(backend: Backend, call: Call) -> Reply:
    """Delete Original Response, Delete Followup Message."""
    timeline.delete(backend, _message(backend, call))
    return Reply(status=204)


def _interaction(backend: Backend, call: Call) -> Interaction:
    found = backend.world.tokens.get(call.params["token"])
    if found is None or call.id("application_id") != backend.world.bot.id:
        raise refusal(Code.UNKNOWN_WEBHOOK)
    backend.rules.token(found)
    return found


def _message(backend: Backend, call: Call) -> StoredMessage:
    interaction = _interaction(backend, call)
    original = call.params["message_id"] == "@original"
    message_id = interaction.original_id if original else call.id("message_id")
    message = backend.world.messages.get(message_id or 0)
    if message is None or message.id not in interaction.message_ids:
        raise refusal(Code.UNKNOWN_MESSAGE)
    return message


_ALL, _ONE = "/webhooks/{application_id}/{token}", "/webhooks/{application_id}/{token}/messages/{message_id}"
ROUTES = (
    Route("POST", _ALL, follow_up, open=True),
    Route("GET", _ONE, get, open=True),
    Route("PATCH", _ONE, edit, open=True),
    Route("DELETE", _ONE, delete, open=True),
)
