"""At a limit a payload is accepted, one beyond it is refused, for every limit that counts something."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.discord.rules import Refusal, Rulebook
from tests.sandbox.discord.rules.judging import (
    Case,
    button,
    callback,
    chat,
    choice,
    commands,
    entry,
    label,
    message,
    modal,
    option,
    row,
    select,
    text,
    v2,
)

_HELLO = {"content": "Hello"}
_PICTURE = {"media": {"url": "https://example.com/a.png"}}


def _x(count: int) -> str:
    return "x" * count


def _choices(count: int) -> list[dict[str, object]]:
    return [{"name": f"n{n}", "value": f"v{n}"} for n in range(count)]


def _select_options(count: int) -> list[dict[str, object]]:
    return [choice(value=f"v{n}") for n in range(count)]


def _total(count: int, **changes: object) -> Case:
    """A command whose texts have `count` (at least 7612) characters in all."""
    rest = count - len("c" + "d" + "ad" + "bd") - 38 * 200
    sizes = [rest // 6 + (n < rest % 6) for n in range(6)]
    full = [{"name": _x(100), "value": _x(100)}] * 19
    last = [{"name": _x(name), "value": _x(value)} for name, value in zip(sizes[::2], sizes[1::2], strict=True)]
    options = [
        option(name="a", description="d", choices=full),
        option(name="b", description="d", choices=full + last),
    ]
    return commands(chat(*options, **({"name": "c", "description": "d"} | changes)))


LIMITS: dict[str, tuple[int, int, Callable[[int], Case]]] = {
    "command name": (1, 32, lambda n: commands(chat(name=_x(n)))),
    "menu name": (1, 32, lambda n: commands({"type": 2, "name": _x(n)})),
    "command description": (1, 100, lambda n: commands(chat(description=_x(n)))),
    "localised description": (1, 100, lambda n: commands(chat(description_localizations={"de": _x(n)}))),
    "options": (0, 25, lambda n: commands(chat(*(option(name=f"o{k}") for k in range(n))))),
    "choices": (0, 25, lambda n: commands(chat(option(choices=_choices(n))))),
    "choice name": (1, 100, lambda n: commands(chat(option(choices=[{"name": _x(n), "value": "v"}])))),
    "choice value": (0, 100, lambda n: commands(chat(option(choices=[{"name": "n", "value": _x(n)}])))),
    "chat commands": (0, 100, lambda n: commands(*(chat(name=f"c{k}") for k in range(n)))),
    "user menus": (0, 15, lambda n: commands(*({"type": 2, "name": f"c{k}"} for k in range(n)))),
    "all texts of a command": (7612, 8000, _total),
    "content": (1, 2000, lambda n: message({"content": _x(n)})),
    "padded content": (1, 2000, lambda n: message({"content": f"  {_x(n)}\n"})),
    "nonce": (0, 25, lambda n: message(_HELLO | {"nonce": _x(n)})),
    "embeds": (1, 10, lambda n: message({"embeds": [{"title": "x"}] * n})),
    "embed title": (0, 256, lambda n: message({"embeds": [{"title": _x(n)}]})),
    "embed description": (0, 4096, lambda n: message({"embeds": [{"description": _x(n)}]})),
    "embed footer": (0, 2048, lambda n: message({"embeds": [{"footer": {"text": _x(n)}}]})),
    "embed fields": (0, 25, lambda n: message({"embeds": [{"fields": [{"name": "n", "value": "v"}] * n}]})),
    "embed texts": (
        3000,
        6000,
        lambda n: message({"embeds": [{"description": _x(3000)}, {"description": _x(n - 3000)}]}),
    ),
    "uploads": (1, 10, lambda n: message({}, uploads=["a.png"] * n)),
    "alt text of a file": (
        0,
        1024,
        lambda n: message({"attachments": [{"id": 0, "description": _x(n)}]}, uploads=["a"]),
    ),
    "rows": (0, 5, lambda n: message(_HELLO | {"components": [row(button(custom_id=f"b{k}")) for k in range(n)]})),
    "buttons of a row": (1, 5, lambda n: v2(row(*(button(custom_id=f"b{k}") for k in range(n))))),
    "components": (1, 40, lambda n: v2(*[text()] * n)),
    "nested components": (2, 40, lambda n: v2({"type": 17, "components": [text()] * (n - 1)})),
    "all texts": (2001, 4000, lambda n: v2(text(_x(2000)), text(_x(n - 2000)))),
    "one text": (1, 4000, lambda n: v2(text(_x(n)))),
    "gallery": (1, 10, lambda n: v2({"type": 12, "items": [_PICTURE] * n})),
    "alt text": (1, 1024, lambda n: v2({"type": 12, "items": [_PICTURE | {"description": _x(n)}]})),
    "custom id": (1, 100, lambda n: v2(row(button(custom_id=_x(n))))),
    "button label": (0, 80, lambda n: v2(row(button(label=_x(n))))),
    "select options": (1, 25, lambda n: v2(row(select() | {"options": _select_options(n)}))),
    "option label": (1, 100, lambda n: v2(row(select(choice(label=_x(n)))))),
    "placeholder": (0, 150, lambda n: v2(row(select(placeholder=_x(n))))),
    "modal title": (1, 45, lambda n: modal(label(entry()), title=_x(n))),
    "modal components": (1, 5, lambda n: modal(*(label(entry(custom_id=f"e{k}")) for k in range(n)))),
    "label": (1, 45, lambda n: modal(label(entry(), label=_x(n)))),
    "input value": (0, 4000, lambda n: modal(label(entry(value=_x(n))))),
    "radio options": (2, 10, lambda n: modal(label({"type": 21, "custom_id": "r", "options": _select_options(n)}))),
    "autocomplete choices": (0, 25, lambda n: callback(8, {"choices": _choices(n)}, to=4)),
}
_TOTALS = {"embed texts", "all texts", "all texts of a command"}
BOUNDED_BELOW = {name: (low - 1, build) for name, (low, _, build) in LIMITS.items() if low > 0 and name not in _TOTALS}


@pytest.mark.parametrize("name", LIMITS)
@given(data=st.data())
def test_between_its_limits_a_payload_is_accepted(name: str, data: st.DataObject) -> None:
    low, high, build = LIMITS[name]
    build(data.draw(st.sampled_from([low, high]) | st.integers(low, high)))(Rulebook())


@pytest.mark.parametrize("name", LIMITS)
@given(beyond=st.integers(1, 30))
def test_above_its_limit_a_payload_is_refused(name: str, beyond: int) -> None:
    _, high, build = LIMITS[name]
    with pytest.raises(Refusal):
        build(high + beyond)(Rulebook())


@pytest.mark.parametrize("name", BOUNDED_BELOW)
def test_below_its_limit_a_payload_is_refused(name: str) -> None:
    count, build = BOUNDED_BELOW[name]
    with pytest.raises(Refusal):
        build(count)(Rulebook())


def test_the_longest_localisation_counts_for_the_8000_characters_of_a_command() -> None:
    _total(7950, description_localizations={"de": _x(51)})(Rulebook())
    with pytest.raises(Refusal):
        _total(7950, description_localizations={"de": _x(52)})(Rulebook())
