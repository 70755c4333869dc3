"""A task's finished pictures, out of the media store."""

from bot.domain.tasks import Task
from bot.engine.ports import Picture
from bot.media.store import MediaStore


async def pictures_of(media: MediaStore, task: Task) -> list[Picture]:
    """Every kept result, in order."""
    kept = [(result.media, result.shape) for result in task.results]
    return [Picture(data=await media.get(name), shape=shape) for name, shape in kept if name and shape]
