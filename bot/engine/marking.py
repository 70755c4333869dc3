"""Which part of a picture is worked on: a mask that came with it, or one that we make of what the person says."""

from collections.abc import Collection

from bot.domain.errors import Refused
from bot.domain.ids import MediaName, new_media_name
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, Task
from bot.domain.toolbox.marking import MASK, MarkingOptions
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.engine.desk import Desk

_RECTANGLE = "rectangle"


def refuse_unmarked(options: Options, slots: Collection[str]) -> None:
    """Raises Refused unless the part is said in one way, and wholly."""
    if not isinstance(options, MarkingOptions):
        return
    ways = (MASK in slots, options.find is not None, options.is_rectangular)
    if sum(ways) != 1:
        raise Refused(Reason.ONE_PART_ONLY if any(ways) else Reason.PART_NEEDED)
    if options.is_rectangular and options.rectangle is None:
        raise Refused(Reason.RECTANGLE_INCOMPLETE)


def is_ours(entry: Input) -> bool:
    """Whether it is a mask that we have made: nobody has sent it."""
    return entry.slot == MASK and not entry.url


async def name_mask(desk: Desk, task: Task, options: Options) -> Task | None:
    """The task with the name of the mask that is to be made, if one is; None if somebody was first."""
    if not isinstance(options, MarkingOptions) or any(entry.slot == MASK for entry in task.inputs):
        return task
    mask = Input(slot=MASK, url="", filename="mask.png", size_bytes=0, media=new_media_name())
    return await desk.note(task, inputs=(*task.inputs, mask))


async def mark(desk: Desk, inputs: list[Input], options: Options) -> None:
    """Make the mask that is not there yet, in place.

    Raises Refused where nothing is there to be marked, Unreachable and StorageFailed.
    """
    for number, entry in enumerate(inputs):
        if isinstance(options, MarkingOptions) and is_ours(entry) and entry.shape is None:
            image = next(each for each in inputs if each.slot == IMAGE)
            inputs[number] = await _made(desk, image, entry, options)


async def _made(desk: Desk, image: Input, mask: Input, options: MarkingOptions) -> Input:
    async with desk.media.file(image.media or MediaName("")) as path:
        data = await desk.onlooker.mark(path, options)
    if data is None:
        raise Refused(Reason.NOTHING_FOUND, finding=options.find or _RECTANGLE, slot=IMAGE)
    name, size_bytes = await desk.media.put(data, name=mask.media)
    async with desk.media.file(name) as path:
        shape = await desk.inspector.inspect(path, slot=MASK)
    return mask.model_copy(update={"media": name, "size_bytes": size_bytes, "shape": shape})
