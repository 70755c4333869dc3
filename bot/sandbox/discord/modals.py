"""Filling in a form as Discord's client does (components/reference, "Modal components")."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.discord.files import StoredFile, Upload
from bot.sandbox.discord.flags import ComponentType
from bot.sandbox.discord.options import ImpossibleError
from bot.sandbox.discord.world import Json

_OPTIONAL_BY_DEFAULT = {ComponentType.CHECKBOX}
_LISTS = {ComponentType.STRING_SELECT, ComponentType.CHECKBOX_GROUP, ComponentType.USER_SELECT}
_MAX_TEXT = 4000


@dataclass(slots=True, kw_only=True)
class FilledForm:
    """The components of a MODAL_SUBMIT, and the files that they name."""

    components: list[Json]
    files: list[StoredFile] = field(default_factory=list)


def fill_form(modal: Mapping[str, Any], values: Mapping[str, Any], keep: Callable[[Upload], StoredFile]) -> FilledForm:
    """The submit of a numbered form, `values` by custom_id or label.

    Raises ImpossibleError for a missing, unknown or forbidden value.
    """
    left = dict(values)
    form = FilledForm(components=[])
    for part in modal["components"]:
        form.components.append(_submit_part(part, left, form, keep))
    if left:
        raise ImpossibleError(f"the form has no field {', '.join(sorted(left))}")
    return form


def _submit_part(part: Json, left: dict[str, Any], form: FilledForm, keep: Callable[[Upload], StoredFile]) -> Json:
    submitted: Json = {"type": part["type"], "id": part["id"]}
    for label, inner in _fields(part):
        answer = _answer(inner, _take(left, inner, label), form, keep)
        answer = {key: inner[key] for key in ("type", "id", "custom_id")} | answer
        if part["type"] == ComponentType.LABEL:
            submitted["component"] = answer
        else:
            submitted.setdefault("components", []).append(answer)
    return submitted


def _fields(part: Json) -> Iterator[tuple[str, Json]]:
    if part["type"] == ComponentType.LABEL:
        yield str(part.get("label", "")), part["component"]
    for child in part.get("components") or ():
        yield str(child.get("label", "")), child


def _take(left: dict[str, Any], inner: Json, label: str) -> Any:
    for name in (inner["custom_id"], label):
        if name in left:
            return left.pop(name)
    default = inner.get("value", inner.get("default"))
    if default is None and inner.get("required", inner["type"] not in _OPTIONAL_BY_DEFAULT):
        raise ImpossibleError(f"the field {label or inner['custom_id']!r} is required")
    return default


def _answer(inner: Json, value: Any, form: FilledForm, keep: Callable[[Upload], StoredFile]) -> Json:
    kind = inner["type"]
    if kind == ComponentType.FILE_UPLOAD:
        files = [keep(upload) for upload in _listed(inner, value)]
        form.files += files
        return {"values": [str(file.id) for file in files]}
    if kind == ComponentType.TEXT_INPUT:
        return {"value": _text(inner, "" if value is None else str(value))}
    if kind in _LISTS:
        return {"values": [choose(inner, str(item)) for item in _listed(inner, value)]}
    if kind == ComponentType.RADIO_GROUP:
        return {"value": None if value is None else choose(inner, str(value))}
    return {"value": bool(value)}


def _text(inner: Json, value: str) -> str:
    required = inner.get("required", True)
    low, high = inner.get("min_length") or int(required), inner.get("max_length") or _MAX_TEXT
    if (value or required) and not low <= len(value) <= high:
        raise ImpossibleError(f"{inner['custom_id']!r} takes {low} to {high} characters")
    return value


def _listed(inner: Json, value: Any) -> Sequence[Any]:
    items = [] if value is None else list(value) if isinstance(value, list | tuple) else [value]
    required = inner.get("required", True)
    low, high = inner.get("min_values", 1), inner.get("max_values", 1)
    if (items or required) and not low <= len(items) <= high:
        raise ImpossibleError(f"{inner['custom_id']!r} takes {low} to {high} values")
    return items


def choose(component: Mapping[str, Any], wanted: str) -> str:
    """The value of the option with this value or label; entity selects take any id."""
    if component["type"] not in {ComponentType.STRING_SELECT, ComponentType.RADIO_GROUP, ComponentType.CHECKBOX_GROUP}:
        return wanted
    for option in component.get("options") or ():
        if wanted in {option["value"], option["label"]}:
            return str(option["value"])
    raise ImpossibleError(f"{component['custom_id']!r} offers no {wanted!r}")
