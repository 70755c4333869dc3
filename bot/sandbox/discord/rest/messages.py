"""Messages of channels."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.discord import timeline
from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.components import media
from bot.sandbox.discord.flags import MessageType, Permission
from bot.sandbox.discord.refusals import Code, invalid_form, refusal
from bot.sandbox.discord.rest.call import Call, Reply, Route
from bot.sandbox.discord.rest.guilds import visible_channel
from bot.sandbox.discord.stateful import NONCE_WINDOW
from bot.sandbox.discord.world import Channel, StoredMessage

_MAX_PAGE, _PAGE = 100, 50


async def create(backend: Backend, call: Call) -> Reply:
    """Create Message. A repeated enforced nonce answers the earlier message and creates none."""
    channel, payload = visible_channel(backend, call), call.draft().payload
    if channel.recipient is not None:
        backend.rules.direct_message(channel.recipient)
    backend.rulebook.message(payload, route="channel", uploads=call.file_names())
    backend.rules.sizes(call.uploads.values(), file_limit=channel.file_limit, request_bytes=call.size)
    backend.rules.allowed(channel, _needed(call))
    earlier = _earlier(backend, payload)
    message = earlier or _post(backend, channel, call)
    return Reply(body=backend.writer.write(message))


def _needed(call: Call) -> Permission:
    needed = Permission.SEND_MESSAGES
    if call.uploads:
        needed |= Permission.ATTACH_FILES
    if call.form().get("embeds"):
        needed |= Permission.EMBED_LINKS
    return needed


def _earlier(backend: Backend, payload: Mapping[str, Any]) -> StoredMessage | None:
    if not payload.get("enforce_nonce") or payload.get("nonce") is None:
        return None
    sent = backend.world.nonces.get(str(payload["nonce"]))
    if sent is None or backend.clock.now() - sent[1] > NONCE_WINDOW:
        return None
    message = backend.world.messages.get(sent[0])
    backend.rules.repeat(message)
    return message


def _post(backend: Backend, channel: Channel, call: Call) -> StoredMessage:
    reference = _reference(call.form())
    message = timeline.post(
        backend,
        call.draft(),
        channel=channel,
        author=backend.world.bot,
        kind=MessageType.DEFAULT if reference is None else MessageType.REPLY,
        reference_id=reference,
    )
    if message.nonce is not None:
        backend.world.nonces[str(message.nonce)] = (message.id, backend.clock.now())
    return message


def _reference(payload: Mapping[str, Any]) -> int | None:
    message_id = (payload.get("message_reference") or {}).get("message_id")
    if message_id is None:
        return None
    if not str(message_id).isdecimal():
        raise invalid_form("message_reference", "NUMBER_TYPE_COERCE", f'Value "{message_id}" is not snowflake.')
    return int(message_id)


async def history(backend: Backend, call: Call) -> Reply:
    """Get Channel Messages: newest first."""
    channel = visible_channel(backend, call)
    backend.rules.allowed(channel, Permission.READ_MESSAGE_HISTORY)
    found = [message for message in backend.world.in_channel(channel) if not message.ephemeral]
    return Reply(body=[backend.writer.write(message) for message in reversed(_page(found, call))])


def _page(messages: list[StoredMessage], call: Call) -> list[StoredMessage]:
    around, after, before = (call.number(name) for name in ("around", "after", "before"))
    limit = min(max(call.number("limit") or _PAGE, 1), _MAX_PAGE)
    if around is not None:
        older = [message for message in messages if message.id < around]
        newer = [message for message in messages if message.id >= around]
        return older[max(0, len(older) - limit // 2) :] + newer[: limit - limit // 2]
    if after is not None:
        return [message for message in messages if message.id > after][:limit]
    return [message for message in messages if before is None or message.id < before][-limit:]


async def get(backend: Backend, call: Call) -> Reply:
    """Get Channel Message."""
    message = _public_message(backend, call)
    backend.rules.allowed(message.channel, Permission.READ_MESSAGE_HISTORY)
    return Reply(body=backend.writer.write(message))


async def edit(backend: Backend, call: Call) -> Reply:
    """Edit Message: the bot's own, ephemeral ones excepted."""
    message = _public_message(backend, call)
    backend.rules.edit(message)
    changed = checked_edit(backend, call, message, file_limit=message.channel.file_limit)
    return Reply(body=backend.writer.write(changed))


def checked_edit(backend: Backend, call: Call, message: StoredMessage, *, file_limit: int) -> StoredMessage:
    """Edit a message if the rules of edits and sizes allow."""
    draft, before = call.draft(), backend.writer.with_every_file(message)
    backend.rulebook.message(draft.payload, route="edit", uploads=call.file_names(), before=before)
    backend.rules.sizes(call.uploads.values(), file_limit=file_limit, request_bytes=call.size)
    if _shows_upload(call) and backend.faults.take({"gallery_edit_refused"}, call.method, call.path):
        raise refusal(Code.UPLOAD_NOT_FOUND)
    return timeline.edit(backend, message, draft)


def _shows_upload(call: Call) -> bool:
    uploaded = {f"attachment://{name}" for name in call.file_names()}
    return not uploaded.isdisjoint(media(call.form().get("components") or ()))


async def delete(backend: Backend, call: Call) -> Reply:
    """Delete Message."""
    message = _public_message(backend, call)
    backend.rules.delete(message)
    timeline.delete(backend, message)
    return Reply(status=204)


def _public_message(backend: Backend, call: Call) -> StoredMessage:
    channel = visible_channel(backend, call)
    message = backend.world.messages.get(call.id("message_id"))
    if message is None or message.channel is not channel or message.ephemeral:
        raise refusal(Code.UNKNOWN_MESSAGE)
    return message


async def typing(backend: Backend, call: Call) -> Reply:
    """Trigger Typing Indicator."""
    channel = visible_channel(backend, call)
    backend.rules.allowed(channel, Permission.SEND_MESSAGES)
    return Reply(status=204)


_ALL, _ONE = "/channels/{channel_id}/messages", "/channels/{channel_id}/messages/{message_id}"
ROUTES = (
    Route("POST", _ALL, create),
    Route("GET", _ALL, history),
    Route("GET", _ONE, get),
    Route("PATCH", _ONE, edit),
    Route("DELETE", _ONE, delete),
    Route("POST", "/channels/{channel_id}/typing", typing),
)
