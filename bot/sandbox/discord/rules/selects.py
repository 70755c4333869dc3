"""Selects, in messages and in modals."""

from bot.sandbox.discord.flags import ComponentType as Type
from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.limits import Count, Length, Range
from bot.sandbox.discord.rules.rule import Rule

_SOURCE = "components/reference.mdx"
RULES = (
    Rule("components.placeholder-length", "A select's placeholder has at most 150 characters.", _SOURCE),
    Rule("components.select-bounds", "min_values is 0-25, max_values 1-25, and not below min_values.", _SOURCE),
    Rule("components.select-options", "A text select has 1-25 options.", _SOURCE),
    Rule("components.option-lengths", "Label and value of an option have 1-100, its description at most 100.", _SOURCE),
    Rule("components.unique-option-values", "The values of a select's options are unique.", _SOURCE),
)

_LIMITS = (
    Length("components.placeholder-length", "placeholder", 0, 150),
    Range("components.select-bounds", "min_values", 0, 25),
    Range("components.select-bounds", "max_values", 1, 25),
)
_OPTION_COUNT = Count("components.select-options", "options", 1, 25, required=True)
_OPTION = (
    Length("components.option-lengths", "label", 1, 100, required=True),
    Length("components.option-lengths", "value", 1, 100, required=True),
    Length("components.option-lengths", "description", 0, 100),
)


def check_select(select: Node) -> None:
    """Judge a select of any type."""
    for limit in _LIMITS:
        limit.check(select)
    check_bounds(select, "components.select-bounds")
    if select.number("type") == Type.STRING_SELECT:
        _OPTION_COUNT.check(select)
        check_options(select)


def check_bounds(component: Node, rule: str) -> None:
    """Judge whether min_values exceeds max_values."""
    most = component.number("max_values")
    if most is not None and (component.number("min_values") or 0) > most:
        component.wrong(rule, "min_values", "BASE_TYPE_MAX_LENGTH", "min_values must not exceed max_values.")


def check_options(component: Node) -> None:
    """Judge the options of a select, radio group or checkbox group."""
    seen: set[str] = set()
    for option in component.children("options"):
        for limit in _OPTION:
            limit.check(option)
        value = option.text("value") or ""
        if value in seen:
            text = "The specified option value is already used"
            option.wrong("components.unique-option-values", "value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text)
        seen.add(value)
