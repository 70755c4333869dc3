"""The ways of a message of its own. It is sent with a nonce made of the task's id, after a look for an earlier one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import discord
from discord.abc import Messageable, Snowflake

from bot.domain.ids import ChannelId, MessageId, TaskId, UserId
from bot.engine.ports import Fence
from bot.ui.letter import Letter
from bot.ui.marks import Action, bears
from bot.ui.notices import Notice
from bot.ui.ways import pass_through, persist

_MOST_MESSAGES = 500
_SKEW = timedelta(minutes=1)
"""How far our clock may be ahead of Discord's, whose time is in the ids of its messages."""


class Unseen(Exception):
    """Whether it was delivered before cannot be seen, and a second copy is possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """An earlier delivery is looked for among our messages after `since`, by what can be done with it (`mark`).

    `blind`: where reading them is forbidden, the letter is sent all the same.
    """

    since: datetime
    blind: bool
    mark: Action = Action.DELETE


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What both kinds of messages share. Discord keeps nonces for minutes only, and an edited reply has none."""

    client: discord.Client = field(repr=False)
    task_id: TaskId
    search: Search
    fence: Fence = field(repr=False)

    @property
    def _nonce(self) -> str:
        """Another one for a question, or Discord would take the result for it: 25 characters, as many as it allows."""
        return self.task_id if self.search.mark is Action.DELETE else f"{self.task_id}-{self.search.mark}"

    async def _deliver(self, place: Messageable, letter: Letter) -> MessageId:
        if found := await self._earlier(place):
            return found
        await pass_through(self.fence)
        message = await place.send(
            letter.content,
            files=letter.files,
            view=letter.view,  # type: ignore[arg-type]  # None is "no view", its default; the overloads leave it out
            nonce=self._nonce,
            allowed_mentions=letter.pings,
        )
        return MessageId(message.id)

    async def _earlier(self, place: Messageable) -> MessageId | None:
        me = self.client.user
        try:
            async for message in place.history(limit=_MOST_MESSAGES, after=self.search.since - _SKEW):
                if me is not None and message.author.id == me.id and bears(message, self.search.mark, self.task_id):
                    return MessageId(message.id)
        except discord.Forbidden as error:
            if not self.search.blind:
                raise Unseen(f"earlier messages cannot be read (code {error.code})") from error
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class InChannel(Post):
    """In the channel where the person asked, with a mention: an edit would ring nobody."""

    channel_id: ChannelId
    name: str = "channel"
    signpost: Notice | None = Notice.ANSWERED_BELOW

    async def send(self, letter: Letter) -> MessageId:
        """Post it once."""
        place = self.client.get_partial_messageable(self.channel_id)
        return await persist(lambda: self._deliver(place, letter.addressed()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Direct(Post):
    """In the person's direct messages."""

    user_id: UserId
    name: str = "direct message"
    signpost: Notice | None = Notice.ANSWERED_DIRECTLY

    async def send(self, letter: Letter) -> MessageId:
        """Post it once."""
        person: Snowflake = discord.Object(self.user_id)
        place = await persist(lambda: self.client.create_dm(person))
        return await persist(lambda: self._deliver(place, letter))
