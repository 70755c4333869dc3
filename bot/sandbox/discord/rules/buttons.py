"""Buttons: what each style needs and excludes."""

from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.limits import Length
from bot.sandbox.discord.rules.rule import Rule

_SOURCE = "components/reference.mdx"
RULES = (
    Rule("components.button-style", "Button styles are 1-6.", _SOURCE),
    Rule("components.button-needs", "Styles 1-4 need custom_id, 5 needs url, 6 needs sku_id.", _SOURCE),
    Rule("components.button-excludes", "1-4: no url, sku_id; 5: no custom_id, sku_id; 6: only sku_id.", _SOURCE),
    Rule("components.button-label-length", "A button's label has at most 80 characters.", _SOURCE),
    Rule(
        "components.button-url",
        "A link button's url has at most 512 characters and is http, https or discord.",
        _SOURCE,
    ),
)

_PRIMARY, _DANGER, LINK, PREMIUM = 1, 4, 5, 6
_ACTION = ("custom_id", ("url", "sku_id"))
_STYLES = dict.fromkeys(range(_PRIMARY, _DANGER + 1), _ACTION) | {
    LINK: ("url", ("custom_id", "sku_id")),
    PREMIUM: ("sku_id", ("custom_id", "label", "url", "emoji")),
}
_LABEL = Length("components.button-label-length", "label", 0, 80)
_URL = Length("components.button-url", "url", 1, 512)
_SCHEMES = ("http://", "https://", "discord://")


def check_button(button: Node) -> None:
    """Judge a button."""
    _LABEL.check(button)
    _check_url(button)
    style = button.number("style")
    if style not in _STYLES:
        button.wrong("components.button-style", "style", "BASE_TYPE_CHOICES", "Value must be one of 1 to 6.")
        return
    needed, excluded = _STYLES[style]
    if not button.has(needed):
        text = f"A {needed} is required for this button style"
        button.wrong("components.button-needs", needed, "BASE_TYPE_REQUIRED", text)
    for key in filter(button.has, excluded):
        text = f"A {key} cannot be specified for this button style"
        button.wrong("components.button-excludes", key, "BUTTON_COMPONENT_FIELD_INVALID", text)


def _check_url(button: Node) -> None:
    _URL.check(button)
    if not (button.text("url") or _SCHEMES[0]).lower().startswith(_SCHEMES):
        text = "Scheme must be one of ('http', 'https', 'discord')."
        button.wrong("components.button-url", "url", "URL_TYPE_INVALID_SCHEME", text)
