from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.discord.rules import RULES, Refusal, Rulebook
from tests.sandbox.discord.rules.judging import Case, callback, chat, commands, message, option, row

_NAMES = """
type id name description options choices value required flags content embeds fields title image url components custom_id
style label accessory component items media file attachments filename allowed_mentions parse users nonce poll data
message_reference name_localizations contexts integration_types min_values max_values default_member_permissions
"""
_KEYS = st.sampled_from(_NAMES.split())
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 30) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=25,
)
_LOWERCASE = "Command name must be lowercase"
_OBJECT = st.dictionaries(_KEYS, _JSON, max_size=8)


def _refusal(case: Case) -> Refusal:
    with pytest.raises(Refusal) as caught:
        case(Rulebook())
    return caught.value


def test_one_answer_names_all_that_is_wrong_by_path() -> None:
    refusal = _refusal(
        commands(chat(), chat(option(name="Bad"), option(name="good", choices=[{"name": "x"}]), name="b"))
    )
    assert (refusal.status, refusal.code, refusal.message) == (400, 50035, "Invalid Form Body")
    assert refusal.errors == {
        "1": {
            "options": {
                "0": {"name": {"_errors": [{"code": "APPLICATION_COMMAND_INVALID_NAME", "message": _LOWERCASE}]}},
                "1": {
                    "choices": {
                        "0": {
                            "value": {"_errors": [{"code": "BASE_TYPE_REQUIRED", "message": "This field is required"}]}
                        }
                    }
                },
            }
        }
    }


def test_a_single_command_has_errors_without_an_index() -> None:
    refusal = _refusal(lambda rulebook: rulebook.commands(chat(name="Bad")))
    assert refusal.errors is not None
    assert refusal.errors.keys() == {"name"}


def test_errors_inside_a_callback_stand_under_its_data() -> None:
    refusal = _refusal(callback(4, {"content": "x" * 2001, "components": [row()]}))
    assert refusal.errors is not None
    assert refusal.errors["data"].keys() == {"content", "components"}


def test_a_form_error_goes_before_a_refusal_with_its_own_code() -> None:
    assert _refusal(message({"content": ""})).code == 50006
    assert _refusal(message({"content": "", "nonce": "x" * 26})).code == 50035


def test_the_same_error_is_named_once() -> None:
    refusal = _refusal(message({"content": "Hello", "components": [{"type": "row"}]}))
    assert refusal.errors is not None
    errors = refusal.errors["components"]["0"]["type"]["_errors"]
    assert [error["code"] for error in errors].count("NUMBER_TYPE_COERCE") == 1


@pytest.mark.parametrize(
    "payload",
    [{"content": ["Hello"]}, {"content": "Hello", "embeds": "none"}, {"content": "Hello", "components": [[]]}],
)
def test_a_field_of_another_json_type_is_refused(payload: dict[str, Any]) -> None:
    assert _refusal(message(payload)).code == 50035


@pytest.mark.parametrize("off", [(), tuple(RULES)], ids=["all rules", "no rules"])
@given(payload=_OBJECT, uploads=st.lists(st.text(max_size=5), max_size=12))
def test_no_message_or_command_makes_the_rulebook_fail(
    off: tuple[str, ...], payload: dict[str, Any], uploads: list[str]
) -> None:
    rulebook = Rulebook(off)
    before = {"content": "x", "flags": 0, "attachments": []}
    for case in (
        message(payload, uploads=uploads),
        message(payload, route="edit", uploads=uploads),
        message(payload, route="edit", uploads=uploads, before=before),
        commands(payload, payload),
        *(callback(kind, payload, to=to, uploads=uploads) for kind, to in ((4, 2), (5, 2), (7, 3), (8, 4), (9, 2))),
    ):
        _may_refuse(case, rulebook)


def _may_refuse(case: Case, rulebook: Rulebook) -> None:
    with suppress(Refusal):
        case(rulebook)


@given(payload=_OBJECT)
def test_without_rules_everything_is_accepted(payload: dict[str, Any]) -> None:
    message(payload)(Rulebook(off=RULES))
    commands(payload)(Rulebook(off=RULES))
    callback(9, payload)(Rulebook(off=RULES))
