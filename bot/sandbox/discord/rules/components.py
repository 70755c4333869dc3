"""The components of a message: each by itself, and all of them together."""

from collections.abc import Iterable

from bot.sandbox.discord.flags import ComponentType as Type
from bot.sandbox.discord.rules.buttons import LINK, PREMIUM, check_button
from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.layout import SELECTS, walk
from bot.sandbox.discord.rules.limits import Length, Range
from bot.sandbox.discord.rules.media import check_media
from bot.sandbox.discord.rules.rule import Rule
from bot.sandbox.discord.rules.selects import check_select

_SOURCE = "components/reference.mdx"
RULES = (
    Rule("components.custom-id-length", "A custom_id has 1-100 characters; selects and inputs need one.", _SOURCE),
    Rule("components.unique-custom-ids", "Each custom_id occurs once in a message or modal.", _SOURCE),
    Rule("components.id-range", "A component's id is a 32-bit integer.", _SOURCE),
    Rule("components.unique-ids", "Component ids, where given and not 0, are unique.", _SOURCE),
    Rule("components.total", "A message has at most 40 components, nested ones included.", _SOURCE),
    Rule("components.text-total", "All Text Displays together have at most 4000 characters.", _SOURCE),
)

_MAX_COMPONENTS = 40
_MAX_TEXT = 4000
_ID = Range("components.id-range", "id", 0, 2**31 - 1)


def check_components(message: Node, names: frozenset[str] | None) -> None:
    """Judge the components of a message; `names` is what `attachment://` may name, None when that is not known."""
    found = list(walk(message))
    for component in found:
        _check_component(component, names)
    check_identity(found)
    _check_totals(message, found)


def check_identity(components: Iterable[Node]) -> None:
    """Judge `id` and `custom_id` over all components of a message or modal."""
    ids: set[int] = set()
    custom_ids: set[str] = set()
    for component in components:
        _ID.check(component)
        number, custom_id = component.number("id") or 0, component.text("custom_id") or ""
        if number in ids:
            component.wrong("components.unique-ids", "id", "COMPONENT_ID_DUPLICATED", "Component id is not unique")
        if custom_id in custom_ids:
            text = "Component custom id cannot be duplicated"
            component.wrong("components.unique-custom-ids", "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", text)
        ids |= {number} - {0}
        custom_ids |= {custom_id} - {""}


def check_custom_id(component: Node, *, required: bool) -> None:
    """Judge the length of a custom_id."""
    Length("components.custom-id-length", "custom_id", 1, 100, required=required).check(component)


def _check_component(component: Node, names: frozenset[str] | None) -> None:
    kind = component.number("type")
    if kind == Type.BUTTON:
        check_button(component)
        if component.number("style") not in {LINK, PREMIUM}:
            check_custom_id(component, required=False)
    elif kind in SELECTS:
        check_custom_id(component, required=True)
        check_select(component)
    else:
        check_media(component, names)


def _check_totals(message: Node, found: list[Node]) -> None:
    if len(found) > _MAX_COMPONENTS:
        text = f"Maximum number of components reached ({_MAX_COMPONENTS})"
        message.wrong("components.total", "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", text)
    texts = [component.text("content") or "" for component in found if component.number("type") == Type.TEXT]
    if sum(len(content.strip()) for content in texts) > _MAX_TEXT:
        text = f"Displayable component text size exceeds maximum size of {_MAX_TEXT}"
        message.wrong("components.text-total", "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", text)
