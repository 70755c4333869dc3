import pytest

from bot.sandbox.discord.rules import RULES, Refusal, Rulebook
from tests.sandbox.discord.rules.violations import VIOLATIONS


def test_every_rule_has_an_example_that_breaks_it() -> None:
    assert VIOLATIONS.keys() == RULES.keys()


def test_every_rule_is_a_sentence_with_a_source() -> None:
    for rule in RULES.values():
        assert rule.text.endswith(".")
        assert rule.source.endswith((".mdx", ".json"))


@pytest.mark.parametrize("rule_id", RULES)
def test_a_broken_rule_is_refused(rule_id: str) -> None:
    with pytest.raises(Refusal) as caught:
        VIOLATIONS[rule_id](Rulebook())
    assert caught.value.status == 400


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_that_is_off_refuses_nothing(rule_id: str) -> None:
    VIOLATIONS[rule_id](Rulebook(off=[rule_id]))


def test_rules_of_elsewhere_can_be_switched_off_too() -> None:
    rulebook = Rulebook(off=["interaction-deadline"])
    assert not rulebook.enforces("interaction-deadline")
    assert rulebook.enforces("nonce")
