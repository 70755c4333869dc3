"""A submission that was refused because of its key: others do the work, and who can mend it is told once."""

from datetime import timedelta

from bot.domain.errors import KeyRejected
from bot.domain.ids import GuildId
from bot.domain.tasks import KeyOwner, Task
from bot.engine.desk import Desk, log
from bot.engine.duties.outcomes import take_back
from bot.engine.refusing_keys import holder_of, key_of
from bot.engine.routing import Choice
from storage import refused_keys
from storage.database import Transaction


async def refuse_key(desk: Desk, task: Task, choice: Choice, error: KeyRejected) -> None:
    """Nothing was made: the task is accepted again, the key left alone, and who has given it told, if nobody was."""
    is_news = False
    provider, guild_id, digest = key_of(choice, task.guild_id)

    async def note(connection: Transaction) -> None:
        nonlocal is_news
        is_news = await refused_keys.note(
            connection,
            guild_id,
            provider,
            digest=digest,
            reason=error.sentence.reason,
            now=desk.clock.now(),
            pause=timedelta(seconds=desk.settings.key_pause_s),
        )

    await take_back(desk, task, after=timedelta(), also=note)
    if is_news:
        known = {"provider": provider, "guild": task.guild_id, "owner": choice.key_owner}
        log.error("key refused", **known, reason=error.sentence.reason, detail=error.detail)
        await _tell(desk, task.guild_id, choice, error)


async def _tell(desk: Desk, guild_id: GuildId, choice: Choice, error: KeyRejected) -> None:
    provider = choice.offer.provider
    if choice.key_owner is KeyOwner.GUILD:
        await desk.delivery.warn(guild_id, await desk.router.giver_of(guild_id, provider), error.sentence)
    async with desk.database.transaction() as connection:
        await refused_keys.told(connection, holder_of(guild_id, choice.key_owner), provider, desk.clock.now())


async def key_works(desk: Desk, guild_id: GuildId, choice: Choice) -> None:
    """It was refused before, and is taken now."""
    async with desk.database.transaction() as connection:
        await refused_keys.forget(connection, holder_of(guild_id, choice.key_owner), choice.offer.provider)
