import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.sentences import Reason, Sentence

values = st.dictionaries(
    st.text(min_size=1, max_size=10),
    st.text(max_size=20) | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False),
    max_size=4,
)
sentences = st.builds(Sentence, reason=st.sampled_from(Reason), values=values)


@given(sentences)
@settings(deadline=None)
def test_a_sentence_survives_json(sentence: Sentence) -> None:
    assert Sentence.model_validate_json(sentence.model_dump_json()) == sentence


def test_values_keep_their_types_through_json() -> None:
    sentence = Sentence.of(Reason.DAY_SPENT, price=2, left=0.5, limit="50")
    again = Sentence.model_validate_json(sentence.model_dump_json())
    assert {name: type(value) for name, value in again.values.items()} == {"price": int, "left": float, "limit": str}


def test_a_sentence_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Sentence.of(Reason.CANCELLED).reason = Reason.INTERNAL  # type: ignore[misc]  # that is the test


def test_an_unknown_reason_is_no_sentence() -> None:
    with pytest.raises(ValidationError):
        Sentence.model_validate({"reason": "because"})
