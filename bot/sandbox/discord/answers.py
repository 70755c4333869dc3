"""The first answer to an interaction, and the follow-ups: what each callback type does to the world."""

import time

from bot.sandbox.discord import timeline
from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.components import number
from bot.sandbox.discord.flags import NO_FLAGS, CallbackType, CommandType, MessageFlag, MessageType, Permission
from bot.sandbox.discord.timeline import Draft
from bot.sandbox.discord.world import Interaction, Json, StoredMessage

_UPDATES = {CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE}


def answer(backend: Backend, interaction: Interaction, kind: CallbackType, draft: Draft) -> StoredMessage | None:
    """Carry out a callback that the rules allow; the message that it made, changed or promised to change."""
    if kind in _UPDATES:
        backend.rules.update(interaction)
    message = _carry_out(backend, interaction, kind, draft)
    if message is not None:
        interaction.original_id = message.id
        interaction.message_ids.append(message.id)
    interaction.fills_loading = kind is CallbackType.DEFERRED_MESSAGE
    interaction.answered_with, interaction.answered_at = kind, time.monotonic()
    interaction.answer = draft.payload
    backend.signal.notify()
    return message


def _carry_out(backend: Backend, interaction: Interaction, kind: CallbackType, draft: Draft) -> StoredMessage | None:
    match kind:
        case CallbackType.MESSAGE:
            return respond(backend, interaction, draft)
        case CallbackType.DEFERRED_MESSAGE:
            return respond(backend, interaction, draft, flags=MessageFlag.LOADING)
        case CallbackType.DEFERRED_UPDATE:
            return _source(backend, interaction)
        case CallbackType.UPDATE:
            source = _source(backend, interaction)
            return None if source is None else timeline.edit(backend, source, draft)
        case _:
            return None


def _source(backend: Backend, interaction: Interaction) -> StoredMessage | None:
    return None if interaction.source is None else backend.world.messages.get(interaction.source.id)


def respond(
    backend: Backend, interaction: Interaction, draft: Draft, *, flags: MessageFlag = NO_FLAGS
) -> StoredMessage:
    """A new message that answers an interaction; somebody who may not use external apps gets it ephemeral."""
    if interaction.user_install_only and not _may_use_external(interaction):
        flags |= MessageFlag.EPHEMERAL
    return timeline.post(
        backend,
        draft,
        channel=interaction.channel,
        author=backend.world.bot,
        kind=_message_type(interaction),
        interaction=interaction,
        flags=flags,
        reference_id=_reference(interaction),
    )


def follow_up(backend: Backend, interaction: Interaction, draft: Draft) -> StoredMessage:
    """A follow-up; straight after a deferred message it fills that one, whose ephemeral state stays."""
    loading = backend.world.messages.get(interaction.original_id or 0)
    if interaction.fills_loading and loading is not None and loading.loading:
        interaction.fills_loading = False
        return timeline.fill(backend, loading, draft)
    message = respond(backend, interaction, draft)
    interaction.message_ids.append(message.id)
    backend.signal.notify()
    return message


def _may_use_external(interaction: Interaction) -> bool:
    guild = interaction.channel.guild
    return guild is None or bool(guild.members.get(interaction.user.id, 0) & Permission.USE_EXTERNAL_APPS)


def _message_type(interaction: Interaction) -> MessageType:
    if interaction.original_id is not None or interaction.source is not None:
        return MessageType.REPLY
    origin: Json = interaction.data if interaction.opener is None else interaction.opener.data
    if origin.get("type", CommandType.CHAT_INPUT) == CommandType.CHAT_INPUT:
        return MessageType.CHAT_INPUT
    return MessageType.CONTEXT_MENU


def _reference(interaction: Interaction) -> int | None:
    if interaction.original_id is not None:
        return interaction.original_id
    return interaction.source.id if interaction.source is not None else None


def choices(interaction: Interaction) -> list[Json]:
    """The suggestions that were answered."""
    return list(interaction.answer.get("choices") or ())


def modal(interaction: Interaction) -> Json | None:
    """The form that was opened, its fields numbered, if the answer was one."""
    if interaction.answered_with is not CallbackType.MODAL:
        return None
    return interaction.answer | {"components": number(interaction.answer.get("components") or ())}
