"""Discord as the engine's way to tell people things."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import timedelta

import discord
import structlog

from bot.domain.clock import Clock
from bot.domain.errors import Unreachable
from bot.domain.ids import DIRECT, MessageId
from bot.domain.tasks import Task
from bot.engine.ports import Blocked, Picture, Posted, Progress
from bot.ui.letters import ending_letter, progress_letter, result_letter, unpostable_letter
from bot.ui.packing import Packer, Parcel, Unpackable
from bot.ui.posting import post_fitting
from bot.ui.progress import ProgressBoard
from bot.ui.trouble import TROUBLE, Diagnosis, Meaning, diagnose
from bot.ui.ways import Direct, InChannel, Original, Way

log = structlog.get_logger()

_TOKEN_MARGIN = timedelta(seconds=60)
_LAST_WORDS = timedelta(minutes=4)
"""So long before its token dies, the message that shows progress says that the result will be another one."""
_FIRST_TRY = timedelta(seconds=5)
"""An intent to post that is older than this may have been carried out before: by another process, by another way."""
_UNCONNECTED_S = 5.0
_BUSY_S = 10.0

_Sent = MessageId | Blocked


class DiscordDelivery:
    """The port `bot.engine.ports.Delivery`. It works from a task's row alone, and says nothing until `connect`ed.

    The reply to the interaction comes first, while its token lives; then, unless the person asked for privacy, the
    channel; then their direct messages.
    """

    def __init__(self, *, packer: Packer, clock: Clock) -> None:
        self._packer = packer
        self._clock = clock
        self._board = ProgressBoard(clock)
        self._client: discord.Client | None = None

    def connect(self, client: discord.Client) -> None:
        """Speak through `client`, which is logged in; its gateway need not be connected."""
        self._client = client

    async def progress(self, task: Task, progress: Progress) -> None:
        """As the port says: an edit of the one message, while the token lives."""
        if self._client is not None and self._token_lives(task):
            last_chance = self._clock.now() > task.reply.token_expires_at - _LAST_WORDS
            letter = progress_letter(task, progress, last_chance=last_chance)
            await self._board.show(task.id, letter, Original(client=self._client, reply=task.reply))

    async def post(self, task: Task, pictures: Sequence[Picture]) -> Posted | Blocked:
        """As the port says: once, where the person finds it."""

        async def by(way: Way) -> MessageId:
            return await self._post_by(way, task, pictures)

        sent = await self._through(task, by)
        if isinstance(sent, Blocked):
            return sent
        self._board.forget(task.id)
        return Posted(message_id=sent)

    async def explain(self, task: Task) -> bool:
        """As the port says: by the same ways as a result."""
        letter = ending_letter(task)
        sent = await self._through(task, lambda way: way.send(letter))
        self._board.forget(task.id)
        return not isinstance(sent, Blocked)

    async def _post_by(self, way: Way, task: Task, pictures: Sequence[Picture]) -> MessageId:
        async def pack(limit: int) -> Parcel:
            return await self._packer.pack(task, pictures, limit=limit)

        async def send(parcel: Parcel) -> MessageId:
            return await way.send(result_letter(task, parcel))

        try:
            return await post_fitting(pack, send, limit=task.reply.file_limit)
        except Unpackable:
            await way.send(unpostable_letter(task))
            raise

    async def _through(self, task: Task, deliver: Callable[[Way], Awaitable[MessageId]]) -> _Sent:
        """Try the ways in their order, until one takes it or says that another would not help either."""
        if self._client is None:
            return Blocked(why="not connected to Discord yet", again_s=_UNCONNECTED_S)
        for way in self._ways(self._client, task):
            try:
                return await deliver(way)
            except Unpackable as error:
                return Blocked(why=str(error), again_s=None)
            except Unreachable as error:
                return Blocked(why=str(error), again_s=_BUSY_S)
            except TROUBLE as error:
                diagnosis = diagnose(error)
                _report(task, way, diagnosis, error)
                if diagnosis.meaning is not Meaning.CLOSED:
                    return Blocked(why=f"{way.name}: {diagnosis.why}", again_s=diagnosis.again_s)
        return Blocked(why="every way to this person is closed", again_s=None)

    def _ways(self, client: discord.Client, task: Task) -> Iterator[Way]:
        look_first = task.posting_at is not None and self._clock.now() - task.posting_at > _FIRST_TRY
        if self._token_lives(task):
            yield Original(client=client, reply=task.reply)
            look_first = True
        if not task.reply.private and task.guild_id != DIRECT:
            yield InChannel(client=client, task_id=task.id, look_first=look_first, channel_id=task.channel_id)
            look_first = True
        yield Direct(client=client, task_id=task.id, look_first=look_first, user_id=task.user_id)

    def _token_lives(self, task: Task) -> bool:
        """Discord bars who keeps calling dead tokens: neither after their time nor after a refusal."""
        reply = task.reply
        in_time = self._clock.now() < reply.token_expires_at - _TOKEN_MARGIN
        return reply.token is not None and in_time and not self._board.is_dead(task.id)


def _report(task: Task, way: Way, diagnosis: Diagnosis, error: Exception) -> None:
    if diagnosis.meaning is Meaning.REFUSED:
        form = error.text[:500] if isinstance(error, discord.HTTPException) else ""
        log.error("Discord refused what we sent", task=task.id, way=way.name, why=diagnosis.why, form=form)
    else:
        log.info("way failed", task=task.id, way=way.name, why=diagnosis.why, meaning=diagnosis.meaning)
