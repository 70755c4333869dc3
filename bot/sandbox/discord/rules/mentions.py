"""Allowed mentions (resources/message, "Allowed Mentions Object")."""

from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.limits import Count
from bot.sandbox.discord.rules.rule import Rule

RULES = (
    Rule(
        "mentions.parse-excludes-ids",
        "parse of users or roles and a list of their ids exclude each other.",
        "message.mdx",
    ),
    Rule("mentions.count", "At most 100 users and 100 roles are listed.", "message.mdx"),
    Rule("mentions.parse-values", "parse holds users, roles and everyone only.", "message.mdx"),
)

_LISTS = ("users", "roles")
_PARSED = (*_LISTS, "everyone")


def check_mentions(message: Node) -> None:
    """Judge the `allowed_mentions` of a message."""
    allowed = message.child("allowed_mentions")
    if allowed is None:
        return
    parse = allowed.items("parse")
    if any(value not in _PARSED for value in parse):
        allowed.wrong("mentions.parse-values", "parse", "BASE_TYPE_CHOICES", f"Value must be one of {_PARSED}.")
    for key in _LISTS:
        Count("mentions.count", key, 0, 100).check(allowed)
        if key in parse and allowed.items(key):
            text = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            message.wrong("mentions.parse-excludes-ids", "allowed_mentions", code, text)
