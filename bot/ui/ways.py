"""The ways a letter can reach a person. Each may be repeated: the person sees one message."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import discord
import stamina
from discord.abc import Messageable, Snowflake

from bot.domain.ids import ChannelId, MessageId, TaskId, UserId
from bot.domain.tasks import Reply
from bot.ui.letter import Letter
from bot.ui.marks import shows_the_end_of
from bot.ui.trouble import BROKEN_OFF

_SEND_WITHIN_S = 120.0
_PERSISTENT = stamina.AsyncRetryingCaller(attempts=3, wait_initial=0.2, wait_max=2.0).on(BROKEN_OFF)
_LOOK_BACK = 100
_ORIGINAL = "@original"

T = TypeVar("T")


class Way(Protocol):
    """One way to a person."""

    @property
    def name(self) -> str:
        """For the log."""

    async def send(self, letter: Letter) -> MessageId:
        """Deliver, or find that it was delivered before. Raises one of `trouble.TROUBLE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Editing the reply to the interaction, with its token: idempotent, and the only way to an ephemeral message."""

    client: discord.Client = field(repr=False)
    reply: Reply
    name: str = "reply"

    async def send(self, letter: Letter) -> MessageId:
        """Make the reply say exactly this, with exactly these files."""
        return await persist(lambda: self.edit(letter))

    async def edit(self, letter: Letter) -> MessageId:
        """The same, tried once."""
        token = self.reply.token.get_secret_value() if self.reply.token else ""
        webhook = discord.Webhook.partial(self.reply.application_id, token, client=self.client)
        message = await webhook.edit_message(  # type: ignore[call-overload]  # "@original" stands for its id
            _ORIGINAL,
            content=letter.content,
            attachments=letter.files,
            view=letter.view,
            allowed_mentions=letter.pings,
        )
        return MessageId(message.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message of its own, sent with a nonce made of the task's id.

    Discord keeps nonces for minutes only, and an edited reply has none: with `look_first` an earlier delivery is looked
    for among our recent messages there.
    """

    client: discord.Client = field(repr=False)
    task_id: TaskId
    look_first: bool

    async def _deliver(self, place: Messageable, letter: Letter) -> MessageId:
        if self.look_first and (found := await self._earlier(place)):
            return found
        message = await place.send(
            letter.content,
            files=letter.files,
            view=letter.view,  # type: ignore[arg-type]  # None is "no view", its default; the overloads leave it out
            nonce=self.task_id,
            allowed_mentions=letter.pings,
        )
        return MessageId(message.id)

    async def _earlier(self, place: Messageable) -> MessageId | None:
        me = self.client.user
        async for message in place.history(limit=_LOOK_BACK):
            if me is not None and message.author.id == me.id and shows_the_end_of(message, self.task_id):
                return MessageId(message.id)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class InChannel(Post):
    """In the channel where the person asked, with a mention: an edit would ring nobody."""

    channel_id: ChannelId
    name: str = "channel"

    async def send(self, letter: Letter) -> MessageId:
        """Post it once."""
        place = self.client.get_partial_messageable(self.channel_id)
        return await persist(lambda: self._deliver(place, letter.addressed()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Direct(Post):
    """In the person's direct messages."""

    user_id: UserId
    name: str = "direct message"

    async def send(self, letter: Letter) -> MessageId:
        """Post it once."""
        person: Snowflake = discord.Object(self.user_id)
        place = await persist(lambda: self.client.create_dm(person))
        return await persist(lambda: self._deliver(place, letter))


async def persist(call: Callable[[], Awaitable[T]]) -> T:
    """Call again when the connection breaks, a few times within seconds: discord.py leaves that to us."""
    return await _PERSISTENT(_in_time, call)


async def _in_time(call: Callable[[], Awaitable[T]]) -> T:
    async with asyncio.timeout(_SEND_WITHIN_S):
        return await call()
