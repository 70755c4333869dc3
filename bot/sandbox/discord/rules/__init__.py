"""Discord's rules for payloads, each with a name, a source and a switch."""

from collections.abc import Mapping

from bot.sandbox.discord.rules import (
    buttons,
    callbacks,
    commands,
    components,
    embeds,
    files,
    form,
    layout,
    media,
    mentions,
    messages,
    modals,
    names,
    options,
    selects,
)
from bot.sandbox.discord.rules.form import Refusal
from bot.sandbox.discord.rules.rule import Rule
from bot.sandbox.discord.rules.rulebook import Rulebook

_COMMANDS = (commands, names, options)
_COMPONENTS = (components, layout, buttons, selects, media)
_MESSAGES = (messages, mentions, embeds, files)
RULES: Mapping[str, Rule] = {
    rule.id: rule for module in (form, *_COMMANDS, *_MESSAGES, *_COMPONENTS, modals, callbacks) for rule in module.RULES
}

__all__ = ["RULES", "Refusal", "Rule", "Rulebook"]
