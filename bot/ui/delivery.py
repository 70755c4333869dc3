"""Discord as the engine's way to tell people things."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

import discord

from bot.domain.clock import Clock
from bot.domain.errors import StorageFailed, Unreachable
from bot.domain.ids import DIRECT, GuildId, MessageId, UserId
from bot.domain.lifecycle import REFUND_OWED, State
from bot.domain.policies import Showing
from bot.domain.sentences import Sentence
from bot.domain.tasks import Task
from bot.engine.ports import Blocked, Consent, Fence, Picture, Posted, Progress, Question
from bot.ui.attempt import BUSY_S, Deliver, Sent, attempt
from bot.ui.letters import ending_letter, progress_letter
from bot.ui.packing import Packer, Parcel, Unpackable
from bot.ui.posting import post_fitting
from bot.ui.posts import Direct, InChannel, Search
from bot.ui.progress import ProgressBoard
from bot.ui.questions import Drawer, answered_by, asking_letter
from bot.ui.results import maybe_shown_letter, result_letter, unpostable_letter
from bot.ui.signpost import leave_signpost, withdraw_question
from bot.ui.warning import warn_admins
from bot.ui.ways import Original, Way

_TOKEN_MARGIN = timedelta(seconds=60)
_LAST_WORDS = timedelta(minutes=4)
"""So long before its token dies, the message that shows progress says that the result will be another one."""
_NONCES_KEPT = timedelta(minutes=2)
"""So long Discord surely refuses a nonce that it knows ("the past few minutes")."""
_UNCONNECTED_S = 5.0


class DiscordDelivery:
    """The port `bot.engine.ports.Delivery`. It works from a task's row alone, and says nothing until `connect`ed.

    The reply to the interaction comes first, while its token lives; then, unless the person asked for privacy, the
    channel; then their direct messages.
    """

    def __init__(self, *, packer: Packer, sheets: Drawer, clock: Clock) -> None:
        self._packer = packer
        self._sheets = sheets
        self._clock = clock
        self._board = ProgressBoard(clock)
        self._client: discord.Client | None = None

    def connect(self, client: discord.Client) -> None:
        """Speak through `client`, which is logged in; its gateway need not be connected."""
        self._client = client

    async def progress(self, task: Task, progress: Progress, fence: Fence) -> None:
        """As the port says: an edit of the one message, while the token lives. A question stays until its answer."""
        if self._client is not None and self._token_lives(task) and task.state is not State.ASKING:
            last_chance = self._clock.now() > task.reply.token_expires_at - _LAST_WORDS
            letter = progress_letter(task, progress, last_chance=last_chance)
            await self._board.show(task, letter, Original(client=self._client, reply=task.reply, fence=fence))

    async def post(self, task: Task, pictures: Sequence[Picture], fence: Fence) -> Posted | Blocked:
        """As the port says: once, where the person finds it."""

        async def by(way: Way) -> MessageId:
            if self._may_have_been_shown(task):
                return await way.send(maybe_shown_letter(task))
            return await self._post_by(way, task, pictures)

        search = Search(since=_earliest(task), blind=self._is_fresh(task))
        return _posted(await self._through(task, by, search, fence))

    async def ask(
        self, task: Task, question: Question | Consent, pictures: Sequence[Picture], fence: Fence
    ) -> Posted | Blocked:
        """As the port says: by the same ways as a result. Rather twice than never."""
        search = Search(since=task.created_at, blind=True, mark=answered_by(question))
        try:
            async with asking_letter(task, question, pictures, self._sheets) as letter:
                return _posted(await self._through(task, lambda way: way.send(letter), search, fence))
        except (Unreachable, StorageFailed) as error:
            return Blocked(why=str(error), again_s=BUSY_S)

    async def warn(self, guild_id: GuildId, user_id: UserId | None, sentence: Sentence) -> None:
        """As the port says: in direct messages, best effort."""
        if self._client is not None:
            await warn_admins(self._client, guild_id, user_id, sentence)

    async def explain(self, task: Task, fence: Fence) -> Blocked | None:
        """As the port says: by the same ways as a result. Rather twice than never, where nobody can see which."""
        letter = ending_letter(task)
        search = Search(since=_earliest(task), blind=True)
        sent = await self._through(task, lambda way: way.send(letter), search, fence)
        return sent if isinstance(sent, Blocked) else None

    async def _post_by(self, way: Way, task: Task, pictures: Sequence[Picture]) -> MessageId:
        def pack(limit: int) -> AbstractAsyncContextManager[Parcel]:
            return self._packer.pack(task, pictures, limit=limit)

        async def send(parcel: Parcel) -> MessageId:
            return await way.send(result_letter(task, parcel))

        try:
            return await post_fitting(pack, send, limit=task.reply.file_limit)
        except Unpackable:
            await way.send(unpostable_letter(task))
            raise

    async def _through(self, task: Task, deliver: Deliver, search: Search, fence: Fence) -> Sent:
        """Try the ways in their order, until one takes it or says that another would not help either."""
        if self._client is None:
            return Blocked(why="not connected to Discord yet", again_s=_UNCONNECTED_S)
        self._board.end(task)
        for way in self._ways(self._client, task, search, fence):
            sent = await attempt(task, way, deliver)
            if isinstance(sent, Blocked):
                return sent
            if sent is not None:
                await leave_signpost(self._client, task, way, sent)
                await withdraw_question(self._client, task, sent)
                return sent
        return Blocked(why="every way to this person is closed", again_s=None)

    def _ways(self, client: discord.Client, task: Task, search: Search, fence: Fence) -> Iterator[Way]:
        if self._token_lives(task):
            yield Original(client=client, reply=task.reply, fence=fence)
        if not task.reply.private and task.guild_id != DIRECT:
            yield InChannel(client=client, task_id=task.id, search=search, fence=fence, channel_id=task.channel_id)
        if not _is_for_adults_here(task):
            yield Direct(client=client, task_id=task.id, search=search, fence=fence, user_id=task.user_id)

    def _may_have_been_shown(self, task: Task) -> bool:
        """Whether an earlier process may have posted it as a private answer, whose token has died since.

        Such an answer cannot be read back; the same picture must not come twice.
        """
        began = task.posting_at
        by_token = began is not None and began < task.reply.token_expires_at - _TOKEN_MARGIN
        return task.reply.private and by_token and not self._is_fresh(task) and not self._token_lives(task)

    def _is_fresh(self, task: Task) -> bool:
        """Whether the intent to post is so young that an earlier copy would still be caught by its nonce."""
        return task.posting_at is None or self._clock.now() - task.posting_at < _NONCES_KEPT

    def _token_lives(self, task: Task) -> bool:
        """Discord bars who keeps calling dead tokens: neither after their time nor after a refusal."""
        reply = task.reply
        in_time = self._clock.now() < reply.token_expires_at - _TOKEN_MARGIN
        return reply.token is not None and in_time and not self._board.is_dead(task)


def _posted(sent: Sent) -> Posted | Blocked:
    return sent if isinstance(sent, Blocked) else Posted(message_id=sent)


def _is_for_adults_here(task: Task) -> bool:
    """Whether it shows a picture that it may show only since the channel is age-restricted: direct messages are not."""
    shows = task.state not in REFUND_OWED
    return shows and any(result.flags and result.showing is Showing.PLAIN for result in task.results)


def _earliest(task: Task) -> datetime:
    """How old an earlier delivery can be: one that was edited into the reply is as old as the task."""
    token_dies_at = task.reply.token_expires_at - _TOKEN_MARGIN
    return task.posting_at if task.posting_at and task.posting_at > token_dies_at else task.created_at
