import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.signing import Signer

TEXT = "callback imgopen 1234"


@given(st.text())
def test_what_was_signed_is_recognised(text: str) -> None:
    signer = Signer([b"key"])

    assert signer.verifies(text, signer.sign(text))


@given(st.text())
def test_no_made_up_signature_is_taken(signature: str) -> None:
    assert not Signer([b"key"]).verifies(TEXT, signature)


def test_a_signature_is_for_one_text_only() -> None:
    signer = Signer([b"key"])

    assert not signer.verifies(TEXT + "5", signer.sign(TEXT))


def test_what_an_older_key_signed_is_still_taken_and_the_newest_signs() -> None:
    both = Signer([b"new", b"old"])

    assert both.verifies(TEXT, Signer([b"old"]).sign(TEXT))
    assert both.sign(TEXT) == Signer([b"new"]).sign(TEXT)


def test_without_a_key_nothing_can_be_signed() -> None:
    with pytest.raises(ValueError, match="needs a key"):
        Signer([])
