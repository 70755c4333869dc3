"""Options of commands, their choices, and how they may be nested."""

from collections.abc import Iterable

from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.limits import Count, Length, Range
from bot.sandbox.discord.rules.names import check_chat_texts, check_locales, texts
from bot.sandbox.discord.rules.rule import Rule

_SOURCE = "application-commands.mdx"
RULES = (
    Rule("commands.option-type", "Option types are 1-11.", _SOURCE),
    Rule("commands.option-count", "A command, group or subcommand has at most 25 options.", _SOURCE),
    Rule("commands.unique-option-names", "Option names are unique in their list, also per locale.", _SOURCE),
    Rule("commands.required-first", "Required options come before optional ones.", _SOURCE),
    Rule("commands.nesting", "Command, group, subcommand, parameters: no deeper and in no other order.", _SOURCE),
    Rule("commands.mixed-options", "Subcommands and parameters do not stand side by side.", _SOURCE),
    Rule("commands.choice-count", "An option has at most 25 choices.", _SOURCE),
    Rule("commands.choice-length", "A choice has a name of 1-100 and a text value of at most 100.", _SOURCE),
    Rule("commands.autocomplete-excludes-choices", "An option with autocomplete has no choices.", _SOURCE),
    Rule("commands.text-bounds", "min_length is 0-6000, max_length 1-6000.", _SOURCE),
    Rule("commands.integer-bounds", "Integers lie within +-(2^53 - 1).", _SOURCE),
)

SUBCOMMAND, GROUP, STRING, INTEGER, ATTACHMENT = 1, 2, 3, 4, 11
_PARAMETERS = frozenset(range(STRING, ATTACHMENT + 1))
_ALL = _PARAMETERS | {SUBCOMMAND, GROUP}
_INSIDE = {None: _ALL, GROUP: frozenset({SUBCOMMAND}), SUBCOMMAND: _PARAMETERS}
_MAX_INTEGER = 2**53 - 1
_OPTION_COUNT = Count("commands.option-count", "options", 0, 25)
_CHOICE_COUNT = Count("commands.choice-count", "choices", 0, 25)
_CHOICE_VALUE = Length("commands.choice-length", "value", 0, 100, required=True)
_TEXT_BOUNDS = (
    Range("commands.text-bounds", "min_length", 0, 6000),
    Range("commands.text-bounds", "max_length", 1, 6000),
)


def check_options(parent: Node, kind: int | None = None) -> None:
    """Judge the options of a command (`kind` None), group or subcommand."""
    options = parent.children("options")
    _OPTION_COUNT.check(parent)
    _check_names(options)
    _check_order(options)
    _check_mixture(options)
    for option in options:
        _check_option(option, _INSIDE[kind])


def check_choices(parent: Node, kind: int | None, *, rule: str = "commands.choice-length") -> None:
    """Judge the choices of an option, or of an autocomplete answer (`kind` None: any value)."""
    for choice in parent.children("choices"):
        check_locales(choice, "name")
        for holder, key in texts(choice, "name"):
            Length(rule, key, 1, 100, required=True).check(holder)
        if kind == INTEGER:
            Range("commands.integer-bounds", "value", -_MAX_INTEGER, _MAX_INTEGER).check(choice)
        elif kind == STRING or isinstance(choice.value.get("value"), str):
            Length(rule, "value", 0, 100, required=True).check(choice)


def _check_option(option: Node, allowed: frozenset[int]) -> None:
    kind = option.number("type")
    check_chat_texts(option)
    if kind not in _ALL:
        option.wrong("commands.option-type", "type", "BASE_TYPE_CHOICES", "Value must be one of 1 to 11.")
    elif kind not in allowed:
        message = "Sub-command and sub-command group option types cannot be nested this way"
        option.wrong("commands.nesting", "type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    elif kind in {SUBCOMMAND, GROUP}:
        check_options(option, kind)
    else:
        _check_parameter(option, kind)


def _check_parameter(option: Node, kind: int) -> None:
    _CHOICE_COUNT.check(option)
    check_choices(option, kind)
    if option.has("options"):
        option.wrong("commands.nesting", "options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Only groups nest.")
    if option.value.get("autocomplete") and option.items("choices"):
        message = "Autocomplete and choices are mutually exclusive"
        option.wrong(
            "commands.autocomplete-excludes-choices", "choices", "APPLICATION_COMMAND_OPTION_CHOICES_INVALID", message
        )
    for bound in _TEXT_BOUNDS:
        bound.check(option)
    if kind == INTEGER:
        for key in ("min_value", "max_value"):
            Range("commands.integer-bounds", key, -_MAX_INTEGER, _MAX_INTEGER).check(option)


def _check_names(options: Iterable[Node]) -> None:
    seen: set[tuple[str, str]] = set()
    for option in options:
        for holder, key in texts(option, "name"):
            name = (key, holder.text(key) or "")
            if name in seen:
                message = "Option name already exists in this list"
                holder.wrong(
                    "commands.unique-option-names", key, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message
                )
            seen.add(name)


def _check_order(options: Iterable[Node]) -> None:
    optional = False
    for option in options:
        if optional and option.value.get("required"):
            message = "Required options must be placed before non-required options"
            option.wrong("commands.required-first", None, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional = optional or not option.value.get("required")


def _check_mixture(options: Iterable[Node]) -> None:
    kinds = [option.number("type") in {SUBCOMMAND, GROUP} for option in options]
    for option, is_branch in zip(options, kinds, strict=True):
        if is_branch != kinds[0]:
            message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
            option.wrong("commands.mixed-options", None, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
