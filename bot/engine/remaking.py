"""From a task that was done to a new request: again with another seed, a variation of a picture, on from a preview."""

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, Press, Request, Task
from bot.domain.toolbox import CONTROL, REIMAGINE
from bot.domain.tools import Tool

_IMAGE = "image"
_SEED = "seed"
_VARIATION = 0.55
"""How much of a picture is drawn anew by a variation; ours. The vendor's client redraws as much."""


def again(tool: Tool, task: Task, press: Press) -> Request:
    """The same once more, with another seed. Raises Refused where the pictures it is made of are no longer kept."""
    if not tool.is_seeded:
        raise Refused(Reason.TASK_UNKNOWN)
    options = {name: value for name, value in task.options.items() if name != _SEED}
    return _request(tool, task, press, options, tuple(_copied(entry) for entry in task.inputs))


def variation(task: Task, picture: Input, press: Press) -> Request:
    """A new picture along the same words and one of the results."""
    known = REIMAGINE.options.model_fields.keys() - {_SEED, "count", "strength"}
    options = {name: value for name, value in task.options.items() if name in known}
    if isinstance(options.get("guidance"), float):
        options["guidance"] = round(options["guidance"])  # redrawing takes whole numbers
    image = picture.model_copy(update={"slot": _IMAGE})
    return _request(REIMAGINE, task, press, options | {"strength": _VARIATION}, (image,))


def going_on(task: Task, press: Press, prompt: str) -> Request:
    """From a preview to a drawing along the same picture. Raises Refused where it is no longer kept."""
    options = {"prompt": prompt, "preprocessor": task.options.get("preprocessor", "canny")}
    return _request(CONTROL, task, press, options, tuple(_copied(entry) for entry in task.inputs))


def _request(tool: Tool, task: Task, press: Press, options: dict[str, object], inputs: tuple[Input, ...]) -> Request:
    return Request(
        tool=tool.key,
        options=options,
        inputs=inputs,
        guild_id=press.guild_id,
        channel_id=press.channel_id,
        user_id=press.user_id,
        reply=press.reply,
        provider=task.wanted_provider,
    )


def _copied(entry: Input) -> Input:
    """What we keep of an input, and Discord's link to it, whichever is of use."""
    if entry.media is None:
        raise Refused(Reason.INPUTS_GONE)
    return entry.model_copy(update={"media": None, "copy_of": entry.media, "shape": None})
