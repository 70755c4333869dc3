"""What a screen reader says of a result."""

from typing import Any

from bot.domain.tasks import Task
from bot.domain.tools import Hidden, Tool

_SEED = "seed"


def alt_text(task: Task, tool: Tool | None, seed: int | None) -> str:
    """What the picture shows, with the options that the person chose and the seed that it has.

    The shortest come first: what is cut off at its end is a part of the prompt.
    """
    chosen = {name: value for name, value in task.options.items() if value is not None and _is_shown(tool, name)}
    if seed is not None:
        chosen[_SEED] = seed
    said = ", ".join(sorted((_words(name, value) for name, value in chosen.items()), key=len))
    result = tool.result if tool else task.tool
    return f"{result} ({said})" if said else result


def _words(name: str, value: Any) -> str:
    return f"{name} {value}"


def _is_shown(tool: Tool | None, name: str) -> bool:
    field = tool.options.model_fields.get(name) if tool else None
    return field is None or not any(isinstance(each, Hidden) for each in field.metadata)
