"""People: what they do becomes interactions and messages, and they see only what Discord would show them."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.discord import answers, interaction_data, interactions, timeline
from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.conversation import Conversation
from bot.sandbox.discord.files import Upload
from bot.sandbox.discord.flags import InteractionType
from bot.sandbox.discord.options import ImpossibleError
from bot.sandbox.discord.rest.users import direct_channel
from bot.sandbox.discord.timeline import Draft
from bot.sandbox.discord.views import Message, view
from bot.sandbox.discord.world import Channel, Interaction, Json, StoredMessage, User


class Person:
    """Somebody who uses the bot. Every action raises ImpossibleError where Discord's client would not let them act."""

    def __init__(self, backend: Backend, record: User) -> None:
        self._backend = backend
        self._record = record

    @property
    def id(self) -> int:
        """The user id."""
        return self._record.id

    @property
    def name(self) -> str:
        """The display name."""
        return self._record.name

    @property
    def dm(self) -> Channel:
        """The direct messages with the bot."""
        return direct_channel(self._backend, self._record)

    async def slash(self, channel: Channel, command: str, /, **options: Any) -> Conversation:
        """Use a slash command; "settings quota" names a subcommand. Values: str, int, float, bool, Upload, user ids."""
        self._enter(channel)
        data = interaction_data.slash(self._backend, self._record, channel, command, options)
        return self._begin(InteractionType.COMMAND, channel, data)

    async def autocomplete(
        self, channel: Channel, command: str, /, *, focused: str, **options: Any
    ) -> list[tuple[str, Any]]:
        """Type into an option; the suggestions as (name, value)."""
        self._enter(channel)
        data = interaction_data.slash(self._backend, self._record, channel, command, options, focused=focused)
        conversation = self._begin(InteractionType.AUTOCOMPLETE, channel, data)
        await conversation.acknowledged()
        return [(choice["name"], choice["value"]) for choice in answers.choices(conversation.interaction)]

    async def use_on_message(self, target: Message, command: str) -> Conversation:
        """Use a context-menu command on a message."""
        data = interaction_data.on_message(self._backend, self._record, self._visible(target), command)
        return self._begin(InteractionType.COMMAND, target.channel, data)

    async def use_on_person(self, channel: Channel, target: "Person", command: str) -> Conversation:
        """Use a context-menu command on a person."""
        self._enter(channel)
        record = self._backend.world.users[target.id]
        data = interaction_data.on_person(self._backend, self._record, channel, record, command)
        return self._begin(InteractionType.COMMAND, channel, data)

    async def press(self, message: Message, button: str) -> Conversation:
        """Press a button, named by its label or custom_id."""
        stored = self._visible(message)
        return self._begin(InteractionType.COMPONENT, stored.channel, interaction_data.button(stored, button), stored)

    async def pick(self, message: Message, select: str, *values: str) -> Conversation:
        """Pick options of a select (named by custom_id or placeholder): values or labels, ids in a user select."""
        stored = self._visible(message)
        data = interaction_data.select(self._backend, stored, select, values)
        return self._begin(InteractionType.COMPONENT, stored.channel, data, stored)

    async def fill_modal(self, conversation: Conversation, /, **fields: Any) -> Conversation:
        """Fill in and submit the form that a conversation opened; fields by custom_id or label."""
        form = await conversation.opened_modal()
        opener = conversation.interaction
        data = interaction_data.modal(self._backend, opener.channel, form, fields)
        return self._begin(InteractionType.MODAL, opener.channel, data, opener.source, opener)

    async def say(self, channel: Channel, content: str, *uploads: Upload) -> Message:
        """Post an ordinary message."""
        self._enter(channel)
        draft = Draft(payload={"content": content}, uploads=dict(enumerate(uploads)))
        return self._view(timeline.post(self._backend, draft, channel=channel, author=self._record))

    async def delete(self, message: Message) -> None:
        """Delete a message that this person sees, as a moderator (or of an ephemeral one its reader) does."""
        timeline.delete(self._backend, self._visible(message))

    def sees(self, channel: Channel | None = None) -> list[Message]:
        """The messages of a channel that this person can read, oldest first; None: of the direct messages."""
        place = self.dm if channel is None else channel
        return [self._view(message) for message in self._backend.world.in_channel(place) if self._can_see(message)]

    async def until_sees(
        self, predicate: Callable[[Message], bool], channel: Channel | None = None, timeout_s: float = 30
    ) -> Message:
        """The first readable message, as it is now or will be, that fits."""

        def probe() -> Message | None:
            return next((message for message in self.sees(channel) if predicate(message)), None)

        return await self._backend.signal.until(probe, timeout_s=timeout_s, what=f"a message that {self.name} sees")

    def _begin(
        self,
        kind: InteractionType,
        channel: Channel,
        data: Json,
        source: StoredMessage | None = None,
        opener: Interaction | None = None,
    ) -> Conversation:
        record = interactions.begin(
            self._backend, kind=kind, user=self._record, channel=channel, data=data, source=source, opener=opener
        )
        return Conversation(self._backend, record)

    def _enter(self, channel: Channel) -> None:
        if channel.id not in self._backend.world.channels:
            raise ImpossibleError(f"the channel {channel.name!r} is gone")
        if not self._is_in(channel):
            raise ImpossibleError(f"{self.name} is not in {channel.name!r}")

    def _is_in(self, channel: Channel) -> bool:
        return channel.recipient is self._record if channel.guild is None else self.id in channel.guild.members

    def _can_see(self, message: StoredMessage) -> bool:
        return self._is_in(message.channel) and message.viewer_id in {None, self.id}

    def _visible(self, message: Message) -> StoredMessage:
        stored = self._backend.world.messages.get(message.id)
        if stored is None or not self._can_see(stored):
            raise ImpossibleError(f"{self.name} sees no such message")
        return stored

    def _view(self, message: StoredMessage) -> Message:
        return view(message, self._backend.writer)
