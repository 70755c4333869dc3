"""Application commands."""

from collections import Counter
from collections.abc import Iterable

from bot.sandbox.discord.flags import CommandType
from bot.sandbox.discord.rules.form import Form, Node, Refusal
from bot.sandbox.discord.rules.names import check_chat_texts, check_menu_texts, longest
from bot.sandbox.discord.rules.options import check_options
from bot.sandbox.discord.rules.rule import Rule

_SOURCE = "application-commands.mdx"
RULES = (
    Rule("commands.type", "Command types are 1-4.", _SOURCE),
    Rule("commands.count-per-type", "A scope has at most 100 chat commands, 15 of each menu, 1 entry point.", _SOURCE),
    Rule("commands.unique-names", "Names are unique per type and scope.", _SOURCE),
    Rule("commands.no-menu-options", "Context menu commands have no options.", _SOURCE),
    Rule(
        "commands.total-length", "All texts of a command, longest localisations, have at most 8000 characters.", _SOURCE
    ),
    Rule("commands.permission-bits", "default_member_permissions is a bitset: decimal text or an integer.", _SOURCE),
    Rule("commands.private-context", "Context 2 needs the integration type 1 (user install).", _SOURCE),
)

_ENTRY_POINT = 4
_LIMITS = {CommandType.CHAT_INPUT: 100, CommandType.USER: 15, CommandType.MESSAGE: 15, _ENTRY_POINT: 1}
_MENUS = {CommandType.USER, CommandType.MESSAGE}
_MAX_TOTAL = 8000
_TOO_MANY = 30032
_USER_INSTALL, _PRIVATE_CHANNEL = 1, 2


def check_commands(form: Form, commands: Iterable[Node]) -> None:
    """Judge all commands of one scope."""
    seen: Counter[int] = Counter()
    names: set[tuple[int, str]] = set()
    for command in commands:
        kind = command.number("type") or int(CommandType.CHAT_INPUT)
        name = (kind, command.text("name") or "")
        if name in names:
            message = "Application command names must be unique"
            command.wrong("commands.unique-names", "name", "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        names.add(name)
        seen[kind] += 1
        _check_command(command, kind)
    for kind, limit in _LIMITS.items():
        if seen[kind] > limit:
            message = f"Maximum number of application commands reached ({limit})"
            form.add_refusal("commands.count-per-type", Refusal(status=400, code=_TOO_MANY, message=message))


def _check_command(command: Node, kind: int) -> None:
    if kind not in _LIMITS:
        command.wrong("commands.type", "type", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4}.")
    elif kind in _MENUS:
        _check_menu(command)
    else:
        check_chat_texts(command)
        check_options(command)
    _check_total(command)
    _check_permissions(command)
    _check_contexts(command)


def _check_menu(command: Node) -> None:
    check_menu_texts(command)
    if command.items("options"):
        message = "Context menu commands cannot have options"
        command.wrong("commands.no-menu-options", "options", "APPLICATION_COMMAND_NO_OPTIONS", message)


def _check_total(command: Node) -> None:
    if _size(command) > _MAX_TOTAL:
        message = f"Command exceeds maximum size ({_MAX_TOTAL})"
        command.wrong("commands.total-length", None, "APPLICATION_COMMAND_TOO_LARGE", message)


def _size(node: Node, levels: int = 3) -> int:
    own = longest(node, "name") + longest(node, "description")
    choices = sum(
        longest(choice, "name") + len(str(choice.value.get("value", ""))) for choice in node.children("choices")
    )
    return own + choices + sum(_size(option, levels - 1) for option in node.children("options") if levels)


def _check_permissions(command: Node) -> None:
    bits = command.value.get("default_member_permissions")
    if bits is not None and not (str(bits).isascii() and str(bits).isdecimal()):
        message = "Value is not a permission bitset."
        command.wrong("commands.permission-bits", "default_member_permissions", "NUMBER_TYPE_COERCE", message)


def _check_contexts(command: Node) -> None:
    installs = command.items("integration_types")
    if installs and _USER_INSTALL not in installs and _PRIVATE_CHANNEL in command.items("contexts"):
        message = "Private channels need a user install"
        command.wrong("commands.private-context", "contexts", "APPLICATION_COMMAND_CONTEXTS_INVALID", message)
