"""The ways a letter can reach a person. Each may be repeated: the person sees one message."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import discord
import stamina

from bot.domain.errors import Fenced
from bot.domain.ids import MessageId
from bot.domain.sentences import Reason
from bot.domain.tasks import Reply
from bot.engine.ports import Fence
from bot.ui.letter import Letter
from bot.ui.notices import Notice
from bot.ui.trouble import BROKEN_OFF

_SEND_WITHIN_S = 120.0
_PERSISTENT = stamina.AsyncRetryingCaller(attempts=3, wait_initial=0.2, wait_max=2.0).on(BROKEN_OFF)
_ORIGINAL = "@original"

T = TypeVar("T")


class Way(Protocol):
    """One way to a person."""

    @property
    def name(self) -> str:
        """For the log."""

    @property
    def signpost(self) -> Notice | None:
        """What the reply to the interaction should say once this way was taken; None if this way is the reply."""

    async def send(self, letter: Letter) -> MessageId:
        """Deliver, or find that it was delivered before, if the fence still lets us.

        Raises one of `trouble.TROUBLE`, Fenced, and `posts.Unseen`.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Editing the reply to the interaction, with its token: idempotent, and the only way to an ephemeral message."""

    client: discord.Client = field(repr=False)
    reply: Reply
    fence: Fence = field(repr=False)
    name: str = "reply"
    signpost: Notice | None = None

    async def send(self, letter: Letter) -> MessageId:
        """Make the reply say exactly this."""
        return await persist(lambda: self.edit(letter))

    async def edit(self, letter: Letter) -> MessageId:
        """The same, tried once."""
        await pass_through(self.fence)
        token = self.reply.token.get_secret_value() if self.reply.token else ""
        webhook = discord.Webhook.partial(self.reply.application_id, token, client=self.client)
        message = await webhook.edit_message(  # type: ignore[call-overload]  # "@original" stands for its id
            _ORIGINAL,
            content=letter.content,
            attachments=discord.utils.MISSING if letter.keeps_files else letter.files,
            view=letter.view,
            allowed_mentions=letter.pings,
        )
        return MessageId(message.id)


async def pass_through(fence: Fence) -> None:
    """Raises Fenced where it is no longer ours to send."""
    if not await fence():
        raise Fenced(Reason.INTERNAL, detail="the task has moved on without us")


async def persist(call: Callable[[], Awaitable[T]]) -> T:
    """Call again when the connection breaks, a few times within seconds: discord.py leaves that to us."""
    return await _PERSISTENT(_in_time, call)


async def _in_time(call: Callable[[], Awaitable[T]]) -> T:
    async with asyncio.timeout(_SEND_WITHIN_S):
        return await call()
