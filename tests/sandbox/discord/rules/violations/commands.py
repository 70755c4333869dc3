from tests.sandbox.discord.rules.judging import Case, chat, commands, option

_LONG = "x" * 100
_MENU = {"type": 3, "name": "Enhance this"}


def _many(count: int) -> list[dict[str, object]]:
    return [option(name=f"o{n}") for n in range(count)]


COMMANDS: dict[str, Case] = {
    "commands.type": commands(chat(type=5)),
    "commands.count-per-type": commands(*(_MENU | {"name": f"Menu {n}"} for n in range(16))),
    "commands.unique-names": commands(chat(), chat()),
    "commands.no-menu-options": commands(_MENU | {"options": [option()]}),
    "commands.total-length": commands(
        chat(*(option(name=f"o{n}", choices=[{"name": _LONG, "value": _LONG}] * 20) for n in range(2)))
    ),
    "commands.permission-bits": commands(chat(default_member_permissions="everything")),
    "commands.private-context": commands(chat(integration_types=[0], contexts=[0, 2])),
    "commands.name-pattern": commands(chat(name="en hance")),
    "commands.lowercase-name": commands(chat(name="Enhance")),
    "commands.menu-name-length": commands(_MENU | {"name": "x" * 33}),
    "commands.description-length": commands(chat(description="")),
    "commands.no-menu-description": commands(_MENU | {"description": "Makes it sharp"}),
    "commands.known-locales": commands(chat(name_localizations={"xx": "verbessern"})),
    "commands.option-type": commands(chat(option(kind=12))),
    "commands.option-count": commands(chat(*_many(26))),
    "commands.unique-option-names": commands(chat(option(), option())),
    "commands.required-first": commands(chat(option(name="a"), option(name="b", required=True))),
    "commands.nesting": commands(chat(option(1, "a", options=[option(1, "b")]))),
    "commands.mixed-options": commands(chat(option(1, "a"), option(3, "b"))),
    "commands.choice-count": commands(chat(option(choices=[{"name": "n", "value": str(n)} for n in range(26)]))),
    "commands.choice-length": commands(chat(option(choices=[{"name": "", "value": "x"}]))),
    "commands.autocomplete-excludes-choices": commands(
        chat(option(autocomplete=True, choices=[{"name": "x", "value": "x"}]))
    ),
    "commands.text-bounds": commands(chat(option(max_length=6001))),
    "commands.integer-bounds": commands(chat(option(4, max_value=2**53))),
}
