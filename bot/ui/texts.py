"""Words that a provider wrote, shown in blocks that they cannot break out of."""

from collections.abc import Sequence

from bot.domain.tasks import Task

_ROOM = 1700
"""Of the 2000 characters that a message takes; the rest is for what we say ourselves."""
_FRAME = len("```\n\n```\n")
_LEAST = 20
"""Fewer characters of a text are not worth a block."""
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(13, 32), *range(127, 160)])


def texts_of(task: Task) -> list[str]:
    """The texts that came out, in their order; without control characters and what no file can hold."""
    return [text for result in task.results if result.text and (text := _clean(result.text))]


def fit(texts: Sequence[str]) -> bool:
    """Whether a message shows them whole."""
    return sum(len(_harmless(text)) + _FRAME for text in texts) <= _ROOM


def blocks(texts: Sequence[str]) -> str:
    """Each in a block of its own, as many as there is room for, the last one cut."""
    shown: list[str] = []
    room = _ROOM
    for text in texts:
        if room < _FRAME + _LEAST:
            break
        block = f"```\n{_cut(_harmless(text), room - _FRAME)}\n```"
        shown.append(block)
        room -= len(block) + 1
    return "\n".join(shown)


def _clean(text: str) -> str:
    return text.encode(errors="replace").decode().translate(_CONTROLS).strip()


def _harmless(text: str) -> str:
    """Three backticks would end a block: a zero-width space stands between any two."""
    return text.replace("``", "`\u200b`\u200b")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
