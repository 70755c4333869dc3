"""Modals."""

from collections.abc import Callable

from bot.sandbox.discord.flags import ComponentType as Type
from bot.sandbox.discord.rules.components import check_custom_id, check_identity
from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.layout import SELECTS
from bot.sandbox.discord.rules.limits import Count, Length, Range
from bot.sandbox.discord.rules.rule import Rule
from bot.sandbox.discord.rules.selects import check_bounds, check_options, check_select

_SOURCE = "components/reference.mdx"
RULES = (
    Rule("modals.custom-id-length", "A modal has a custom_id of 1-100 characters.", "receiving-and-responding.mdx"),
    Rule("modals.title-length", "A modal has a title of 1-45 characters.", "receiving-and-responding.mdx"),
    Rule("modals.component-count", "A modal has 1-5 components.", "receiving-and-responding.mdx"),
    Rule("modals.place", "A modal holds Labels, Text Displays and (deprecated) rows of one text input.", _SOURCE),
    Rule("modals.label-lengths", "A Label's label has 1-45 characters, its description 1-100.", _SOURCE),
    Rule(
        "modals.label-content", "A Label holds one input, select, upload, radio, checkbox group or checkbox.", _SOURCE
    ),
    Rule("modals.text-length", "A Text Display has 1-4000 characters.", "openapi.json"),
    Rule("modals.input-lengths", "A text input's value has at most 4000, its placeholder at most 100.", _SOURCE),
    Rule("modals.input-bounds", "A text input's min_length is 0-4000, its max_length 1-4000.", _SOURCE),
    Rule("modals.input-style", "A text input's style is 1 or 2.", _SOURCE),
    Rule("modals.radio-options", "A radio group has 2-10 options.", _SOURCE),
    Rule("modals.checkbox-options", "A checkbox group has 1-10 options.", _SOURCE),
    Rule("modals.checkbox-optional", "A single checkbox cannot be required.", _SOURCE),
    Rule("modals.upload-bounds", "Uploads and checkbox groups: min_values 0-10, max_values 1-10.", _SOURCE),
    Rule("modals.no-disabled", "Nothing in a modal is disabled.", _SOURCE),
)

_OWN = (
    Length("modals.custom-id-length", "custom_id", 1, 100, required=True),
    Length("modals.title-length", "title", 1, 45, required=True),
    Count("modals.component-count", "components", 1, 5, required=True),
)
_LABEL = (
    Length("modals.label-lengths", "label", 1, 45, required=True),
    Length("modals.label-lengths", "description", 1, 100),
)
_TEXT = Length("modals.text-length", "content", 1, 4000, required=True)
_INPUT = (
    Length("modals.input-lengths", "value", 0, 4000),
    Length("modals.input-lengths", "placeholder", 0, 100),
    Range("modals.input-bounds", "min_length", 0, 4000),
    Range("modals.input-bounds", "max_length", 1, 4000),
    Range("modals.input-style", "style", 1, 2),
)
_BOUNDS = (Range("modals.upload-bounds", "min_values", 0, 10), Range("modals.upload-bounds", "max_values", 1, 10))
_RADIO_OPTIONS = Count("modals.radio-options", "options", 2, 10, required=True)
_CHECKBOX_OPTIONS = Count("modals.checkbox-options", "options", 1, 10, required=True)


def check_modal(modal: Node) -> None:
    """Judge the data of a modal."""
    for limit in _OWN:
        limit.check(modal)
    found: list[Node] = []
    for component in modal.children("components"):
        kind = component.number("type")
        if kind not in _TOP:
            text = 'Value of field "type" must be one of (1, 10, 18).'
            component.wrong("modals.place", "type", "UNION_TYPE_CHOICES", text)
        else:
            found += [component, *_TOP[kind](component)]
    check_identity(found)


def _check_text(text: Node) -> list[Node]:
    _TEXT.check(text)
    return []


def _check_label(label: Node) -> list[Node]:
    for limit in _LABEL:
        limit.check(label)
    content = label.child("component")
    if content is None:
        label.wrong("modals.label-content", "component", "BASE_TYPE_REQUIRED", "This field is required")
        return []
    if content.number("type") not in _CONTENTS:
        text = 'The value of field "type" names nothing that a Label may hold.'
        content.wrong("modals.label-content", "type", "UNION_TYPE_CHOICES", text)
        return []
    _check_content(content)
    return [content]


def _check_row(row: Node) -> list[Node]:
    inputs = row.children("components")
    if [content.number("type") for content in inputs] != [Type.TEXT_INPUT]:
        row.wrong("modals.place", "components", "BASE_TYPE_BAD_LENGTH", "A row in a modal holds one text input.")
        return []
    _check_content(inputs[0])
    _LABEL[0].check(inputs[0])
    return inputs


def _check_content(content: Node) -> None:
    check_custom_id(content, required=True)
    if content.value.get("disabled"):
        content.wrong("modals.no-disabled", "disabled", "COMPONENT_DISABLED_INVALID", "Nothing here can be disabled.")
    _CONTENTS[content.number("type") or 0](content)


def _check_input(content: Node) -> None:
    for limit in _INPUT:
        limit.check(content)


def _check_upload(content: Node) -> None:
    for bound in _BOUNDS:
        bound.check(content)
    check_bounds(content, "modals.upload-bounds")


def _check_radio(content: Node) -> None:
    _RADIO_OPTIONS.check(content)
    check_options(content)


def _check_checkboxes(content: Node) -> None:
    _CHECKBOX_OPTIONS.check(content)
    _check_upload(content)
    check_options(content)


def _check_checkbox(content: Node) -> None:
    if content.value.get("required"):
        content.wrong("modals.checkbox-optional", "required", "COMPONENT_REQUIRED_INVALID", "It cannot be required.")


_TOP: dict[int | None, Callable[[Node], list[Node]]] = {
    Type.LABEL: _check_label,
    Type.TEXT: _check_text,
    Type.ROW: _check_row,
}
_CONTENTS: dict[int | None, Callable[[Node], None]] = {
    Type.TEXT_INPUT: _check_input,
    Type.FILE_UPLOAD: _check_upload,
    Type.RADIO_GROUP: _check_radio,
    Type.CHECKBOX_GROUP: _check_checkboxes,
    Type.CHECKBOX: _check_checkbox,
    **dict.fromkeys(SELECTS, check_select),
}
