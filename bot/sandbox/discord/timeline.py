"""Messages come, change and go: the one place that stores them and tells the gateway."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.components import number
from bot.sandbox.discord.files import Upload, arrange
from bot.sandbox.discord.flags import NO_FLAGS, Intent, MessageFlag, MessageType
from bot.sandbox.discord.mentions import mentioned
from bot.sandbox.discord.payloads.users import member
from bot.sandbox.discord.world import Channel, Interaction, Json, StoredMessage, User

_CREATABLE = (
    MessageFlag.SUPPRESS_EMBEDS
    | MessageFlag.EPHEMERAL
    | MessageFlag.LOADING
    | MessageFlag.SUPPRESS_NOTIFICATIONS
    | MessageFlag.IS_COMPONENTS_V2
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an author sends: the form, and the uploads by n of `files[n]`."""

    payload: Json
    uploads: Mapping[int, Upload]


def post(
    backend: Backend,
    draft: Draft,
    *,
    channel: Channel,
    author: User,
    kind: MessageType = MessageType.DEFAULT,
    interaction: Interaction | None = None,
    flags: MessageFlag = NO_FLAGS,
    reference_id: int | None = None,
) -> StoredMessage:
    """Create a message. An ephemeral one is the interaction's person's alone."""
    blank = StoredMessage(
        id=backend.snowflakes.make(),
        channel=channel,
        author=author,
        type=kind,
        created_at=backend.clock.now(),
        interaction=interaction,
        reference_id=reference_id,
        nonce=draft.payload.get("nonce"),
        flags=_CREATABLE & (flags | MessageFlag(int(draft.payload.get("flags") or 0))),
    )
    if blank.ephemeral and interaction is not None:
        blank = replace(blank, viewer_id=interaction.user.id)
    message = _ringing(backend, _apply(backend, blank, draft), draft)
    _store(backend, message, event="MESSAGE_CREATE")
    return message


def fill(backend: Backend, loading: StoredMessage, draft: Draft) -> StoredMessage:
    """The first content of a message that said "thinking": it pings like a new one and is no edit."""
    return _change(backend, _ringing(backend, _apply(backend, _awake(loading, draft), draft), draft))


def edit(backend: Backend, message: StoredMessage, draft: Draft) -> StoredMessage:
    """Change a message. An edit pings nobody, though its mentions are parsed anew."""
    if message.loading:
        return fill(backend, message, draft)
    changed = _apply(backend, _awake(message, draft), draft)
    return _change(backend, replace(changed, edits=message.edits + 1, edited_at=backend.clock.now()))


def delete(backend: Backend, message: StoredMessage) -> None:
    """Remove a message; its files go with it."""
    del backend.world.messages[message.id]
    for file in message.files:
        backend.world.files.pop(file.id, None)
    body = {"id": str(message.id), "channel_id": str(message.channel.id), **_guild_key(message)}
    _dispatch(backend, "MESSAGE_DELETE", message, body)
    backend.signal.notify()


def _awake(message: StoredMessage, draft: Draft) -> StoredMessage:
    asked = MessageFlag(int(draft.payload.get("flags") or 0))
    kept = message.flags & ~(MessageFlag.LOADING | MessageFlag.SUPPRESS_EMBEDS)
    if "flags" not in draft.payload:
        asked = message.flags
    return replace(message, flags=kept | asked & (MessageFlag.SUPPRESS_EMBEDS | MessageFlag.IS_COMPONENTS_V2))


def _apply(backend: Backend, message: StoredMessage, draft: Draft) -> StoredMessage:
    payload = draft.payload
    listing = (payload["attachments"] or ()) if "attachments" in payload else None
    changed = replace(
        message,
        content=(payload.get("content", message.content) or "").strip(),
        embeds=tuple(payload.get("embeds", message.embeds) or ()),
        components=number(payload.get("components", message.components) or ()),
        files=arrange(message.files, draft.uploads, listing, backend.snowflakes.make),
    )
    mention = mentioned(changed, payload.get("allowed_mentions"), backend.world.users)
    return replace(changed, mentions=mention.users, mentions_everyone=mention.everyone)


def _ringing(backend: Backend, message: StoredMessage, draft: Draft) -> StoredMessage:
    mention = mentioned(message, draft.payload.get("allowed_mentions"), backend.world.users)
    return replace(message, pings=mention.people(message))


def _change(backend: Backend, message: StoredMessage) -> StoredMessage:
    gone = {file.id for file in backend.world.messages[message.id].files} - {file.id for file in message.files}
    for file_id in gone:
        backend.world.files.pop(file_id, None)
    _store(backend, message, event="MESSAGE_UPDATE")
    return message


def _store(backend: Backend, message: StoredMessage, *, event: str) -> None:
    world = backend.world
    world.messages[message.id] = message
    world.history.setdefault(message.id, []).append(message)
    world.files.update({file.id: file for file in message.files})
    body = backend.writer.write(message) | _guild_key(message)
    if message.channel.guild is not None and not message.ephemeral:
        body["member"] = member(message.channel.guild)
    _dispatch(backend, event, message, body)
    backend.signal.notify()


def _guild_key(message: StoredMessage) -> Json:
    private = message.ephemeral or message.channel.guild_id is None
    return {} if private else {"guild_id": str(message.channel.guild_id)}


def _dispatch(backend: Backend, event: str, message: StoredMessage, body: Json) -> None:
    """Own ephemeral messages arrive as direct messages (events/gateway-events)."""
    private = message.ephemeral or message.channel.guild is None
    if not private and message.channel.guild not in backend.world.bot_guilds():
        return
    backend.hub.dispatch(
        event,
        body,
        guild_id=message.channel.guild_id,
        intent=Intent.DIRECT_MESSAGES if private else Intent.GUILD_MESSAGES,
        veiled=None if _is_open(backend, message) else _veil(body),
    )


def _is_open(backend: Backend, message: StoredMessage) -> bool:
    bot = backend.world.bot
    return message.author is bot or message.channel.guild is None or bot.id in message.mentions


def _veil(body: Json) -> Json:
    hidden: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
    return body | {key: value for key, value in hidden.items() if key in body}
