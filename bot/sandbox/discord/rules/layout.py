"""Which component may stand where in a message."""

from collections.abc import Collection, Iterator, Sequence

from bot.sandbox.discord.flags import ComponentType as Type
from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.limits import Count
from bot.sandbox.discord.rules.rule import Rule

_SOURCE = "components/reference.mdx"
RULES = (
    Rule("components.place", "A component stands only where its type may stand.", _SOURCE),
    Rule("components.row-content", "A row holds 1-5 buttons, or one select.", _SOURCE),
    Rule("components.section-content", "A section has 1-3 texts and one accessory.", _SOURCE),
    Rule("components.container-content", "A container is not empty.", _SOURCE),
    Rule("components.gallery-items", "A gallery has 1-10 items.", _SOURCE),
)

SELECTS = frozenset(
    {Type.STRING_SELECT, Type.USER_SELECT, Type.ROLE_SELECT, Type.MENTIONABLE_SELECT, Type.CHANNEL_SELECT}
)
_IN_CONTAINER = frozenset({Type.ROW, Type.TEXT, Type.SECTION, Type.GALLERY, Type.SEPARATOR, Type.FILE})
_TOP = _IN_CONTAINER | {Type.CONTAINER}
_CHILDREN = {
    Type.ROW: SELECTS | {Type.BUTTON},
    Type.SECTION: frozenset({Type.TEXT}),
    Type.CONTAINER: _IN_CONTAINER,
}
_ACCESSORIES = frozenset({Type.BUTTON, Type.THUMBNAIL})
_COUNTS = {
    Type.ROW: Count("components.row-content", "components", 1, 5, required=True),
    Type.SECTION: Count("components.section-content", "components", 1, 3, required=True),
    Type.CONTAINER: Count("components.container-content", "components", 1, 40, required=True),
    Type.GALLERY: Count("components.gallery-items", "items", 1, 10, required=True),
}


def walk(message: Node) -> Iterator[Node]:
    """Every component that stands where it may, parents first; the others become violations and are not entered."""
    for component in message.children("components"):
        yield from _enter(component, _TOP)


def _enter(component: Node, allowed: Collection[int]) -> Iterator[Node]:
    kind = component.number("type")
    if kind is None or kind not in allowed:
        choices = ", ".join(str(int(choice)) for choice in sorted(allowed))
        text = f'Value of field "type" must be one of ({choices}).'
        component.wrong("components.place", "type", "UNION_TYPE_CHOICES", text)
        return
    yield component
    _check_content(component, Type(kind))
    for child in component.children("components") if kind in _CHILDREN else ():
        yield from _enter(child, _CHILDREN[Type(kind)])
    if kind == Type.SECTION and (accessory := component.child("accessory")) is not None:
        yield from _enter(accessory, _ACCESSORIES)


def _check_content(component: Node, kind: Type) -> None:
    if kind in _COUNTS:
        _COUNTS[kind].check(component)
    if kind is Type.ROW:
        _check_row(component, component.children("components"))
    if kind is Type.SECTION and not component.has("accessory"):
        component.wrong("components.section-content", "accessory", "BASE_TYPE_REQUIRED", "This field is required")


def _check_row(row: Node, children: Sequence[Node]) -> None:
    has_select = any(child.number("type") in SELECTS for child in children)
    if has_select and len(children) > 1:
        text = "The specified component exceeds the maximum width"
        row.wrong("components.row-content", "components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", text)
