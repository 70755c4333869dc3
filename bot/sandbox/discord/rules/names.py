"""Names, descriptions and their localisations."""

import unicodedata
from collections.abc import Iterator

from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.limits import Length
from bot.sandbox.discord.rules.rule import Rule

_SOURCE = "application-commands.mdx"
RULES = (
    Rule("commands.name-pattern", "Names of commands and options match the documented pattern, 1-32 long.", _SOURCE),
    Rule("commands.lowercase-name", "Names are lowercase where a lowercase form exists.", _SOURCE),
    Rule("commands.menu-name-length", "Context menu names have 1-32 characters of any kind.", _SOURCE),
    Rule("commands.description-length", "Chat commands and options have a description of 1-100 characters.", _SOURCE),
    Rule("commands.no-menu-description", "Context menu commands have no description.", _SOURCE),
    Rule("commands.known-locales", "Localisations are keyed by Discord's locales.", "reference.mdx"),
)

_DOCUMENTED = "bg cs da de el en-GB en-US es-419 es-ES fi fr hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr"
_UNDOCUMENTED = "ar he"  # in Discord's OpenAPI file only
LOCALES = frozenset(f"{_DOCUMENTED} uk vi zh-CN zh-TW {_UNDOCUMENTED}".split())
_MAX_NAME = 32
_MAX_DESCRIPTION = 100
_SCRIPTS = (range(0x0900, 0x0980), range(0xA8E0, 0xA900), range(0x0E00, 0x0E80))  # Devanagari (twice), Thai


def texts(node: Node, key: str) -> Iterator[tuple[Node, str]]:
    """Where a text stands: the default, and each localisation."""
    yield node, key
    localizations = node.child(f"{key}_localizations")
    if localizations is not None:
        yield from ((localizations, locale) for locale in localizations.value)


def longest(node: Node, key: str) -> int:
    """The length of the longest of a text and its localisations."""
    return max(len(holder.text(name) or "") for holder, name in texts(node, key))


def check_locales(node: Node, key: str) -> None:
    """Judge the keys of a dictionary of localisations."""
    localizations = node.child(f"{key}_localizations")
    for locale in sorted(localizations.value.keys() - LOCALES) if localizations else ():
        message = f"Value must be one of {sorted(LOCALES)}."
        node.wrong("commands.known-locales", f"{key}_localizations", "ENUM_TYPE_COERCE", f"{locale!r}: {message}")


def check_chat_texts(node: Node) -> None:
    """Judge the name and description of a chat command or an option."""
    check_locales(node, "name")
    check_locales(node, "description")
    for holder, key in texts(node, "name"):
        _check_name(holder, key)
    for holder, key in texts(node, "description"):
        Length("commands.description-length", key, 1, _MAX_DESCRIPTION, required=True).check(holder)


def check_menu_texts(node: Node) -> None:
    """Judge the name and the missing description of a context menu command."""
    check_locales(node, "name")
    for holder, key in texts(node, "name"):
        Length("commands.menu-name-length", key, 1, _MAX_NAME, required=True).check(holder)
    if node.text("description"):
        message = "Context menu commands cannot have description"
        node.wrong("commands.no-menu-description", "description", "APPLICATION_COMMAND_NO_DESCRIPTION", message)


def _check_name(node: Node, key: str) -> None:
    name = node.text(key) or ""
    if not (1 <= len(name) <= _MAX_NAME and all(_may_be_in_a_name(character) for character in name)):
        message = "Command name is invalid"
        node.wrong("commands.name-pattern", key, "APPLICATION_COMMAND_INVALID_NAME", message)
    if name != name.lower():
        message = "Command name must be lowercase"
        node.wrong("commands.lowercase-name", key, "APPLICATION_COMMAND_INVALID_NAME", message)


def _may_be_in_a_name(character: str) -> bool:
    return (
        character in "-_'"
        or unicodedata.category(character)[0] in "LN"
        or any(ord(character) in script for script in _SCRIPTS)
    )
