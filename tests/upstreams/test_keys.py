import pytest
from pydantic import SecretStr

from bot.domain.errors import KeyRejected, Misconfigured
from bot.upstreams.base import CredentialField
from bot.upstreams.keys import quote, reveal

FIELDS = (CredentialField(name="token", label="Token", pattern=r"[a-z0-9-]{8,20}"),)


def test_a_key_is_revealed_by_field() -> None:
    assert reveal({"token": SecretStr("a-good-key")}, FIELDS, title="Vendor") == {"token": "a-good-key"}


def test_no_key_is_a_matter_of_set_up() -> None:
    with pytest.raises(Misconfigured) as caught:
        reveal(None, FIELDS, title="Vendor")
    assert caught.value.sentence.reason == "provider_not_set_up"


@pytest.mark.parametrize("value", ["short", "a-good-key\nX-Other: 1", "käy-key-key", "a-good-key\n"])
def test_a_malformed_key_is_rejected_and_not_quoted(value: str) -> None:
    with pytest.raises(KeyRejected) as caught:
        reveal({"token": SecretStr(value)}, FIELDS, title="Vendor")
    assert caught.value.sentence.values == {"provider": "Vendor", "field": "Token"}
    assert value not in repr(caught.value)


def test_a_missing_part_is_rejected() -> None:
    with pytest.raises(KeyRejected):
        reveal({}, FIELDS, title="Vendor")


def test_quoted_words_are_short_printable_and_without_secrets() -> None:
    words = quote("bad\ntoken abcd1234 for https://a.test/b?sig=xyz 任务" + "x" * 500, secrets=["abcd1234"])
    assert words.startswith("bad?token [secret] for https://a.test/b?... ??")
    assert len(words) == 200
