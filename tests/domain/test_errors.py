import pickle

import pytest

from bot.domain import errors
from bot.domain.errors import BotError, KeyRejected, Misconfigured, Rejected, Unreachable, UpstreamError
from bot.domain.sentences import Reason, Sentence
from storage.sealing import Unsealable

CLASSES = sorted(
    (thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, BotError)),
    key=lambda thing: thing.__name__,
)


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_survives_the_way_out_of_a_worker_process(kind: type[BotError]) -> None:
    error = kind(Reason.FILE_TOO_LARGE, detail="in the log", slot="photo", size_bytes=7)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.sentence, again.detail, str(again)) == (error.sentence, "in the log", str(error))


def test_the_wait_that_was_asked_for_survives_too() -> None:
    error = Unreachable(Reason.PROVIDER_DOWN, retry_after_s=2.5, provider="X")
    assert pickle.loads(pickle.dumps(error)).retry_after_s == 2.5


def test_an_error_that_is_made_without_arguments_survives_too() -> None:
    assert pickle.loads(pickle.dumps(Unsealable())).detail == Unsealable().detail


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_takes_a_whole_sentence_or_a_reason_with_its_values(kind: type[BotError]) -> None:
    sentence = Sentence.of(Reason.NO_FACE, slot="photo")
    assert kind(sentence).sentence == kind(Reason.NO_FACE, slot="photo").sentence == sentence


def test_the_text_of_an_error_holds_reason_values_and_detail() -> None:
    assert str(BotError(Reason.NO_FACE, detail="seen 0", slot="photo")) == "no_face {'slot': 'photo'} seen 0"
    assert str(BotError(Reason.CANCELLED)) == "cancelled"


def test_a_refused_key_is_the_admins_business_and_the_providers_last_word() -> None:
    assert issubclass(KeyRejected, Misconfigured)
    assert issubclass(KeyRejected, Rejected)
    assert issubclass(Rejected, UpstreamError)
