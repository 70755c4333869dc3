"""The form that takes a series of pictures, where a command takes one picture per option."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import ui
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.domain.tools import Slot, Tool
from bot.engine.studio import Studio
from bot.ui.draft import Draft, start
from bot.ui.marks import LONGEST_MARK, Action, mark, pattern
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.options import label, shown_fields
from bot.ui.reply import reply

_FORM = pattern(Action.FORM)
_MOST_FIELDS = 5
_FILES_EACH = 10
_LONGEST_TITLE = 45
_HEAD = 3  # tool, private, provider


class _File(BaseModel):
    """What Discord says of a file in a form."""

    url: str
    filename: str
    size: int


def needs_form(tool: Tool) -> bool:
    """Whether a form asks for the pictures."""
    return any(slot.is_series for slot in tool.slots)


def picture_form(draft: Draft, locale: str) -> ui.Modal:
    """A form with the fields for the pictures of `draft.tool`; all else that was said is in its custom id.

    discord.py is told that it is finished, and so keeps none: what is submitted is recognised by its custom id, after
    a restart too. Raises Refused for options that are too long for one.
    """
    title = say(Notice.PICTURE_FORM, locale, tool=label(draft.tool.key))
    form = ui.Modal(title=title[:_LONGEST_TITLE], custom_id=_custom_id(draft))
    for slot, first in _fields(draft.tool):
        form.add_item(_field(slot, first, locale))
    form.stop()
    return form


def submitted_form(interaction: discord.Interaction) -> re.Match[str] | None:
    """Whether this is a picture form coming back; the group `about` is what `receive_pictures` takes."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    return _FORM.fullmatch(interaction.custom_id or "")


async def receive_pictures(interaction: discord.Interaction, studio: Studio, about: str) -> None:
    """Start what the form, and the command before it, ask for. Raises what the Studio raises."""
    draft = _unpacked(about, studio.tools)
    if draft is None:
        await reply(interaction, say(Notice.FORM_TOO_OLD, interaction.locale.value))
        return
    given = {**draft.given, **_pictures(interaction.data or {})}
    await start(interaction, replace(draft, given=given), studio)


def _fields(tool: Tool) -> Sequence[tuple[Slot, int]]:
    """A slot and the number of its first picture for each field; as many fields as fit."""
    return [(slot, first) for slot in tool.slots for first in range(1, slot.most + 1, _FILES_EACH)][:_MOST_FIELDS]


def _field(slot: Slot, first: int, locale: str) -> ui.Label[ui.Modal]:
    last = min(slot.most, first + _FILES_EACH - 1)
    least = max(0, min(slot.least, last) - first + 1)
    upload = ui.FileUpload[ui.Modal](
        custom_id=f"{slot.name}-{first}", required=least > 0, min_values=least, max_values=last - first + 1
    )
    text = say(Notice.PICTURES_FROM_TO, locale, first=first, last=last)
    return ui.Label(text=text, description=slot.description, component=upload)


def _custom_id(draft: Draft) -> str:
    head = [draft.tool.key, int(draft.private), draft.provider]
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([*head, *(draft.given.get(name) for name in shown_fields(draft.tool))])
    custom_id = mark(Action.FORM, line.getvalue())
    if len(custom_id) > LONGEST_MARK:
        name, value = max(draft.given.items(), key=lambda item: len(str(item[1])))
        raise Refused(Reason.OPTION_INVALID, option=name, value=str(value))
    return custom_id


def _unpacked(about: str, tools: Sequence[Tool]) -> Draft | None:
    """What a custom id holds; None if it is not one of this version of the program."""
    line = next(csv.reader([about]), [])
    tool = next((tool for tool in tools if [tool.key] == line[:1] and needs_form(tool)), None)
    if tool is None or len(line) != _HEAD + len(shown_fields(tool)):
        return None
    _, private, provider, *values = line
    named = zip(shown_fields(tool).items(), values, strict=True)
    given = {name: _value(field.annotation, text) for (name, field), text in named if text}
    return Draft(tool=tool, given=given, private=private == "1", provider=provider or None)


def _value(annotation: Any, text: str) -> Any:
    """A value as it was given; what cannot have been given is left for the engine to refuse."""
    try:
        return TypeAdapter(annotation).validate_strings(text)
    except ValidationError:
        return text


def _pictures(data: Mapping[str, Any]) -> dict[str, list[_File]]:
    """The files of each slot, in the order of the fields."""
    files = (data.get("resolved") or {}).get("attachments") or {}
    pictures: dict[str, list[_File]] = defaultdict(list)
    for custom_id, chosen in _uploads(data):
        slot = custom_id.rpartition("-")[0]
        pictures[slot] += [_File.model_validate(files[each]) for each in chosen if each in files]
    return dict(pictures)


def _uploads(data: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str]]]:
    """The custom id of every field, with the ids of its files."""
    for part in data.get("components", ()):
        if "values" in (field := part.get("component") or {}):
            yield field["custom_id"], field["values"]
