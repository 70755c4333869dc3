"""The inputs of an accepted task: fetched, stored and inspected, before their links die."""

from contextlib import suppress

from bot.domain.ids import MediaName
from bot.domain.tasks import Input, Task
from bot.engine.desk import Desk
from bot.engine.marking import is_ours
from bot.engine.milestones import Effect
from bot.media.store import Missing
from bot.media.subjects import InputOf


async def take_in(desk: Desk, inputs: list[Input]) -> None:
    """Make every input ours that is not yet, in place: what has come is there although a later one fails.

    Raises Refused, Unreachable and StorageFailed. They are kept under the names that the row has had since it was made:
    what is left of a failure is put over at the next try, or removed with the task.
    """
    for number, entry in enumerate(inputs):
        if entry.shape is None and not is_ours(entry):
            inputs[number] = await _inspected(desk, await _stored(desk, entry))


async def _stored(desk: Desk, entry: Input) -> Input:
    if entry.copy_of is not None:
        with suppress(Missing):
            return await _copied(desk, entry, entry.copy_of)
    limit = desk.media_settings.max_input_bytes
    with desk.milestones.around(Effect.FETCH_INPUT):
        async with desk.fetcher.fetch(entry.url, max_bytes=limit, about=InputOf(entry.slot)) as chunks:
            name, size_bytes = await desk.media.put(chunks, name=entry.media)
    return entry.model_copy(update={"media": name, "size_bytes": size_bytes})


async def _copied(desk: Desk, entry: Input, original: MediaName) -> Input:
    """What we keep already. Raises Missing where we do not any more; then there is still Discord's link."""
    kept = await desk.media.stream(original)
    name, size_bytes = await desk.media.put(kept.chunks, name=entry.media)
    return entry.model_copy(update={"media": name, "size_bytes": size_bytes})


async def _inspected(desk: Desk, entry: Input) -> Input:
    async with desk.media.file(entry.media or MediaName("")) as path:
        shape = await desk.inspector.inspect(path, slot=entry.slot)
    return entry.model_copy(update={"shape": shape})


async def drop_unnamed(desk: Desk, task: Task) -> None:
    """Remove what we have stored for a task that has ended meanwhile, and whose row has forgotten its pictures."""
    present = await desk.reread(task.id)
    named = {entry.media for entry in present.inputs} if present else set()
    await desk.media.delete(*(entry.media for entry in task.inputs if entry.media and entry.media not in named))
