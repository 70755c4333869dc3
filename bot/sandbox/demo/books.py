"""What the bot's own database says of the demo's tasks, read after it has stopped."""

from collections.abc import Mapping
from pathlib import Path

from bot.domain.ids import GuildId, InteractionId, UserId
from bot.domain.tasks import Task
from storage.database import Database
from storage.sealing import Sealer, keys_from_file
from storage.tasks import Tasks

_MOST = 10


async def tasks_of(folder: Path, guild_id: int, user_id: int) -> Mapping[InteractionId, Task]:
    """The person's tasks by the command that asked for them."""
    database = Database.open(f"sqlite+aiosqlite:///{folder}/data/darkroom.db")
    rows = Tasks(Sealer(keys_from_file(folder / "data/secret.keys")))
    try:
        async with database.reading() as connection:
            recent = await rows.recent(connection, GuildId(guild_id), UserId(user_id), _MOST)
    finally:
        await database.close()
    return {task.reply.interaction_id: task for task in recent}
