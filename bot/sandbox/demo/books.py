"""What the bot's own database says of the demo's tasks, read after it has stopped."""

from collections.abc import Mapping
from pathlib import Path

from bot.domain.ids import GuildId, MessageId, UserId
from bot.domain.tasks import Task
from storage.database import Database
from storage.sealing import Sealer, keys_from_file
from storage.tasks import Tasks

_MOST = 100


async def tasks_of(folder: Path, guild_id: int, user_id: int) -> Mapping[MessageId, Task]:
    """The person's tasks by the message that shows their end."""
    database = Database.open(f"sqlite+aiosqlite:///{folder}/data/darkroom.db")
    rows = Tasks(Sealer(keys_from_file(folder / "data/secret.keys")))
    try:
        async with database.reading() as connection:
            recent = await rows.recent(connection, GuildId(guild_id), UserId(user_id), _MOST)
    finally:
        await database.close()
    shown = ((task.message_id or task.reply.message_id, task) for task in recent)
    return {message_id: task for message_id, task in shown if message_id is not None}
