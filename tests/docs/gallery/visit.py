"""The bot does what is shown: a person sends each command in the sandbox, and the answer is what they got."""

import asyncio
import io
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console

from bot.domain.ids import MessageId, ProviderId
from bot.domain.lifecycle import State
from bot.sandbox.demo.books import tasks_of
from bot.sandbox.demo.screen import Screen
from bot.sandbox.demo.stage import Stage, stage
from bot.sandbox.demo.story import Seen, play
from bot.sandbox.demo.ways import Way
from bot.sandbox.discord import NoAnswerError
from tests.docs.gallery.exhibits import Exhibit

_AT_ONCE = 3
_WORDS = re.compile(r"```\n(.*?)\n```", re.DOTALL)
_SETTINGS: Mapping[str, str] = {
    "DARKROOM_QUOTA__PERSON_DAY": "100000",
    "DARKROOM_QUOTA__PERSON_MONTH": "100000",
    "DARKROOM_ENGINE__AGREE_FROM": "100000",
    "DARKROOM_PROVIDERS__IMGOPEN__RESIZE_MODE": "1",
    "DARKROOM_PROVIDERS__IMGOPEN__CONTROLNET": json.dumps(
        {"units": [{"link": "{image}", "module": "{preprocessor}", "weight": "{strength}"}]}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What became of an exhibit. Without a `provider` nothing was made, and `text` says why."""

    exhibit: Exhibit
    provider: ProviderId | None
    text: str
    pictures: tuple[bytes, ...] = field(repr=False)

    @property
    def words(self) -> str:
        """A result in words, without what is said around it."""
        return "\n".join(_WORDS.findall(self.text))


async def visit(exhibits: Sequence[Exhibit]) -> Sequence[Shown]:
    """Each with its answer, in their order."""
    with tempfile.TemporaryDirectory(prefix="darkroom-gallery-") as scratch:
        async with stage(Path(scratch)) as bare:
            scene = replace(bare, changes=_SETTINGS)
            tiger = scene.vendors.magictiger
            tiger.config = replace(tiger.config, outputs=1)
            async with scene.bot_runs(Way.POLL):
                seen = await _play_all(scene, exhibits)
            tasks = await tasks_of(scene.folder, scene.guild.id, scene.person.id)
    made = {message: task.provider for message, task in tasks.items() if task.state is State.DELIVERED}
    return [_shown(exhibit, each, made) for exhibit, each in zip(exhibits, seen, strict=True)]


async def _play_all(scene: Stage, exhibits: Sequence[Exhibit]) -> list[Seen | None]:
    """A few at once, as several people would."""
    limit, quiet = asyncio.Semaphore(_AT_ONCE), Screen(Console(file=io.StringIO()))

    async def show(exhibit: Exhibit) -> Seen | None:
        async with limit:
            with suppress(TimeoutError, NoAnswerError):
                return await play(scene, quiet, exhibit.act, Way.POLL)
            return None

    async with asyncio.TaskGroup() as group:
        shows = [group.create_task(show(each), name=f"show-{each.tool}") for each in exhibits]
    return [each.result() for each in shows]


def _shown(exhibit: Exhibit, seen: Seen | None, made: Mapping[MessageId, ProviderId | None]) -> Shown:
    if seen is None:
        return Shown(exhibit=exhibit, provider=None, text="it was not answered", pictures=())
    return Shown(exhibit=exhibit, provider=made.get(seen.message_id), text=seen.text, pictures=seen.pictures)
